import { mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium, type Browser, type Page } from "playwright-core";
import { expect, vi } from "vitest";
import type { z } from "zod";
import type { Operation } from "#kernel/contract.ts";
import { whoAmI } from "#modules/access/contract.ts";
import { demoPassword } from "../../presets/demo/cast.ts";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const quiet = ["--no-sandbox", "--headless", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-quic"];
const shots = join(fileURLToPath(new URL("../..", import.meta.url)), ".cache/shots");

type Part<K extends string, S extends z.ZodType> = Record<never, never> extends z.input<S> ? { [k in K]?: z.input<S> } : { [k in K]: z.input<S> };
type Input<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType> = Part<"params", P> & Part<"query", Q> & Part<"body", B>;

function addressOf(path: string, input: { params?: unknown; query?: unknown }): string {
  const params = (input.params ?? {}) as Record<string, unknown>;
  const query = new URLSearchParams(Object.entries(input.query ?? {}).map(([name, value]): [string, string] => [name, String(value)])).toString();
  return path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(String(params[name] ?? ""))) + (query ? `?${query}` : "");
}

/** The two widths every screen is shown at: a desk and a phone. */
export const desk = { width: 1440, height: 900 };
export const phone = { width: 390, height: 844 };

/** Starts Chromium, without a window and without calls of its own. */
export const openBrowser = (): Promise<Browser> => chromium.launch({ executablePath: process.env["CHROMIUM"] ?? "/usr/bin/chromium", args: quiet });

/** An answer over HTTP: its status and what it says; `type` is the code of a problem. */
export type Answer = { status: number; body: Record<string, unknown> & { type?: string; facts?: Record<string, string | number> } };

/** Somebody at the house: asks over HTTP, and opens pages in a browser that knows them. */
export class Visitor {
  readonly #house: string;
  readonly #cookies: Map<string, string>;

  constructor(house: string, cookies: readonly (readonly [string, string])[] = []) {
    this.#house = house;
    this.#cookies = new Map(cookies);
  }

  /** What a browser would keep of this person: whoever is made with it is logged in as they are. */
  get cookies(): [string, string][] {
    return [...this.#cookies];
  }

  /** Asks as this person; the answer is handed back whatever it says. */
  async ask(method: string, path: string, body?: object): Promise<Answer> {
    const headers: Record<string, string> = { cookie: [...this.#cookies].map(([name, value]) => `${name}=${value}`).join("; ") };
    const csrf = this.#cookies.get("ts_csrf");
    if (csrf) headers["x-tongsheng-csrf"] = csrf;
    if (method !== "GET") headers["content-type"] = "application/json";
    const answer = await fetch(`${this.#house}${path}`, { method, headers, redirect: "manual", ...(method === "GET" ? {} : { body: JSON.stringify(body ?? {}) }) });
    for (const line of answer.headers.getSetCookie()) {
      const [pair = ""] = line.split(";");
      this.#cookies.set(pair.slice(0, pair.indexOf("=")), pair.slice(pair.indexOf("=") + 1));
    }
    return { status: answer.status, body: await answer.json().catch(() => ({})) as Answer["body"] };
  }

  /** Calls an operation that must succeed; its answer is read by the contract. */
  async call<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, R extends z.ZodType>(op: Operation<P, Q, B, R>, input: Input<P, Q, B>): Promise<z.output<R>> {
    const { status, body } = await this.ask(op.method, addressOf(op.path, input as { params?: unknown; query?: unknown }), (input as { body?: object }).body);
    if (status !== 200) throw new Error(`${op.method} ${op.path}: ${status} ${JSON.stringify(body)}`);
    return op.result.parse(body);
  }

  /** Opens a page in which this person is logged in; `faults` collects what the page's console complains about. */
  async open(browser: Browser, path: string, viewport = desk): Promise<{ page: Page; faults: string[] }> {
    const context = await browser.newContext({ viewport, locale: "zh-CN", timezoneId: "Asia/Shanghai", reducedMotion: "reduce", hasTouch: viewport === phone });
    await context.addCookies([...this.#cookies].map(([name, value]) => ({ name, value, url: this.#house })));
    const page = await context.newPage();
    page.setDefaultTimeout(20_000);
    const faults: string[] = [];
    page.on("pageerror", (error) => faults.push(error.message));
    page.on("console", (message) => { if (message.type() === "error") faults.push(message.text()); });
    await page.goto(`${this.#house}${path}`);
    return { page, faults };
  }
}

/** Logs an officer of the demo in over HTTP, second factor and all. */
export async function logIn(house: string, username: string): Promise<Visitor> {
  const visitor = new Visitor(house);
  await visitor.call(whoAmI, {});
  const first = await passPassword(visitor, username);
  if (first.body["next"] === "second-factor") await vi.waitFor(() => passSecondFactor(visitor), { timeout: 65_000, interval: 1000 });
  return visitor;
}

// The house hears so many attempts a minute from one address, good ones too; whoever is told to wait waits, as a person would.
async function passPassword(visitor: Visitor, username: string): Promise<Answer> {
  for (const until = Date.now() + 65_000; ;) {
    const answer = await visitor.ask("POST", "/api/access/log-in", { username, password: demoPassword });
    if (answer.status === 200) return answer;
    if (answer.body["type"] !== "access.locked" || Date.now() > until) throw new Error(`${username} cannot log in: ${JSON.stringify(answer.body)}`);
    await new Promise((resolve) => setTimeout(resolve, 3_000));
  }
}

// A code works once; after two in half a minute the next must be waited for. Guessing meanwhile would lock the address.
async function passSecondFactor(visitor: Visitor): Promise<void> {
  const code = (await visitor.call(whoAmI, {})).demo[0]?.code;
  if (!code) throw new Error("the demo house shows no code yet");
  const { body } = await visitor.ask("POST", "/api/access/second-factor", { code });
  if (body["next"] !== "none") throw new Error(`the second factor is not passed: ${JSON.stringify(body)}`);
}

/** Serious and critical findings of axe on the page as it stands; the rule that cuts names into words is left out, as it cuts Chinese names amiss. */
export async function serious(page: Page): Promise<string[]> {
  await page.evaluate(() => Promise.all(document.getAnimations().filter((a) => a.effect?.getComputedTiming().iterations !== Infinity).map((a) => a.finished.catch(() => undefined))));
  await page.evaluate(axe);
  const found = await page.evaluate(async () => {
    const runner = (globalThis as unknown as { axe: { run: (where: Document, options: object) => Promise<{ violations: { id: string; impact: string; nodes: { html: string; failureSummary: string }[] }[] }> } }).axe;
    return (await runner.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"], rules: { "label-content-name-mismatch": { enabled: false } } })).violations;
  });
  return found.filter((v) => v.impact === "serious" || v.impact === "critical").flatMap((v) => v.nodes.map((n) => `${v.id}: ${n.html.slice(0, 160)} ${n.failureSummary.replaceAll("\n", " ").slice(0, 240)}`));
}

/** What no screen may have: serious findings of axe, and words that run out of the page sideways. Checked at both widths. */
export async function inspect(page: Page, name: string): Promise<void> {
  mkdirSync(shots, { recursive: true });
  const was = page.viewportSize() ?? desk;
  for (const size of [desk, phone].sort((a) => (a.width === was.width ? 1 : -1))) {
    await page.setViewportSize(size);
    await page.screenshot({ path: join(shots, `${name}-${size.width}.png`) });
    expect(await serious(page), `${name} at ${size.width}`).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth), `${name} at ${size.width} runs out sideways`).toBeLessThanOrEqual(0);
  }
}
