/// Builds the pages into dist/; while developing, asks a running `registan serve` for the data.
import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig } from "vitest/config";
import { earth } from "./build/geography.ts";

/** As strict as the server's own, so that what it would refuse fails here too. */
const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'self'";

const server = process.env.REGISTAN_SERVER ?? "http://127.0.0.1:7373";

/** The server refuses what another site sends; here the pages are that other site, and no stranger. */
const proxy = {
  "/api": {
    target: server,
    changeOrigin: true,
    configure: (through: { on: (event: "proxyReq", act: (request: { setHeader: (name: string, value: string) => void }) => void) => void }) =>
      through.on("proxyReq", (request) => request.setHeader("origin", server)),
  },
};

export default defineConfig({
  plugins: [svelte(), earth()],
  build: {
    target: "es2022",
    // Inlined assets would be data: addresses, which the content security policy refuses.
    assetsInlineLimit: 0,
    cssCodeSplit: true,
    modulePreload: { polyfill: false },
    reportCompressedSize: true,
  },
  server: { proxy },
  preview: { proxy, headers: { "content-security-policy": policy } },
  test: { include: ["src/**/*.test.ts"] },
});
