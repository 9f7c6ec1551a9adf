import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { bindings } from "#entry/modules.ts";
import { inspect, openBrowser, Visitor } from "#tests/support/browser.ts";
import { readReview } from "#modules/review/contract.ts";
import { readBoard } from "#modules/dispatch/contract.ts";
import { factsOf, officersAt, review, write } from "./officers.ts";

const house = inject("house");
const at = officersAt(house);
const doors = bindings([]).map(({ op, door }) => ({ ...op, door, name: `${op.method} ${op.path}` }));

/** Doors that are open to whoever works here, or that only touch oneself: nothing of another unit's piece is behind them. */
const own = /^\/api\/access\/|^\/api\/(today|search|calendar)|waiting$/;
const ofPieces = doors.filter((d) => /:(pieceId|manifestId|factId|deliveryId)/.test(d.path));

let browser: Browser;
let ids: Record<string, string>;

beforeAll(async () => {
  browser = await openBrowser();
  const pieceId = await write(at, { title: "内部起草中的演练通报", fact: { kind: "hotline", label: "咨询电话", text: "12345", number: null }, lines: ["演练情况另行通报。"], units: ["yjt"], accounts: ["吉林应急网"] });
  const factId = (await factsOf(at, pieceId))[0]?.id ?? "";
  await review(at, pieceId);
  const manifestId = (await (await at.as("linzhixia")).call(readReview, { params: { pieceId } })).manifestId ?? "";
  const board = await (await at.as("linzhixia")).ask("GET", "/api/boards?page=1&size=50");
  const lines = board.body["items"] as { pieceId: string; unitName: string }[];
  const other = lines.find((line) => line.unitName.includes("应急管理厅"))?.pieceId ?? "";
  const delivery = (await (await at.as("linzhixia")).call(readBoard, { params: { pieceId: other } })).rows[0];
  ids = { pieceId, manifestId, factId, deliveryId: delivery?.deliveryId ?? "", accountId: delivery?.accountId ?? "", commentId: pieceId, number: "1", kind: "short", name: "secret" };
});
afterAll(async () => { await browser.close(); });

const address = (path: string): string => path.replace(/:(\w+)/g, (_, name: string) => ids[name] ?? "01900000-0000-7000-8000-000000000000");

describe("a wrong person tries every door", () => {
  it("nobody gets in anywhere without log-in", async () => {
    const visitor = new Visitor(house);
    for (const { method, path, name } of doors.filter((d) => d.door === "members")) expect([401, 403], name).toContain((await visitor.ask(method, address(path))).status);
  });

  const strangers = [["an editor of another city", "zhaochenxi"], ["the system administrator", "shiguanyuan"], ["the security administrator", "anquanyuan"], ["the audit administrator", "shenjiyuan"]] as const;
  it.each(strangers)("%s gets nothing of another unit's piece, and nothing breaks", async (_, username) => {
    const stranger = await at.as(username);
    const answers = new Map<string, number>();
    for (const { method, path, name } of ofPieces) answers.set(name, (await stranger.ask(method, address(path), bodies[path.split("/").at(-1) ?? ""])).status);
    expect([...answers].filter(([, status]) => ![400, 403, 404, 409].includes(status))).toEqual([]);
    expect([...answers].filter(([name, status]) => name.startsWith("GET") && ![400, 403, 404].includes(status))).toEqual([]);
    for (const { method, path, name } of doors.filter((d) => d.method !== "GET" && !own.test(d.path))) expect((await stranger.ask(method, address(path))).status, name).toBeLessThan(500);
  });

  it("and the piece is as it was", async () => {
    const { stage, editionNumber } = await (await at.as("linzhixia")).call(readReview, { params: { pieceId: ids["pieceId"] ?? "" } });
    expect({ stage, editionNumber }).toEqual({ stage: "final", editionNumber: 1 });
  });

  it.each(["pieces/:pieceId", "sign/:manifestId", "boards/:pieceId"])("the screen at /desk/%s says in words that it is not theirs", async (path) => {
    const { page } = await (await at.as("zhaochenxi")).open(browser, `/desk/${path.replace(/:(\w+)/, (_, name: string) => ids[name] ?? "")}`);
    await page.getByRole("alert").or(page.locator(".refused")).first().waitFor();
    await inspect(page, `closed-${path.split("/")[0] ?? ""}`);
    await page.context().close();
  });
});

/** What a stranger would send to do harm, by the last part of the address. */
const bodies: Record<string, object> = {
  return: { editionNumber: 1, stage: "final", reason: "不是我的稿件" }, withdraw: { reason: "不是我的稿件" }, pass: { editionNumber: 1, stage: "first", gates: [], note: "" },
  recall: { reason: "不是我的稿件" }, decline: { unitId: "01900000-0000-7000-8000-000000000000", reason: "不是我的稿件" }, sign: { unitId: "01900000-0000-7000-8000-000000000000", seenHash: "0".repeat(64) },
  submit: { path: "normal", pathReason: null, correctionReason: null }, comments: { block: null, quote: "", body: "不是我的稿件" }, decide: { seen: true, link: null, note: "" },
  versions: { text: "1人", number: 1, source: "无", reason: "不是我的稿件" }, facts: { kind: "statement", label: "无", text: "无", number: null, source: "无" },
  plan: { unitIds: ["01900000-0000-7000-8000-000000000000"], lineReason: null, inOrder: false, accountIds: [], sendAt: null, embargoUntil: null, notAfter: null }, ":pieceId": { title: "不是我的稿件" },
};
