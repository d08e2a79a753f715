/// Starts the pages.

import { mount } from "svelte";
import "./style/fonts.css";
import "./style/tokens.css";
import "./style/base.css";
import "./style/print.css";
import App from "./App.svelte";
import { navigation } from "./address/navigation.svelte";
import { reader } from "./language/reader.svelte";
import { browsersTurn } from "./parts/turns.svelte";

const target = document.getElementById("app");
if (target) {
  document.documentElement.lang = reader.language;
  navigation.start();
  reader.learnFrames();
  void browsersTurn().then(() => mount(App, { target }));
}
