import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { fileURLToPath } from "node:url";
import { sql } from "kysely";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import type { Actor } from "#kernel/actor.ts";
import { announce } from "#platform/http/live.ts";
import { aDatabase, type TestDatabase } from "#tests/support/database.ts";
import { readEditor } from "../rules/prosemirror.ts";
import { plainText } from "../rules/text.ts";
import { closeCode } from "../rules/wire.ts";
import { docFromDraft, draftFromDoc } from "./draft.ts";
import { TestEditor } from "./fixtures/editor.ts";
import { aWritingHouse, revoked } from "./fixtures/house.ts";
import { loadDraft, saveNewDraft } from "./store.ts";

const [corps, department, elsewhere] = [randomUUID(), randomUUID(), randomUUID()];
const someone = (name: string, unitId: string, posts: Actor["holdings"][number]["post"][]): Actor => ({
  kind: "person", personId: randomUUID(), name, unitId, unitName: name, holdings: posts.map((post) => ({ unitId, post, delegatedFrom: null })), scope: { all: false, systems: [], regions: [], unitIds: [unitId] }, secondFactor: true,
});
const lin = someone("林知夏", corps, ["editor"]);
const xu = someone("许牧川", department, ["liaison"]);
const reviewer = someone("程以宁", corps, ["second-reviewer"]);
const stranger = someone("外人", elsewhere, ["editor"]);

let test: TestDatabase;
let one: Awaited<ReturnType<typeof aWritingHouse>>;
let two: Awaited<ReturnType<typeof aWritingHouse>>;
const editors: TestEditor[] = [];

beforeAll(async () => {
  test = await aDatabase();
  [one, two] = await Promise.all([aWritingHouse(test.url), aWritingHouse(test.url)]);
});
afterEach(() => { for (const editor of editors.splice(0)) editor.lose(); revoked.clear(); });
afterAll(async () => { await Promise.all([one.stop(), two.stop()]); await test.drop(); });

async function aPiece(text = "清明节临近"): Promise<string> {
  const [id, sheet, now] = [randomUUID(), randomUUID(), new Date()];
  await test.db.transaction().execute(async (tx) => {
    await tx.insertInto("content.sheet").values({ id: sheet, title: "春防", unit_id: corps, created_by: lin.personId, created_at: now }).execute();
    await tx.insertInto("content.piece").values({
      id, number: id, unit_id: corps, system: "forest_fire", region_code: "22", title: "清明节森林防火和安全用火提示", form: "tip", topic: "fire", column_code: "tips", urgency: "routine",
      sheet_id: sheet, stage: "draft", joint: true, created_by: lin.personId, created_by_name: lin.name, created_at: now, updated_at: now,
    }).execute();
    await tx.insertInto("content.participant").values([{ piece_id: id, unit_id: corps, role: "lead" }, { piece_id: id, unit_id: department, role: "co" }]).execute();
    await saveNewDraft(tx, id, draftFromDoc({ blocks: [{ type: "paragraph", content: [{ type: "text", text }] }] }), now);
  });
  return id;
}

const open = async (actor: Actor, pieceId: string, at = one): Promise<TestEditor> => {
  const editor = await new TestEditor(actor, pieceId).connect(at.address);
  editors.push(editor);
  await soon(() => expect(editor.text).not.toBe(""));
  return editor;
};
const keptText = async (pieceId: string): Promise<string> => {
  const read = readEditor(docFromDraft((await loadDraft(test.db, pieceId))?.state ?? new Uint8Array()));
  return read.ok ? plainText(read.value, []) : read.refusal.code;
};
const setStage = (pieceId: string, stage: "draft" | "first-review" | "returned", tell = true) => test.db.transaction().execute(async (tx) => {
  await tx.updateTable("content.piece").set({ stage }).where("id", "=", pieceId).execute();
  if (tell) await announce(tx, `piece:${pieceId}`);
});
const soon = (check: () => void | Promise<void>) => vi.waitFor(check, { timeout: 15_000, interval: 20 });

describe("two people write one text", () => {
  it("each reads what the other writes, and each is counted for their own unit", async () => {
    const piece = await aPiece();
    const [a, b] = [await open(lin, piece), await open(xu, piece)];
    a.type("，请勿烧纸");
    await soon(() => expect(b.text).toContain("请勿烧纸"));
    b.type("。");
    await soon(() => { expect(a.text).toBe(b.text); expect(a.allKept && b.allKept).toBe(true); });
    expect(await keptText(piece)).toBe(a.text);
    const counted = await test.db.selectFrom("content.contribution").select(["unit_id", "changes"]).where("piece_id", "=", piece).execute();
    expect(new Map(counted.map((row) => [row.unit_id, row.changes]))).toEqual(new Map([[corps, 5], [department, 1]]));
  });

  it("what was written while the line was lost comes back and merges", async () => {
    const piece = await aPiece();
    const [a, b] = [await open(lin, piece), await open(xu, piece)];
    a.lose();
    await soon(() => expect(a.closedWith).not.toBeNull());
    a.type("甲");
    b.type("乙");
    await soon(() => expect(b.allKept).toBe(true));
    await a.connect(one.address);
    await soon(() => { expect(a.text).toBe(b.text); expect(a.allKept).toBe(true); });
    expect([a.text.includes("甲"), a.text.includes("乙")]).toEqual([true, true]);
    expect(await keptText(piece)).toBe(a.text);
  });

  it("in two processes on one database", async () => {
    const piece = await aPiece();
    const [a, b] = [await open(lin, piece, one), await open(xu, piece, two)];
    for (let round = 0; round < 30; round += 1) { a.type("甲"); b.type("乙"); }
    await soon(() => { expect(a.allKept && b.allKept).toBe(true); expect(a.text).toBe(b.text); expect(a.text.length).toBe(5 + 60); });
    expect(await keptText(piece)).toBe(a.text);
  });

  it("others see who is there under their true name, and see them go", async () => {
    const piece = await aPiece();
    const [a, b, c] = [await open(lin, piece), await open(xu, piece), await open(reviewer, piece)];
    b.presence(null);
    c.presence(null);
    await soon(() => expect([...a.others.values()]).toEqual([{ name: "许牧川", writes: true }, { name: "程以宁", writes: false }]));
    b.lose();
    await soon(() => expect([...a.others.values()].map((other) => other.name)).toEqual(["程以宁"]));
  });

  it("is one merged state after everybody left", async () => {
    const piece = await aPiece();
    const a = await open(lin, piece);
    a.type("都收好");
    await soon(() => expect(a.allKept).toBe(true));
    a.lose();
    await soon(async () => {
      const { rows: [left] } = await sql<{ n: number }>`select count(*) as n from content.draft_update where piece_id = ${piece}`.execute(test.db);
      expect(left?.n).toBe(0);
    });
    expect(await keptText(piece)).toContain("都收好");
  });
});

describe("who may write", () => {
  it("a reviewer reads along and cannot write", async () => {
    const piece = await aPiece();
    const [a, c] = [await open(lin, piece), await open(reviewer, piece)];
    expect(c.standing).toMatchObject({ code: "content.not-a-writer" });
    c.type("偷改");
    a.type("正文");
    await soon(() => expect(c.text).toContain("正文"));
    expect([a.text.includes("偷改"), c.allKept, await keptText(piece)]).toEqual([false, false, a.text]);
  });

  it("somebody outside is refused", async () => {
    const editor = await new TestEditor(stranger, await aPiece()).connect(one.address);
    await soon(() => expect(editor.closedWith).toBe(closeCode.notYours));
    expect(editor.text).toBe("");
  });

  it("nobody is refused before a line is opened", async () => {
    revoked.add(lin.personId);
    await expect(new TestEditor(lin, await aPiece()).connect(one.address)).rejects.toThrow("401");
  });

  it("a draft that does not exist is said to be missing", async () => {
    const editor = await new TestEditor(lin, randomUUID()).connect(one.address);
    await soon(() => expect(editor.closedWith).toBe(closeCode.noDraft));
  });

  it("a line is closed within a breath of the end of its session", async () => {
    const a = await open(lin, await aPiece());
    revoked.add(lin.personId);
    await soon(() => expect(a.closedWith).toBe(closeCode.notLoggedIn));
  });

  it("a submitted piece is frozen at once, and what came too late is kept by its writer until it is open again", async () => {
    const piece = await aPiece();
    const a = await open(lin, piece);
    await setStage(piece, "first-review");
    await soon(() => expect(a.standing).toMatchObject({ code: "content.frozen" }));
    a.type("太晚");
    expect(await keptText(piece)).toBe("清明节临近");
    await setStage(piece, "returned");
    await soon(async () => { expect(a.standing).toBeNull(); expect(await keptText(piece)).toContain("太晚"); });
  });

  it("not even a change on its way gets into a frozen piece", async () => {
    const piece = await aPiece();
    const [a, b] = [await open(lin, piece), await open(xu, piece)];
    await setStage(piece, "first-review", false);
    a.type("抢");
    await soon(() => { expect(a.standing).toMatchObject({ code: "content.frozen" }); expect(b.standing).toMatchObject({ code: "content.frozen" }); });
    expect([b.text, await keptText(piece)]).toEqual(["清明节临近", "清明节临近"]);
  });
});

describe("harm", () => {
  it.each([
    ["an unknown frame", Uint8Array.from([9, 1, 2])], ["half a change", Uint8Array.from([1, 200, 1, 255, 7])], ["words that are no message", "{\"type\":\"root\"}"], ["no JSON", "hello"], ["nothing", new Uint8Array(0)],
    ["a state that is none", Uint8Array.from([0, 255, 255, 255])],
  ])("%s closes the line and nothing else", async (_, frame) => {
    const piece = await aPiece();
    const [a, b] = [await open(lin, piece), await open(xu, piece)];
    a.raw(frame);
    await soon(() => expect(a.closedWith).toBe(closeCode.malformed));
    b.type("照写");
    await soon(() => expect(b.allKept).toBe(true));
  });

  it("a frame past the limit closes the line", async () => {
    const piece = await aPiece();
    const a = await open(lin, piece);
    a.raw(new Uint8Array(2 * 1024 * 1024));
    await soon(() => expect(a.closedWith).toBe(1009));
  });

  it("a change bent on its way never spoils the draft", async () => {
    const piece = await aPiece();
    const b = await open(xu, piece);
    const a = await open(lin, piece);
    const { encodeStateAsUpdate } = await import("yjs");
    a.type("好");
    const good = encodeStateAsUpdate(a.doc);
    for (let n = 0; n < 300; n += 1) {
      const bent = Uint8Array.from(good);
      bent[(n * 7) % bent.length] = (n * 31) % 256;
      if (a.closedWith !== null) await a.connect(one.address);
      a.change(bent);
      if (n % 20 === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    }
    b.type("完");
    await soon(async () => { expect(b.allKept).toBe(true); expect(await loadDraft(test.db, piece)).not.toBeNull(); });
    expect(typeof await keptText(piece)).toBe("string");
  });

  it("kill -9 loses nothing that was said to be kept", async () => {
    const piece = await aPiece();
    const child = spawn(process.execPath, [fileURLToPath(new URL("./fixtures/house.ts", import.meta.url)), test.url], { stdio: ["ignore", "pipe", "inherit"] });
    const address = await new Promise<string>((resolve) => child.stdout.once("data", (data: Buffer) => resolve(data.toString().trim())));
    const a = await new TestEditor(lin, piece).connect(address);
    editors.push(a);
    await soon(() => expect(a.text).not.toBe(""));
    const words = "一二三四五六七八九十".repeat(40);
    for (const character of words) a.type(character);
    await soon(() => expect(a.kept).toBeGreaterThan(20));
    child.kill("SIGKILL");
    await soon(() => expect(a.closedWith).not.toBeNull());
    // The first counted frame answered the server's question and carried nothing.
    const kept = "清明节临近" + words.slice(0, a.kept - 1);
    expect((await keptText(piece)).startsWith(kept)).toBe(true);
    await a.connect(two.address);
    await soon(async () => expect(await keptText(piece)).toBe(`清明节临近${words}`));
  });
});
