/// Makes the pictures of the README: docs/screenshots/*.png.

import { mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, it } from "vitest";
import { type Visit, open, settled, visit } from "./browser";
import { type Served, serveExamples } from "./server";

const PLACE = resolve(import.meta.dirname, "../../docs/screenshots");

let served: Served;
let reader: Visit;

beforeAll(async () => {
  mkdirSync(PLACE, { recursive: true });
  served = await serveExamples();
  reader = await visit(served.url, { width: 1280, language: "en", theme: "light" });
});

afterAll(async () => {
  await reader.close();
  served.stop();
});

async function shot(name: string): Promise<void> {
  await reader.page.screenshot({ path: join(PLACE, `${name}.png`) });
}

it("a report with its statements", async () => {
  await open(reader.page, `${served.url}/search?q=Samarkand`);
  await reader.page.getByRole("link", { name: /Xi en Poetin/ }).first().click();
  await settled(reader.page);
  await reader.page.locator("p a.trigger").nth(2).hover();
  await shot("report");
});

it("the world", async () => {
  await open(reader.page, `${served.url}/world`);
  await shot("world");
});

it("conflicts", async () => {
  await open(reader.page, `${served.url}/conflicts`);
  await shot("conflicts");
});
