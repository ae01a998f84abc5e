import { defineConfig } from "vite";
import { licences } from "./licenses.mjs";

// One script, one style sheet, the map's worker, the land and the licences: few files, so that they can be put into
// the engine's program as they are.
export default defineConfig({
  base: "./",
  plugins: [licences()],
  server: { proxy: { "/api": "http://127.0.0.1:8080" } },
  build: {
    target: "es2022",
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1500,
    modulePreload: false,
    rollupOptions: {
      output: {
        inlineDynamicImports: true,
        entryFileNames: "amur.js",
        assetFileNames: (asset) => (asset.name?.endsWith(".css") ? "amur.css" : "[name][extname]"),
      },
    },
  },
});
