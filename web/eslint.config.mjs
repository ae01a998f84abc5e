// What a reader would object to; how it looks is Prettier's.
import { fileURLToPath } from "node:url";
import js from "@eslint/js";
import { defineConfig, globalIgnores } from "eslint/config";
import tseslint from "typescript-eslint";

export default defineConfig(
  globalIgnores(["dist/", "node_modules/"]),
  js.configs.recommended,
  {
    files: ["src/**/*.ts", "tests/unit/**/*.ts"],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: fileURLToPath(new URL(".", import.meta.url)) },
    },
    rules: {
      eqeqeq: "error",
      // Numbers and texts are written into templates.
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true, allowBoolean: true }],
      "@typescript-eslint/no-confusing-void-expression": "off",
    },
  },
  {
    files: ["**/*.mjs"],
    languageOptions: {
      globals: Object.fromEntries(
        [
          "console",
          "fetch",
          "process",
          "performance",
          "setTimeout",
          "getComputedStyle",
          "URL",
          "document",
          "innerHeight",
          "innerWidth",
          "Buffer",
          "Event",
        ].map((name) => [name, "readonly"]),
      ),
    },
  },
);
