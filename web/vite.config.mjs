import { defineConfig } from "vite";
import { finerGeography } from "./geography.mjs";
import { licences } from "./licenses.mjs";

// Few files, so that they can be put into the engine's program as they are: the page's script, the map library, which
// comes after the first picture, one style sheet, the map's worker, the land, what is finer than it, and the licences.
export default defineConfig({
  base: "./",
  plugins: [finerGeography(), licences()],
  server: { proxy: { "/api": "http://127.0.0.1:8080" } },
  build: {
    target: "es2022",
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1500,
    modulePreload: false,
    cssCodeSplit: false,
    rollupOptions: {
      output: {
        entryFileNames: "amur.js",
        chunkFileNames: "[name].js",
        manualChunks: (id) => (/maplibre-gl-csp\.js|\/map\/engine\.ts/.test(id) ? "map" : undefined),
        assetFileNames: (asset) => (asset.name?.endsWith(".css") ? "amur.css" : "[name][extname]"),
      },
    },
  },
});
