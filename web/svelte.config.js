/// Svelte's settings: TypeScript in components, styles always in files of their own.
import { vitePreprocess } from "@sveltejs/vite-plugin-svelte";

export default { preprocess: vitePreprocess(), compilerOptions: { runes: true, css: "external" } };
