// The rules that ESLint recommends, for all JavaScript. Types are TypeScript's business: `npm run test:types`.
import js from "@eslint/js";
import { defineConfig, globalIgnores } from "eslint/config";
import globals from "globals";

export default defineConfig([
  globalIgnores(["dist/", "site/", "target/", "node_modules/"]),
  {
    files: ["**/*.{js,mjs}"],
    extends: [js.configs.recommended],
    languageOptions: { globals: { ...globals.browser, ...globals.node, ...globals.worker, ...globals.serviceworker } },
    rules: {
      // The project reads and writes control characters on purpose.
      "no-control-regex": "off",
      // A hole in a row of a table stands for the usual value.
      "no-sparse-arrays": "off",
      // Playwright demands a destructuring pattern, also of a fixture that needs no other.
      "no-empty-pattern": "off",
      // An argument may stand only to show the signature; a member may be taken off an object by destructuring.
      "no-unused-vars": [
        "error",
        { args: "none", ignoreRestSiblings: true, caughtErrors: "none", varsIgnorePattern: "^_" },
      ],
    },
  },
  {
    files: ["examples/gateway/*.js"],
    languageOptions: { globals: { Bun: "readonly", Deno: "readonly" } },
  },
  {
    // The build puts the address of the `.wasm` in its place.
    files: ["src/entry/node.js"],
    languageOptions: { globals: { WASM: "readonly" } },
  },
]);
