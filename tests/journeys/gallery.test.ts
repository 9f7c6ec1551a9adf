import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { logIn, openBrowser, serious, type Visitor } from "#tests/support/browser.ts";

const shots = join(fileURLToPath(new URL("../..", import.meta.url)), ".cache", "shots");

let browser: Browser;
let visitor: Visitor;

beforeAll(async () => {
  mkdirSync(shots, { recursive: true });
  browser = await openBrowser();
  visitor = await logIn(inject("house"), "zhaochenxi");
}, 120_000);

afterAll(async () => { await browser?.close(); });

type View = { width: number; height: number; theme?: "light" | "dark"; language?: "zh" | "en" };

async function open(path: string, { width, height, theme = "light", language = "zh" }: View): Promise<{ page: Page; faults: string[] }> {
  const { page, faults } = await visitor.open(browser, `/desk${path}`, { width, height });
  await page.evaluate(([t, l]) => { localStorage.setItem("ts-appearance", t ?? ""); localStorage.setItem("ts-language", l ?? ""); }, [theme, language]);
  await page.reload();
  await page.locator("h2").first().waitFor();
  return { page, faults };
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
