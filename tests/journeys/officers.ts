import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { expect, inject } from "vitest";
import { whoAmI } from "#modules/access/contract.ts";
import { addFact, createPiece, readPiece } from "#modules/content/contract.ts";
import { readBoard, type Board } from "#modules/dispatch/contract.ts";
import { readChart } from "#modules/organisation/contract.ts";
import { Gate, passReview, readPlan, readReview, readSigning, setPlan, sign, submitPiece } from "#modules/review/contract.ts";
import { desk, inspect, logIn, Visitor } from "#tests/support/browser.ts";

/** The officers of the demo at one house, each logged in once for all journeys of a run. */
export type Officers = { as: (username: string) => Promise<Visitor>; unit: (code: string) => Promise<string> };

/** Opens the door for officers: whoever is asked for logs in the first time. */
export function officersAt(house: string): Officers {
  const known = new Map<string, Promise<Visitor>>();
  const as = (username: string): Promise<Visitor> => {
    const visitor = known.get(username) ?? enter(house, username);
    known.set(username, visitor);
    return visitor;
  };
  const unit = async (code: string): Promise<string> => {
    const chart = await (await as("linzhixia")).call(readChart, { query: {} });
    return chart.units.find((u) => u.code === code)?.id ?? fail(`no unit ${code}`);
  };
  return { as, unit };
}

// A code works once: whoever logged in anew for every journey would wait for the next one each time.
async function enter(house: string, username: string): Promise<Visitor> {
  const file = join(inject("sessions"), `${username}.json`);
  if (existsSync(file)) {
    const visitor = new Visitor(house, JSON.parse(readFileSync(file, "utf8")) as [string, string][]);
    if ((await visitor.call(whoAmI, {})).next === "none") return visitor;
  }
  const visitor = await logIn(house, username);
  writeFileSync(file, JSON.stringify(visitor.cookies));
  return visitor;
}

/** Opens pages of officers in the browser of a journey; what went wrong in one is noted among its faults when it closes. */
export const pagesOf = (at: Officers, browser: () => Browser, faults: string[]) => async (username: string, path: string, viewport = desk): Promise<Page> => {
  const opened = await (await at.as(username)).open(browser(), path, viewport);
  opened.page.on("close", () => { faults.push(...opened.faults); });
  return opened.page;
};

/** Inspects a page at both sizes and leaves it as wide as a desk. */
export async function look(shown: Page, name: string): Promise<void> {
  await inspect(shown, name);
  await shown.setViewportSize(desk);
}

/** A piece of the department as a journey begins with it: its title may hold the fact as `{}`; who signs, which accounts by name. */
export type Draft = { title: string; fact?: { kind: "hotline" | "injured"; label: string; text: string; number: number | null }; lines: string[]; units: string[]; accounts: string[] };

/** Writes a draft of 林知夏's over HTTP and plans it. */
export async function write(at: Officers, draft: Draft): Promise<string> {
  const writer = await at.as("linzhixia");
  const { id: pieceId } = await writer.call(createPiece, {
    body: { title: draft.title, form: "news", topic: "rescue", column: "releases", urgency: "routine", regions: ["220000"], validUntil: null, plannedAt: null, unitId: await at.unit("yjt"), text: draft.lines },
  });
  if (draft.fact) await writer.call(addFact, { params: { pieceId }, body: { ...draft.fact, source: "现场指挥部" } });
  await plan(at, pieceId, draft.units, draft.accounts);
  return pieceId;
}

/** Plans who signs and which accounts, by the names people know them by. */
export async function plan(at: Officers, pieceId: string, units: readonly string[], accounts: readonly string[]): Promise<void> {
  const writer = await at.as("linzhixia");
  const settled = { unitIds: await Promise.all(units.map(at.unit)), lineReason: "按本次内容确定落款单位", inOrder: false, sendAt: null, embargoUntil: null, notAfter: null };
  await writer.call(setPlan, { params: { pieceId }, body: { ...settled, accountIds: [] } });
  const known = (await writer.call(readPlan, { params: { pieceId } })).accounts;
  await writer.call(setPlan, { params: { pieceId }, body: { ...settled, accountIds: accounts.map((name) => known.find((a) => a.name === name)?.id ?? fail(`no account ${name}`)) } });
}

/** Submits a piece, or its correction with the reason, and passes 初审 and 复审 over HTTP. */
export async function review(at: Officers, pieceId: string, correctionReason: string | null = null): Promise<void> {
  await (await at.as("linzhixia")).call(submitPiece, { params: { pieceId }, body: { path: "normal", pathReason: null, correctionReason } });
  for (const [who, stage] of [["guyanchu", "first"], ["chengyining", "second"]] as const) {
    const { editionNumber } = await (await at.as(who)).call(readReview, { params: { pieceId } });
    await (await at.as(who)).call(passReview, { params: { pieceId }, body: { editionNumber, stage, gates: [...Gate.options], note: "" } });
  }
}

const hands: Record<string, string> = { yjt: "songhuaiyuan", xfj: "xumuchuan", slxf: "luoqinghe" };

/** Signs the newest edition for units, the leading one first, over HTTP. */
export async function signFor(at: Officers, pieceId: string, units: readonly string[]): Promise<void> {
  for (const code of units) {
    const signer = await at.as(hands[code] ?? fail(`nobody signs for ${code}`));
    const manifestId = (await (await at.as("linzhixia")).call(readReview, { params: { pieceId } })).manifestId ?? fail("nothing to sign");
    const { hash } = await signer.call(readSigning, { params: { manifestId } });
    await signer.call(sign, { params: { manifestId }, body: { unitId: await at.unit(code), seenHash: hash } });
  }
}

/** Waits until no delivery of a piece is under way, and answers its board. */
export async function settledBoard(at: Officers, pieceId: string): Promise<Board> {
  const read = async () => (await at.as("linzhixia")).call(readBoard, { params: { pieceId } });
  await expect.poll(async () => { const { rows } = await read(); return rows.length > 0 && rows.every((row) => row.state === "settled"); }, { timeout: 60_000, interval: 300 }).toBe(true);
  return read();
}

/** Takes a piece of the fire corps through review and signature to its own site, over HTTP. */
export async function publishOfCorps(at: Officers, pieceId: string): Promise<void> {
  const writer = await at.as("xumuchuan");
  const settled = { unitIds: [await at.unit("xfj")], lineReason: "本单位职责内答复", inOrder: false, sendAt: null, embargoUntil: null, notAfter: null };
  await writer.call(setPlan, { params: { pieceId }, body: { ...settled, accountIds: [] } });
  const accounts = (await writer.call(readPlan, { params: { pieceId } })).accounts;
  const site = accounts.find((a) => a.connectorId === "website") ?? fail("the corps has no site");
  await writer.call(setPlan, { params: { pieceId }, body: { ...settled, accountIds: [site.id] } });
  await writer.call(submitPiece, { params: { pieceId }, body: { path: "normal", pathReason: null, correctionReason: null } });
  for (const [who, stage] of [["hexingzhou", "first"], ["qinmingyuan", "second"]] as const) {
    const { editionNumber } = await (await at.as(who)).call(readReview, { params: { pieceId } });
    await (await at.as(who)).call(passReview, { params: { pieceId }, body: { editionNumber, stage, gates: [...Gate.options], note: "" } });
  }
  const signer = await at.as("weichangfeng");
  const manifestId = (await writer.call(readReview, { params: { pieceId } })).manifestId ?? fail("nothing to sign");
  const { hash } = await signer.call(readSigning, { params: { manifestId } });
  await signer.call(sign, { params: { manifestId }, body: { unitId: await at.unit("xfj"), seenHash: hash } });
  await expect.poll(async () => (await writer.call(readBoard, { params: { pieceId } })).rows.every((row) => row.state === "settled"), { timeout: 60_000, interval: 300 }).toBe(true);
}

/** The facts of a piece as the sheet has them now. */
export const factsOf = async (at: Officers, pieceId: string) => (await (await at.as("linzhixia")).call(readPiece, { params: { pieceId } })).facts;

/** Ends a journey with what is missing. */
export function fail(what: string): never {
  throw new Error(what);
}
