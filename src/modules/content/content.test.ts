import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Doc } from "#kernel/document.ts";
import { fingerprint } from "#kernel/fingerprint.ts";
import { aDatabase, type TestDatabase } from "#tests/support/database.ts";
import { aFact, aPiece, aProvince, type PeopledProvince, plainWords, type Who } from "#tests/support/factories.ts";
import { aDesk, aHouse, asking, type Answer, friday, type TestHouse } from "#tests/support/house.ts";
import type { CheckView, ComparisonView, PieceLine, PieceView } from "./contract.ts";
import { freezeEdition, markPublished, pieceBasis, setStage, writeText, type Frozen } from "./index.ts";
import { routes } from "./module.ts";
import type { z } from "zod";

let base: TestDatabase;
let house: TestHouse;
let province: PeopledProvince;
let app: FastifyInstance;
let now = friday;
let ask: (who: Who | null, method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE", url: string, payload?: object) => Promise<Answer>;

beforeAll(async () => {
  base = await aDatabase();
  house = aHouse(base.db, { now: () => now });
  province = await aProvince(house);
  app = await aDesk(house, routes);
  const door = asking(app);
  ask = (who, ...rest) => door(who && province.who(who), ...rest);
});
afterAll(async () => { await app.close(); await base.drop(); });

const view = async (id: string, who: Who = "lin") => (await ask(who, "GET", `/api/pieces/${id}`)).body as unknown as PieceView;
const lines = async (query: string, who: Who = "lin") => (await ask(who, "GET", `/api/pieces?${query}`)).body as unknown as { items: PieceLine[]; total: number; capped: boolean };
const check = async (id: string) => (await ask("lin", "GET", `/api/pieces/${id}/check`)).body as unknown as z.infer<typeof CheckView>;
const write = async (pieceId: string, doc: Doc, by: Who = "lin") => writeText(await province.by(by), { pieceId, doc });
const words = (...texts: string[]): Doc => ({ blocks: texts.map((text) => ({ type: "paragraph", content: [{ type: "text", text }] })) });
const withFact = (before: string, factId: string, after: string): Doc => ({ blocks: [{ type: "paragraph", content: [{ type: "text", text: before }, { type: "fact", factId }, { type: "text", text: after }] }] });
const freeze = async (pieceId: string, over: { units?: string[]; correction?: { ofEdition: number; reason: string } } = {}): Promise<Frozen> => {
  const ctx = await province.by("lin");
  const signatureUnitIds = over.units ?? [await province.unitId("yjt")];
  return ctx.write((tx) => freezeEdition(ctx, tx, { pieceId, signatureUnitIds, correction: over.correction ?? null }));
};
const publish = async (pieceId: string, editionNumber: number) => base.db.transaction().execute(async (tx) => {
  await setStage(tx, pieceId, "publishing", now);
  await markPublished(tx, [{ pieceId, editionNumber }], now);
});
const wish = { title: "雨夹雪天气安全提示", form: "tip", topic: "disaster-reduction", column: "tips", urgency: "routine", regions: [], validUntil: null, plannedAt: null };

describe("beginning a piece", () => {
  it("gives each piece of a Beijing day its own number, however many begin at once", async () => {
    const made = await Promise.all(Array.from({ length: 12 }, () => aPiece(province)));
    expect(new Set(made.map((m) => m.number)).size).toBe(12);
    expect(made.every((m) => /^2026-0403-\d{2,}$/.test(m.number))).toBe(true);
  });

  it.each([
    ["an editor of another unit", "xu", {}, 403, "content.not-an-editor"], ["a reviewer", "gu", {}, 403, "content.not-an-editor"], ["nobody", null, {}, 401, "access.not-logged-in"],
    ["an unknown topic", "lin", { topic: "weather" }, 409, "content.no-such-topic"], ["an unknown column", "lin", { column: "gossip" }, 409, "content.no-such-column"],
    ["an unknown region", "lin", { regions: ["999999"] }, 409, "content.no-such-region"], ["an empty title", "lin", { title: "  " }, 400, "request.body"],
    ["a unit nobody knows", "lin", { withUnitIds: ["01900000-0000-7000-8000-0000000000ff"] }, 409, "content.no-such-unit"],
    ["a title that holds a fact of no sheet", "lin", { title: "致{{fact:01900000-0000-7000-8000-0000000000ff}}受伤" }, 409, "content.fact-unknown"],
    ["a title that nobody can read to its end", "lin", { title: "长".repeat(121) }, 409, "content.title-too-long"],
  ] as const)("is refused to %s", async (_, who, over, status, type) => {
    expect(await ask(who, "POST", "/api/pieces", { ...wish, unitId: await province.unitId("yjt"), ...over })).toMatchObject({ status, body: { type } });
  });

  it("leaves its text in the live draft and its words in the index", async () => {
    const unitId = await province.unitId("yjt");
    const { body } = await ask("lin", "POST", "/api/pieces", { ...wish, unitId, text: ["山区道路结冰，请谨慎驾驶。"] });
    const piece = await view(String(body["id"]));
    expect(piece.doc.blocks).toEqual([{ type: "paragraph", content: [{ type: "text", text: "山区道路结冰，请谨慎驾驶。" }] }]);
    expect(piece).toMatchObject({ stage: "draft", whyNotEdit: null, titleText: wish.title, contributors: [] });
    expect((await lines(`q=${encodeURIComponent("谨慎驾驶")}`)).items.map((l) => l.id)).toContain(piece.id);
  });
});

describe("who sees and writes", () => {
  it("a joint piece is seen and written by its participants and by nobody else outside its scope", async () => {
    const { id } = await aPiece(province, { by: "cc", with: ["xfj"] });
    expect((await view(id, "cc")).whyNotEdit).toBeNull();
    expect((await view(id, "xu")).whyNotEdit).toBeNull();
    expect(await ask("sp", "GET", `/api/pieces/${id}`)).toMatchObject({ status: 403, body: { type: "content.not-yours" } });
    expect((await lines("joint=yes", "xu")).items.map((l) => l.id)).toContain(id);
    expect((await lines("", "sp")).items.map((l) => l.id)).not.toContain(id);
    expect((await lines("", "luo")).items.map((l) => l.id)).not.toContain(id);
  });

  it("who may read but not write is told why; administrators read nothing", async () => {
    const { id } = await aPiece(province);
    expect((await view(id, "gu")).whyNotEdit).toEqual({ code: "content.not-a-writer" });
    expect(await ask("gu", "PATCH", `/api/pieces/${id}`, { title: "改" })).toMatchObject({ status: 403, body: { type: "content.not-a-writer" } });
    for (const admin of ["sys", "sec", "aud"] as const) expect((await ask(admin, "GET", `/api/pieces/${id}`)).status).toBe(403);
  });

  it("only the unit that opened a piece says who writes it too", async () => {
    const { id } = await aPiece(province, { with: ["xfj"] });
    expect(await ask("xu", "PUT", `/api/pieces/${id}/participants`, { unitIds: [] })).toMatchObject({ status: 403 });
    expect(await ask("lin", "PUT", `/api/pieces/${id}/participants`, { unitIds: [await province.unitId("slxf")] })).toMatchObject({ status: 200 });
    expect((await view(id)).participants.map((p) => p.role)).toEqual(["lead", "co"]);
    expect((await ask("luo", "GET", `/api/pieces/${id}`)).status).toBe(200);
  });

  it("the list and the door agree on what each person sees", async () => {
    const rows = await base.db.selectFrom("content.piece").select("id").execute();
    for (const who of ["lin", "xu", "luo", "cc", "sp", "gu"] as const) {
      const listed = new Set((await lines("size=200", who)).items.map((l) => l.id));
      for (const { id } of rows) expect([who, id, (await ask(who, "GET", `/api/pieces/${id}`)).status === 200]).toEqual([who, id, listed.has(id)]);
    }
  });
});

describe("the head", () => {
  it("a change somebody made meanwhile is not overwritten unseen, whatever else moved the piece", async () => {
    const { id } = await aPiece(province, { with: ["xfj"] });
    const [mine, theirs] = [await view(id, "lin"), await view(id, "xu")];
    await write(id, words(...plainWords, "又添一段。"));
    const first = await ask("lin", "PATCH", `/api/pieces/${id}`, { title: "林的题目", ifUpdatedAt: mine.updatedAt });
    expect(first.status).toBe(200);
    expect(await ask("xu", "PATCH", `/api/pieces/${id}`, { title: "许的题目", ifUpdatedAt: theirs.updatedAt })).toMatchObject({ status: 409, body: { type: "content.changed-meanwhile" } });
    expect(await ask("lin", "PATCH", `/api/pieces/${id}`, { summary: "接着写", ifUpdatedAt: String(first.body["updatedAt"]) })).toMatchObject({ status: 200 });
    expect(await view(id)).toMatchObject({ title: "林的题目", summary: "接着写" });
    expect((await lines(`q=${encodeURIComponent("林的题目")}`)).items.map((l) => l.id)).toContain(id);
  });

  it("a title that holds a fact is read with its words, and anew when the fact changes", async () => {
    const { id } = await aPiece(province);
    const factId = await aFact(province, id);
    expect(await ask("lin", "PATCH", `/api/pieces/${id}`, { title: `火灾致{{fact:${factId}}}受伤` })).toMatchObject({ status: 200 });
    expect((await lines("size=200")).items.find((l) => l.id === id)?.title).toBe("火灾致3人受伤");
    await ask("lin", "POST", `/api/facts/${factId}/versions`, { text: "5人", number: 5, source: "医院 15:00", reason: "又送医两人" });
    expect(await view(id)).toMatchObject({ title: `火灾致{{fact:${factId}}}受伤`, titleText: "火灾致5人受伤" });
  });

  it("what is under review is frozen", async () => {
    const { id } = await aPiece(province);
    await base.db.transaction().execute((tx) => setStage(tx, id, "first-review", now));
    for (const [method, url, body] of [["PATCH", "", { title: "改" }], ["PUT", "/participants", { unitIds: [] }], ["PUT", "/variants/short", { template: "改" }], ["DELETE", "/variants/short", undefined], ["POST", "/waive", { key: "x", reason: "不改" }]] as const) {
      expect(await ask("lin", method, `/api/pieces/${id}${url}`, body)).toMatchObject({ status: 409, body: { type: "content.frozen", facts: { stage: "first-review" } } });
    }
    expect((await view(id)).whyNotEdit).toMatchObject({ code: "content.frozen" });
    await expect(write(id, words("改"))).rejects.toMatchObject({ refusal: { code: "content.frozen" } });
  });

  it("a draft is put away and leaves the list; what was published is not", async () => {
    const { id } = await aPiece(province);
    expect(await ask("lin", "POST", `/api/pieces/${id}/discard`)).toMatchObject({ status: 200 });
    expect((await lines("size=200")).items.map((l) => l.id)).not.toContain(id);
    expect((await lines("stage=withdrawn")).items.map((l) => l.id)).toContain(id);
    const out = await aPiece(province);
    await freeze(out.id);
    await publish(out.id, 1);
    expect(await ask("lin", "POST", `/api/pieces/${out.id}/discard`)).toMatchObject({ status: 409, body: { type: "content.not-a-draft" } });
  });
});

describe("facts", () => {
  it.each([
    ["a casualty figure without its number", { kind: "injured", text: "3人", number: null }, "content.number-missing"], ["words that differ from the figure", { kind: "injured", text: "5人", number: 3 }, "content.number-differs"],
  ])("%s is refused", async (_, over, type) => {
    const { id } = await aPiece(province);
    expect(await ask("lin", "POST", `/api/pieces/${id}/facts`, { label: "受伤人数", source: "指挥部", ...over })).toMatchObject({ status: 409, body: { type } });
  });

  it("without a source there is no fact", async () => {
    const { id } = await aPiece(province);
    expect(await ask("lin", "POST", `/api/pieces/${id}/facts`, { kind: "injured", label: "受伤人数", text: "3人", number: 3, source: " " })).toMatchObject({ status: 400 });
  });

  it("a new version shows in every draft at once and flags every edition that says the old words", async () => {
    const { id, sheetId } = await aPiece(province);
    const factId = await aFact(province, id);
    const sibling = await aPiece(province, { sheetId });
    for (const piece of [id, sibling.id]) {
      await write(piece, withFact("火灾造成", factId, "受伤。"));
      await freeze(piece);
    }
    await publish(id, 1);
    expect((await view(id)).facts).toMatchObject([{ id: factId, version: 1, frozenVersion: 1 }]);
    const changed = await ask("lin", "POST", `/api/facts/${factId}/versions`, { text: "5人", number: 5, source: "医院 15:00", reason: "又送医两人", ifVersion: 1 });
    expect(changed).toMatchObject({ status: 200, body: { version: 2, flagged: 2 } });
    expect((await view(id)).facts).toMatchObject([{ version: 2, frozenVersion: 1, previousText: "3人", reason: "又送医两人" }]);
    expect((await lines("size=200")).items.filter((l) => l.staleFacts === 1).map((l) => l.id).sort()).toEqual([id, sibling.id].sort());
    const uses = (await ask("lin", "GET", `/api/facts/${factId}/uses`)).body["items"] as { pieceId: string; published: boolean; stale: boolean; version: number }[];
    expect(uses.find((u) => u.pieceId === id)).toMatchObject({ version: 1, published: true, stale: true });
    expect(uses.find((u) => u.pieceId === sibling.id)).toMatchObject({ published: false, stale: true });
    const seen = (await check(id)).variants.find((v) => v.kind === "short");
    expect(seen?.text).toContain("5人");
  });

  it("two people who state the same fact at once do not overwrite each other unseen; nothing changed is no version", async () => {
    const { id } = await aPiece(province);
    const factId = await aFact(province, id);
    const state = (number: number) => ask("lin", "POST", `/api/facts/${factId}/versions`, { text: `${number}人`, number, source: "医院", reason: "核实", ifVersion: 1 });
    const answers = await Promise.all([state(4), state(5)]);
    expect(answers.map((a) => a.status).sort()).toEqual([200, 409]);
    expect(answers.find((a) => a.status === 409)?.body.type).toBe("content.fact-changed-meanwhile");
    const { text, number } = (await view(id)).facts[0] ?? {};
    expect(await ask("lin", "POST", `/api/facts/${factId}/versions`, { text, number, source: "医院", reason: "核实" })).toMatchObject({ status: 409, body: { type: "content.fact-unchanged" } });
  });

  it("a fact leaves its sheet only when no draft places it, and stays in editions", async () => {
    const { id } = await aPiece(province);
    const factId = await aFact(province, id);
    await write(id, withFact("火灾造成", factId, "受伤。"));
    expect(await ask("lin", "POST", `/api/facts/${factId}/retire`)).toMatchObject({ status: 409, body: { type: "content.fact-in-draft" } });
    const { sealed } = await freeze(id);
    await write(id, words(...plainWords));
    expect(await ask("lin", "POST", `/api/facts/${factId}/retire`)).toMatchObject({ status: 200 });
    expect(sealed.facts.map((f) => f.id)).toEqual([factId]);
    expect(await ask("lin", "POST", `/api/facts/${factId}/versions`, { text: "6人", number: 6, source: "医院", reason: "核实" })).toMatchObject({ status: 409, body: { type: "content.fact-retired" } });
  });

  it("nobody reaches a sheet of pieces they do not see", async () => {
    const { id, sheetId } = await aPiece(province, { by: "cc" });
    const factId = await aFact(province, id, { by: "cc" });
    expect(await ask("sp", "POST", "/api/pieces", { ...wish, unitId: await province.unitId("yj-220300"), sheetId })).toMatchObject({ status: 403, body: { type: "content.not-your-sheet" } });
    expect((await ask("sp", "GET", `/api/facts/${factId}/uses`)).status).toBe(403);
    expect((await ask("sp", "POST", `/api/facts/${factId}/versions`, { text: "9人", number: 9, source: "听说", reason: "听说" })).status).toBe(403);
    expect(((await ask("sp", "GET", "/api/sheets")).body["items"] as { id: string }[]).map((s) => s.id)).not.toContain(sheetId);
    const other = await aPiece(province, { by: "sp" });
    expect(await ask("sp", "PUT", `/api/pieces/${other.id}/sheet`, { sheetId })).toMatchObject({ status: 403, body: { type: "content.not-your-sheet" } });
  });

  it("a piece moves to a shared sheet unless its text still places facts of the old one", async () => {
    const shared = await aPiece(province);
    const { id } = await aPiece(province);
    const factId = await aFact(province, id);
    await write(id, withFact("火灾造成", factId, "受伤。"));
    expect(await ask("lin", "PUT", `/api/pieces/${id}/sheet`, { sheetId: shared.sheetId })).toMatchObject({ status: 409, body: { type: "content.facts-of-old-sheet", facts: { facts: "受伤人数" } } });
    await write(id, words(...plainWords));
    expect(await ask("lin", "PUT", `/api/pieces/${id}/sheet`, { sheetId: shared.sheetId })).toMatchObject({ status: 200 });
    expect((await view(id)).sheet.id).toBe(shared.sheetId);
  });
});

describe("checks and forms", () => {
  it("a casualty figure typed by hand blocks, and cannot be waved through", async () => {
    const { id } = await aPiece(province);
    await write(id, words("火灾造成3人受伤。"));
    const { findings } = await check(id);
    const blocking = findings.find((f) => f.level === "blocking");
    expect(blocking).toMatchObject({ at: "text", block: 0 });
    expect(await ask("lin", "POST", `/api/pieces/${id}/waive`, { key: blocking?.key, reason: "就这样" })).toMatchObject({ status: 409, body: { type: "content.cannot-waive" } });
    await expect(freeze(id)).rejects.toMatchObject({ refusal: { code: "content.findings-blocking", facts: { count: 1, first: blocking?.code } } });
  });

  it("a suggestion is put aside with a reason and a name, and comes back when its words change", async () => {
    const { id } = await aPiece(province);
    await write(id, words("请听从消防官兵指挥，有序撤离。"));
    const found = (await check(id)).findings.find((f) => f.code === "content.term-outdated");
    expect(found).toMatchObject({ quote: "消防官兵", suggestion: "消防救援人员", waivedBy: null });
    expect(await ask("lin", "POST", `/api/pieces/${id}/waive`, { key: found?.key, reason: "引用原话" })).toMatchObject({ status: 200 });
    expect((await check(id)).findings.find((f) => f.key === found?.key)?.waivedBy).toBe("林知夏");
    expect(await ask("lin", "POST", `/api/pieces/${id}/waive`, { key: "0".repeat(32), reason: "不在了" })).toMatchObject({ status: 409, body: { type: "content.finding-gone" } });
  });

  it("a picture nobody may show blocks while writing, not only at 交审", async () => {
    const { id } = await aPiece(province);
    await write(id, { blocks: [...words(...plainWords).blocks, { type: "image", materialId: "01900000-0000-7000-8000-00000000dddd", alt: "" }] });
    expect((await check(id)).findings.filter((f) => f.level === "blocking").map((f) => f.code)).toEqual(["content.material-missing"]);
  });

  it("the line of the preview is the one the duty rule proposes until review plans another", async () => {
    const { id } = await aPiece(province, { topic: "forest-fire" });
    const phone = (await check(id)).variants.find((v) => v.kind === "web")?.text ?? "";
    expect(phone.split("\n").at(-1)).toBe("吉林省森林消防总队、吉林省应急管理厅");
  });

  it("a form tuned by hand keeps its facts by reference and shows its own template", async () => {
    const { id } = await aPiece(province);
    const factId = await aFact(province, id);
    await write(id, withFact("火灾造成", factId, "受伤，伤者已送医。"));
    const tune = (template: string) => ask("lin", "PUT", `/api/pieces/${id}/variants/short`, { template });
    expect(await tune("火灾造成3人受伤。")).toMatchObject({ status: 409, body: { type: "content.fact-removed" } });
    expect(await tune(`{{fact:${factId}}}受伤，均已送医。`)).toMatchObject({ status: 200 });
    expect((await check(id)).variants.find((v) => v.kind === "short")).toMatchObject({ tuned: true, template: `{{fact:${factId}}}受伤，均已送医。` });
    expect((await ask("lin", "DELETE", `/api/pieces/${id}/variants/short`)).status).toBe(200);
    expect((await check(id)).variants.find((v) => v.kind === "short")?.tuned).toBe(false);
  });

  it("the list of words is kept by the office and read at the next check", async () => {
    const { id } = await aPiece(province, { text: ["谨防山火，人人尽责，切莫侥幸。"] });
    const term = { term: "山火", kind: "forbidden", instead: "森林火灾", reason: "用规范说法", appliesFrom: null };
    expect(await ask("xu", "POST", "/api/terms", term)).toMatchObject({ status: 403, body: { type: "content.may-not-keep-terms" } });
    expect(await ask("lin", "POST", "/api/terms", term)).toMatchObject({ status: 200 });
    expect((await check(id)).findings.map((f) => f.code)).toContain("content.term-forbidden");
    const kept = (await ask("lin", "GET", "/api/terms")).body["items"] as { id: string; term: string }[];
    expect((await ask("lin", "DELETE", `/api/terms/${kept[0]?.id ?? ""}`)).status).toBe(200);
    expect((await check(id)).findings.map((f) => f.code)).not.toContain("content.term-forbidden");
  });
});

describe("editions", () => {
  it("freeze what the draft says: hash over the canonical bytes, names of that day, contributors, one number after the other", async () => {
    const { id } = await aPiece(province, { with: ["xfj"] });
    await write(id, words(...plainWords, "许牧川补的一段。"), "xu");
    const first = await freeze(id, { units: [await province.unitId("xfj"), await province.unitId("yjt")] });
    expect(first).toMatchObject({ number: 1, sameTextAs: null });
    expect(first.hash).toBe(fingerprint(first.sealed));
    expect(first.sealed.signature.units.map((u) => u.name)).toEqual(["吉林省消防救援总队", "吉林省应急管理厅"]);
    const read = await ask("lin", "GET", `/api/pieces/${id}/editions/1`);
    expect(read).toMatchObject({ status: 200, body: { hash: first.hash, sealed: { number: 1 } } });
    const row = await base.db.selectFrom("content.edition").select(["contributors"]).where("id", "=", first.editionId).executeTakeFirstOrThrow();
    expect(row.contributors).toContain("许牧川");
    expect(await pieceBasis(base.db, id)).toMatchObject({ editionNumber: 1 });
    expect((await freeze(id)).number).toBe(2);
  });

  it("cannot be changed or removed, not even by the database's own application role", async () => {
    const { id } = await aPiece(province);
    const { editionId } = await freeze(id);
    await expect(base.db.updateTable("content.edition").set({ plain: "别的" }).where("id", "=", editionId).execute()).rejects.toThrow();
    await expect(base.db.deleteFrom("content.edition").where("id", "=", editionId).execute()).rejects.toThrow();
  });

  it("another line under the same words is the same text; one tuned word is not", async () => {
    const { id } = await aPiece(province);
    await ask("lin", "PUT", `/api/pieces/${id}/variants/chat`, { template: "进山不带火，祭扫不烧纸。" });
    await freeze(id);
    const line = await freeze(id, { units: [await province.unitId("yjt"), await province.unitId("xfj")] });
    expect(line.sameTextAs).toBe(1);
    await ask("lin", "PUT", `/api/pieces/${id}/variants/chat`, { template: "进山不带火，祭扫可烧纸。" });
    expect((await freeze(id)).sameTextAs).toBeNull();
  });

  it("a unit nobody knows cannot stand under a text", async () => {
    const { id } = await aPiece(province);
    await expect(freeze(id, { units: [await province.unitId("yjt"), "01900000-0000-7000-8000-0000000000ff"] })).rejects.toMatchObject({ refusal: { code: "content.no-such-unit" } });
  });

  it("a correction says what changed: the fact and the sentence beside it", async () => {
    const { id } = await aPiece(province);
    const factId = await aFact(province, id);
    await write(id, { blocks: [...withFact("火灾造成", factId, "受伤。").blocks, ...words("周边群众已经疏散到安置点。").blocks] });
    await freeze(id);
    await publish(id, 1);
    await ask("lin", "POST", `/api/facts/${factId}/versions`, { text: "5人", number: 5, source: "医院 15:00", reason: "又送医两人" });
    await write(id, { blocks: [...withFact("火灾造成", factId, "受伤。").blocks, ...words("周边群众已经全部返回家中。").blocks] });
    const { sealed } = await freeze(id, { correction: { ofEdition: 1, reason: "伤者增加" } });
    expect(sealed.correction).toEqual({
      ofEdition: 1, reason: "伤者增加",
      changes: [{ label: "受伤人数", before: "3人", after: "5人" }, { label: "正文", before: "周边群众已经疏散到安置点。", after: "周边群众已经全部返回家中。" }],
    });
    const compared = (await ask("lin", "GET", `/api/pieces/${id}/compare?before=1&after=2`)).body as unknown as z.infer<typeof ComparisonView>;
    expect(compared.facts).toMatchObject([{ before: "3人", after: "5人" }]);
    expect(compared.places).toBe(1);
    const draft = (await ask("lin", "GET", `/api/pieces/${id}/compare?before=2&after=0`)).body as unknown as z.infer<typeof ComparisonView>;
    expect(draft).toMatchObject({ places: 0, facts: [], signatureChanged: false });
  });

  it("an earlier release of the topic is remembered: the same text again is pointed out", async () => {
    const text = ["请勿在林区及其边缘用火。".repeat(6), "发现烟雾请立即报告当地林草部门，并尽快离开下风方向。"];
    const first = await aPiece(province, { title: "春季防火提示", text, topic: "rescue" });
    await freeze(first.id);
    await publish(first.id, 1);
    const again = await aPiece(province, { title: "再次提示", text, topic: "rescue" });
    expect((await check(again.id)).findings.find((f) => f.code === "content.duplicate")?.facts).toMatchObject({ title: "春季防火提示" });
  });
});

describe("the list", () => {
  it("answers by stage, form, urgency, topic, unit, mine, joint and words, newest first", async () => {
    now = new Date(friday.getTime() + 3_600_000);
    const made = await aPiece(province, { by: "xu", form: "warning", urgency: "orange", topic: "fire-safety", title: "高火险橙色预警", with: ["yjt"] });
    now = friday;
    const all = (await lines("size=200", "xu")).items;
    expect(all[0]?.id).toBe(made.id);
    const unitId = await province.unitId("xfj");
    for (const query of ["form=warning", "urgency=orange", `unitId=${unitId}`, "mine=yes", "joint=yes", "stage=draft", "topic=fire-safety", `q=${encodeURIComponent("橙色预警")}`]) {
      expect([query, (await lines(`size=200&${query}`, "xu")).items.some((l) => l.id === made.id)]).toEqual([query, true]);
    }
    for (const query of ["form=psa", "urgency=red", "stage=published", "topic=rescue", `q=${encodeURIComponent("沙尘暴")}`]) {
      expect([query, (await lines(`size=200&${query}`, "xu")).items.some((l) => l.id === made.id)]).toEqual([query, false]);
    }
    expect(all.find((l) => l.id === made.id)?.units.map((u) => u.shortName)).toEqual(["省消防救援总队", "省应急管理厅"]);
  });

  it("marks and quotes in a question are words like any other", async () => {
    for (const q of ["'; drop table content.piece; --", "\\", "山火 & !", "“”", "a:*b"]) expect((await ask("lin", "GET", `/api/pieces?q=${encodeURIComponent(q)}`)).status).toBe(200);
  });
});
