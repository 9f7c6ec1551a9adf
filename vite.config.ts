import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

const house = `http://127.0.0.1:${process.env["TONGSHENG_PORT"] ?? "8080"}`;
const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** The desk: `src/web` becomes `dist/web`, served under /desk/ by the web entry. No inline script: the CSP forbids it. */
export default defineConfig({
  root: here("./src/web"),
  base: "/desk/",
  cacheDir: here("./.cache/vite"),
  plugins: [react()],
  build: { outDir: here("./dist/web"), emptyOutDir: true, target: "es2023", assetsInlineLimit: 0, chunkSizeWarningLimit: 700,
    // zod and the word that it must not try eval are one chunk, so that the word comes before any contract.
    rolldownOptions: { output: { codeSplitting: { groups: [{ name: "zod", test: /node_modules\/zod\/|src\/web\/without-eval/ }] } } },
  },
  server: { proxy: { "/api": { target: house, ws: true } } },
});
