import { createReadStream, existsSync, mkdirSync, readFileSync } from "node:fs";
import { createServer, type Server, type ServerResponse } from "node:http";
import { createRequire } from "node:module";
import type { AddressInfo } from "node:net";
import { extname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium, type Browser, type Page } from "playwright-core";
import { build } from "vite";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const root = fileURLToPath(new URL("../..", import.meta.url));
const dist = join(root, ".cache", "gallery");
const shots = join(root, ".cache", "shots");
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const quiet = ["--no-sandbox", "--headless", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-quic"];
const policy = "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; connect-src 'self' ws: wss:";
const kinds: Record<string, string> = { ".js": "text/javascript", ".css": "text/css", ".html": "text/html; charset=utf-8" };

let server: Server;
let browser: Browser;
let address = "";

beforeAll(async () => {
  mkdirSync(shots, { recursive: true });
  await build({ configFile: join(root, "vite.config.ts"), logLevel: "error", build: { outDir: dist, emptyOutDir: true } });
  server = createServer((request, response) => {
    if (request.url?.startsWith("/api/")) { answerForNobody(request.url, response); return; }
    const path = normalize(new URL(request.url ?? "/", "http://desk").pathname.replace(/^\/desk\//, ""));
    const file = join(dist, path);
    const found = !path.startsWith("..") && extname(path) !== "" && existsSync(file) ? file : join(dist, "index.html");
    response.writeHead(200, { "content-type": kinds[extname(found)] ?? "application/octet-stream", "content-security-policy": policy });
    createReadStream(found).pipe(response);
  });
  await new Promise<void>((ready) => { server.listen(0, "127.0.0.1", ready); });
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/desk`;
  browser = await chromium.launch({ executablePath: process.env["CHROMIUM"] ?? "/usr/bin/chromium", args: quiet });
}, 120_000);

afterAll(async () => {
  await browser?.close();
  server?.closeAllConnections();
  server?.close();
});

// The gallery needs no house: its live stream is silent, and every question is answered with "no such operation".
function answerForNobody(url: string, response: ServerResponse): void {
  if (url.startsWith("/api/live")) response.writeHead(200, { "content-type": "text/event-stream" }).write("retry: 2000\n\n");
  else response.writeHead(404, { "content-type": "application/problem+json" }).end(JSON.stringify({ type: "request.no-such-operation", facts: {} }));
}

type View = { width: number; height: number; theme?: "light" | "dark"; language?: "zh" | "en" };

async function open(path: string, { width, height, theme = "light", language = "zh" }: View): Promise<{ page: Page; faults: string[] }> {
  const page = await browser.newPage({ viewport: { width, height }, reducedMotion: "reduce", timezoneId: "Asia/Shanghai" });
  const faults: string[] = [];
  page.on("pageerror", (error) => faults.push(error.message));
  page.on("console", (message) => { if (message.type() === "error" && !message.text().startsWith("Failed to load resource")) faults.push(message.text()); });
  await page.addInitScript(([t, l]) => { localStorage.setItem("ts-appearance", t ?? ""); localStorage.setItem("ts-language", l ?? ""); }, [theme, language]);
  await page.goto(`${address}${path}`, { waitUntil: "load" });
  await page.locator("h2").first().waitFor();
  return { page, faults };
}

async function serious(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  const found = await page.evaluate(async () => {
    const runner = (globalThis as unknown as { axe: { run: (where: Document, options: object) => Promise<{ violations: { id: string; impact: string; nodes: { html: string; failureSummary: string }[] }[] }> } }).axe;
    return (await runner.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"] })).violations;
  });
  return found.filter((v) => v.impact === "serious" || v.impact === "critical").flatMap((v) => v.nodes.map((n) => `${v.id}: ${n.html.slice(0, 160)} ${n.failureSummary.replaceAll("\n", " ").slice(0, 240)}`));
}

const sideways = (page: Page) => page.evaluate(() => {
  const screen = document.querySelector("#screen");
  return Math.max(document.documentElement.scrollWidth - innerWidth, screen ? screen.scrollWidth - screen.clientWidth : 0);
});

/** The whole page in one picture: the inner scroller is given all the height it wants. */
async function shoot(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: join(shots, `${name}.png`) });
  const { width } = page.viewportSize() ?? { width: 1440 };
  const tall = await page.evaluate(() => Math.max(document.documentElement.scrollHeight, (document.querySelector("#screen")?.scrollHeight ?? 0) + 120));
  await page.setViewportSize({ width, height: Math.min(tall, 12_000) });
  await page.screenshot({ path: join(shots, `${name}-whole.png`) });
}

describe("the gallery of primitives", () => {
  const views: (View & { name: string })[] = [
    { name: "gallery-1440", width: 1440, height: 900 },
    { name: "gallery-1440-dark", width: 1440, height: 900, theme: "dark" },
    { name: "gallery-390", width: 390, height: 844 },
    { name: "gallery-390-dark", width: 390, height: 844, theme: "dark" },
    { name: "gallery-1100-en", width: 1100, height: 900, language: "en" },
  ];
  it.each(views)("has nothing serious in axe, no fault in the console and no sideways scroll: $name", async ({ name, ...view }) => {
    const { page, faults } = await open("/gallery", view);
    await shoot(page, name);
    expect(await serious(page)).toEqual([]);
    expect(await sideways(page)).toBeLessThanOrEqual(0);
    expect(faults).toEqual([]);
    await page.close();
  }, 60_000);

  it("asks for the reason before an act the record must explain, and keeps what was written", async () => {
    const { page } = await open("/gallery", { width: 1440, height: 900 });
    await page.getByRole("button", { name: "撤回这一版" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("button", { name: "撤回", exact: true }).click();
    expect(await dialog.getByText("请写明理由，再按一次").isVisible()).toBe(true);
    await page.screenshot({ path: join(shots, "gallery-dialog.png") });
    expect(await serious(page)).toEqual([]);
    await dialog.getByLabel("理由").fill("受伤人数有误");
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "撤回这一版" }).click();
    expect(await dialog.getByLabel("理由").inputValue()).toBe("受伤人数有误");
    await dialog.getByRole("button", { name: "撤回", exact: true }).click();
    await dialog.waitFor({ state: "hidden" });
    await page.close();
  }, 60_000);

  it("says a grey button's reason to those who focus it and does nothing when it is pressed", async () => {
    const { page } = await open("/gallery", { width: 1440, height: 900 });
    const button = page.getByRole("button", { name: "发布", exact: true });
    await button.focus();
    expect(await button.getAttribute("aria-disabled")).toBe("true");
    await expect.poll(() => page.getByRole("tooltip").innerText()).toContain("罗青禾 会签");
    await page.screenshot({ path: join(shots, "gallery-why.png") });
    await page.close();
  }, 60_000);

  it("switches language and night by one click, and remembers", async () => {
    const { page } = await open("/gallery", { width: 1440, height: 900 });
    await page.getByRole("button", { name: "English" }).click();
    await page.getByRole("heading", { name: "Seals, grades, clocks" }).waitFor();
    await page.getByRole("button", { name: "Night", exact: true }).click();
    expect(await page.evaluate(() => [document.documentElement.dataset["theme"], document.documentElement.lang, localStorage.getItem("ts-language")])).toEqual(["dark", "en", "en"]);
    await page.close();
  }, 60_000);

  it("announces a lost connection and takes the words back when it is mended", async () => {
    const { page } = await open("/gallery", { width: 1440, height: 900 });
    await page.context().setOffline(true);
    await page.getByText("连接断了，正在重连").waitFor();
    await page.screenshot({ path: join(shots, "gallery-offline.png") });
    await page.context().setOffline(false);
    await page.getByText("连接断了，正在重连").waitFor({ state: "hidden" });
    await page.close();
  }, 60_000);
});

describe("an address that leads nowhere", () => {
  it.each([{ name: "lost-1440", width: 1440, height: 900 }, { name: "lost-390", width: 390, height: 844 }])("says so in plain words: $name", async ({ name, ...view }) => {
    const { page, faults } = await open("/no-such-place", view);
    await page.getByText("这里没有页面").waitFor();
    await page.screenshot({ path: join(shots, `${name}.png`) });
    expect(await serious(page)).toEqual([]);
    expect(faults).toEqual([]);
    await page.close();
  }, 60_000);
});
