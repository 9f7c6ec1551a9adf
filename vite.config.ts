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
  build: { outDir: here("./dist/web"), emptyOutDir: true, target: "es2023", assetsInlineLimit: 0, chunkSizeWarningLimit: 700 },
  server: { proxy: { "/api": { target: house, ws: true } } },
});
