/// Builds the pages into dist/; while developing, asks a running `registan serve` for the data.
import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig } from "vitest/config";

const server = process.env.REGISTAN_SERVER ?? "http://127.0.0.1:7373";

export default defineConfig({
  plugins: [svelte()],
  build: {
    target: "es2022",
    // Inlined assets would be data: addresses, which the content security policy refuses.
    assetsInlineLimit: 0,
    cssCodeSplit: true,
    modulePreload: { polyfill: false },
    reportCompressedSize: true,
  },
  server: { proxy: { "/api": server } },
  preview: { proxy: { "/api": server } },
  test: { include: ["src/**/*.test.ts"] },
});
