import { sql } from "kysely";
import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createAccount } from "#modules/channels/index.ts";
import { writeText } from "#modules/content/index.ts";
import { aDatabase, type TestDatabase } from "#tests/support/database.ts";
import { aPiece, aProvince, type PeopledProvince, type PieceWish, type Who } from "#tests/support/factories.ts";
import { aDesk, asking, aWholeHouse, friday, type Answer, type TestHouse } from "#tests/support/house.ts";
import type { PlanView, ReviewView, SigningView, WaitingForMe } from "./contract.ts";
import type { z } from "zod";
import { routes } from "./routes.ts";

const five = ["politics", "law", "policy", "secrecy", "wording"];
const later = (minutes: number) => new Date(friday.getTime() + minutes * 60_000);

let database: TestDatabase;
let house: TestHouse;
let province: PeopledProvince;
let app: FastifyInstance;
let ask: ReturnType<typeof asking>;
let now = friday;
const account: Record<string, string> = {};
const unit: Record<string, string> = {};

beforeAll(async () => {
  database = await aDatabase();
  house = aWholeHouse(database.db, { now: () => now });
  province = await aProvince(house);
  app = await aDesk(house, routes);
  ask = asking(app);
  for (const code of ["yjt", "xfj", "slxf", "yj-220100"]) unit[code] = await province.unitId(code);
  const extra = [["yu", "yjt", ["signer"]], ["he", "yjt", ["second-reviewer"]], ["tang", "yjt", ["leading-group"]], ["fire-chief", "xfj", ["signer"]], ["both", "xfj", ["liaison"]]] as const;
  for (const [username, at, posts] of extra) other[username] = await province.person({ username, unit: at, posts });
  for (const [name, at] of [["site", "yjt"], ["screens", "xfj"], ["county", "yj-220100"]] as const) {
    const { id } = await createAccount(province.byHouse, { connectorId: name === "screens" ? "led" : "website", unitId: unit[at] ?? "", name, audience: "public", config: {}, ownerId: province.who("lin"), successorId: null, registrationNo: "" });
    account[name] = id;
  }
});
afterAll(async () => { await app?.close(); await database?.drop(); });

const other: Record<string, string> = {};
const personOf = (who: string): string => other[who] ?? province.who(who as Who);
const as = (who: string, method: "GET" | "POST" | "PUT", url: string, payload?: object): Promise<Answer> => ask(personOf(who), method, url, payload);
const codeOf = ({ status, body }: Answer): string => (status < 300 ? "done" : String(body.type));

const plan = (line: readonly string[], over: object = {}) => ({ unitIds: line.map((code) => unit[code]), lineReason: "涉及三家职责", inOrder: false, accountIds: [account["site"]], sendAt: null, embargoUntil: null, notAfter: null, ...over });
const review = async (pieceId: string, who = "lin") => (await as(who, "GET", `/api/pieces/${pieceId}/review`)).body as unknown as ReviewView;
const signing = async (manifestId: string, who = "song") => (await as(who, "GET", `/api/manifests/${manifestId}`)).body as unknown as SigningView;
const waiting = async (who: string) => ((await as(who, "GET", "/api/review/waiting")).body as unknown as { items: WaitingForMe[] }).items;
const submit = (pieceId: string, over: object = {}, who = "lin") => as(who, "POST", `/api/pieces/${pieceId}/submit`, { path: "normal", pathReason: null, correctionReason: null, ...over });
const pass = (who: string, pieceId: string, stage: "first" | "second", editionNumber = 1) => as(who, "POST", `/api/pieces/${pieceId}/pass`, { editionNumber, stage, gates: five, note: "" });
const give = async (who: string, manifestId: string, code: string, over: object = {}) => as(who, "POST", `/api/manifests/${manifestId}/sign`, { unitId: unit[code], seenHash: (await signing(manifestId, who)).hash, ...over });
const no = (who: string, manifestId: string, code: string, reason = "数据还没有核实") => as(who, "POST", `/api/manifests/${manifestId}/decline`, { unitId: unit[code], reason });

const rewrite = async (pieceId: string, text: string) => writeText(await province.by("lin"), { pieceId, doc: { blocks: [{ type: "paragraph", content: [{ type: "text", text }] }] } });

/** A piece whose plan is settled. */
async function planned(line: readonly string[] = ["yjt", "xfj", "slxf"], wish: PieceWish = {}, over: object = {}): Promise<string> {
  const { id } = await aPiece(province, wish);
  expect(codeOf(await as("lin", "PUT", `/api/pieces/${id}/plan`, plan(line, over)))).toBe("done");
  return id;
}

/** A piece that 复审 passed: its manifest waits for 终审. */
async function reviewed(line?: readonly string[], over: object = {}): Promise<{ id: string; manifestId: string }> {
  const id = await planned(line, {}, over);
  expect(codeOf(await submit(id))).toBe("done");
  expect(codeOf(await pass("gu", id, "first"))).toBe("done");
  expect(codeOf(await pass("cheng", id, "second"))).toBe("done");
  return { id, manifestId: (await review(id)).manifestId ?? "" };
}

/** A piece that every unit signed. */
async function cleared(line: readonly string[] = ["yjt"], over: object = {}): Promise<{ id: string; manifestId: string }> {
  const piece = await reviewed(line, over);
  for (const code of line) expect(codeOf(await give({ yjt: "song", xfj: "xu", slxf: "luo" }[code] ?? "", piece.manifestId, code))).toBe("done");
  return piece;
}

const releases = async (pieceId: string): Promise<{ kind: string; deliveries: number }[]> =>
  (await sql<{ kind: string; deliveries: number }>`select r.kind, (select count(*)::int from dispatch.delivery d where d.release_id = r.id) as deliveries from dispatch.release r where r.piece_id = ${pieceId} order by r.at`.execute(database.db)).rows;

describe("the whole way of three units", () => {
  test("the duty rule proposes, a third unit is added with a reason, three reviews, three seals, out it goes", async () => {
    const { id } = await aPiece(province);
    const proposal = (await as("lin", "GET", `/api/pieces/${id}/plan`)).body as unknown as z.infer<typeof PlanView>;
    expect(proposal.proposed.map((u) => u.unitId)).toEqual([unit["slxf"], unit["yjt"]]);
    expect((await review(id)).may.submit).toEqual({ code: "review.no-plan" });
    expect(codeOf(await submit(id))).toBe("review.no-plan");
    expect(codeOf(await as("lin", "PUT", `/api/pieces/${id}/plan`, plan(["yjt", "xfj", "slxf"], { lineReason: null })))).toBe("review.line-reason-missing");
    expect(codeOf(await as("lin", "PUT", `/api/pieces/${id}/plan`, plan(["yjt", "xfj", "slxf"], { accountIds: [account["site"], account["screens"]] })))).toBe("done");
    expect((await submit(id)).body).toMatchObject({ editionNumber: 1, stage: "first" });
    expect((await review(id)).ball).toMatchObject({ with: "reviewer", names: ["顾言初"] });
    expect(await waiting("gu")).toMatchObject([{ kind: "review", pieceId: id, stage: "first" }]);
    await pass("gu", id, "first");
    await pass("cheng", id, "second");
    const { manifestId } = await review(id);
    expect(await waiting("luo")).toEqual([]);
    expect(await waiting("song")).toMatchObject([{ kind: "sign", manifestId, stage: "final" }]);
    expect((await give("song", manifestId ?? "", "yjt")).body).toEqual({ complete: false });
    now = later(120);
    expect((await review(id)).signers.map((s) => [s.shortName, s.state, s.people])).toEqual([["省应急管理厅", "signed", []], ["省消防救援总队", "turn", expect.arrayContaining(["许牧川"])], ["省森林消防总队", "turn", ["罗青禾"]]]);
    expect((await review(id)).ball).toMatchObject({ with: "signers", waitingMinutes: 120 });
    expect((await give("luo", manifestId ?? "", "slxf")).body).toEqual({ complete: false });
    expect(await releases(id)).toEqual([]);
    expect(await waiting("xu")).toMatchObject([{ kind: "sign", doneUnits: ["吉林省应急管理厅", expect.stringContaining("森林消防总队")] }]);
    expect((await give("xu", manifestId ?? "", "xfj")).body).toEqual({ complete: true });
    expect(await releases(id)).toEqual([{ kind: "publish", deliveries: 2 }]);
    expect(await review(id)).toMatchObject({ stage: "cleared", ball: { with: "senders" } });
    expect((await signing(manifestId ?? "", "xu"))).toMatchObject({ cleared: true, mySigners: [] });
    expect((await review(id)).steps.map((s) => s.verdict)).toEqual(["submitted", "passed", "passed", "signed", "signed", "signed", "cleared"]);
    now = friday;
  });

  test("the signer sees the things themselves: every rendition with the hash of its bytes, the line as it will stand", async () => {
    const { manifestId } = await reviewed(["yjt", "xfj"], { accountIds: [account["site"], account["screens"]] });
    const view = await signing(manifestId);
    expect(view.line.map((u) => u.shortName)).toEqual(["省应急管理厅", "省消防救援总队"]);
    expect(view).toMatchObject({ lineReason: "涉及三家职责", lastSeenEdition: null, mySigners: [unit["yjt"]], void: false, secondFactor: true });
    for (const rendition of view.renditions) {
      const bytes = (await as("song", "GET", `/api/manifests/${manifestId}/renditions/${rendition.accountId}`)).body as { payload: string; hash: string };
      expect(bytes.hash).toBe(rendition.hash);
      expect(bytes.payload).toContain("火种");
    }
  });

  test("a co-signer of another unit reads the edition it is asked to sign, and only then", async () => {
    const { id, manifestId } = await reviewed(["yjt", "slxf"]);
    expect(codeOf(await as("luo", "GET", `/api/manifests/${manifestId}`))).toBe("done");
    expect(codeOf(await as("cc", "GET", `/api/manifests/${manifestId}`))).toBe("content.not-yours");
    expect(codeOf(await as("aud", "GET", `/api/manifests/${manifestId}`))).toBe("content.not-yours");
    expect(codeOf(await as("sys", "GET", `/api/pieces/${id}/review`))).toBe("content.not-yours");
  });
});

describe("a unit declines", () => {
  test("the manifest is void, the line is changed with a reason, and the same text enters at 终审; the passers of before do not sign it", async () => {
    const { id, manifestId } = await reviewed();
    await give("song", manifestId, "yjt");
    expect(codeOf(await no("luo", manifestId, "slxf", "  "))).toBe("request.body");
    expect(codeOf(await no("luo", manifestId, "slxf"))).toBe("done");
    expect(await review(id)).toMatchObject({ stage: "returned", ball: { with: "writers", names: ["林知夏"] } });
    expect(codeOf(await give("xu", manifestId, "xfj"))).toBe("review.manifest-void");
    expect((await waiting("lin")).find((item) => item.pieceId === id)).toMatchObject({ kind: "returned", reason: "数据还没有核实" });
    await as("lin", "PUT", `/api/pieces/${id}/plan`, plan(["yjt", "xfj"], { lineReason: "森防不涉及" }));
    expect((await submit(id)).body).toMatchObject({ editionNumber: 2, stage: "final" });
    const next = (await review(id)).manifestId ?? "";
    expect(await signing(manifestId, "luo")).toMatchObject({ void: true, voidReason: "declined", newer: { manifestId: next, editionNumber: 2, asked: false } });
    expect(await signing(manifestId, "xu")).toMatchObject({ newer: { manifestId: next, asked: true } });
    expect(await signing(next)).toMatchObject({ line: [{ unitId: unit["yjt"] }, { unitId: unit["xfj"] }], lastSeenEdition: 1 });
    expect(codeOf(await give("luo", next, "slxf", { seenHash: "f".repeat(64) }))).toBe("review.unit-not-asked");
    await give("song", next, "yjt");
    expect((await give("xu", next, "xfj")).body).toEqual({ complete: true });
    expect(await releases(id)).toHaveLength(1);
  });

  test("a changed text is reviewed anew, and what was signed does not carry over", async () => {
    const { id, manifestId } = await reviewed(["yjt", "xfj"]);
    await give("song", manifestId, "yjt");
    await as("lin", "POST", `/api/pieces/${id}/withdraw`, { reason: "补一句" });
    await rewrite(id, "进山入林不带火种。");
    expect((await submit(id)).body).toMatchObject({ editionNumber: 2, stage: "first" });
    expect(await signing(manifestId)).toMatchObject({ void: true, voidReason: "withdrawn" });
    expect(codeOf(await give("xu", manifestId, "xfj"))).toBe("review.manifest-void");
    expect((await review(id)).signers).toEqual([]);
  });

  test("in order, each waits for the one before", async () => {
    const { manifestId } = await reviewed(["yjt", "slxf", "xfj"], { inOrder: true });
    expect(codeOf(await give("luo", manifestId, "slxf"))).toBe("review.not-your-turn");
    await give("song", manifestId, "yjt");
    expect(codeOf(await give("xu", manifestId, "xfj"))).toBe("review.not-your-turn");
    expect(codeOf(await give("luo", manifestId, "slxf"))).toBe("done");
    expect((await give("xu", manifestId, "xfj")).body).toEqual({ complete: true });
  });
});

describe("back to the writers", () => {
  test("a return with reasons; comments are settled before it is submitted again", async () => {
    const id = await planned(["yjt"]);
    await submit(id);
    expect(codeOf(await as("gu", "POST", `/api/pieces/${id}/comments`, { block: 0, quote: "火种", body: "请写明罚则" }))).toBe("done");
    expect(codeOf(await pass("gu", id, "first"))).toBe("review.comments-open");
    expect(codeOf(await as("gu", "POST", `/api/pieces/${id}/return`, { editionNumber: 1, stage: "first", reason: "口径不一致" }))).toBe("done");
    expect(codeOf(await submit(id))).toBe("review.comments-unsettled");
    const [open] = (await review(id)).comments;
    expect(open).toMatchObject({ state: "open", quote: "火种", byName: "顾言初" });
    expect(codeOf(await as("lin", "POST", `/api/pieces/${id}/comments/${open?.id}/settle`, { answer: "已改" }))).toBe("done");
    expect(codeOf(await as("lin", "POST", `/api/pieces/${id}/comments/${open?.id}/settle`, { answer: "已改" }))).toBe("review.comment-settled");
    expect((await submit(id)).body).toMatchObject({ editionNumber: 2, stage: "first" });
    expect(codeOf(await pass("gu", id, "first", 1))).toBe("review.newer-edition");
  });

  test("终审 may return it too, and the manifest is void", async () => {
    const { id, manifestId } = await reviewed();
    expect(codeOf(await as("song", "POST", `/api/pieces/${id}/return`, { editionNumber: 1, stage: "final", reason: "标题再斟酌" }))).toBe("done");
    expect(await signing(manifestId)).toMatchObject({ void: true, voidReason: "returned" });
    expect(codeOf(await give("song", manifestId, "yjt"))).toBe("review.manifest-void");
  });

  test("withdrawn before it is cleared, never after; under review plan and submission are locked", async () => {
    const { id, manifestId } = await reviewed(["yjt"]);
    expect(codeOf(await as("lin", "PUT", `/api/pieces/${id}/plan`, plan(["yjt"])))).toBe("review.frozen");
    expect(codeOf(await submit(id))).toBe("review.frozen");
    await give("song", manifestId, "yjt");
    expect(codeOf(await as("lin", "POST", `/api/pieces/${id}/withdraw`, { reason: "晚了" }))).toBe("review.not-under-way");
  });

  test("whoever has the ball is reminded, at most every ten minutes", async () => {
    const id = await planned(["yjt"]);
    await submit(id);
    expect(codeOf(await as("lin", "POST", `/api/pieces/${id}/chase`))).toBe("done");
    expect(codeOf(await as("lin", "POST", `/api/pieces/${id}/chase`))).toBe("review.chased-just-now");
    now = later(10);
    expect(codeOf(await as("lin", "POST", `/api/pieces/${id}/chase`))).toBe("done");
    now = friday;
  });

  test("asked by name, only the colleague decides; whoever passed before or lacks the post is not asked", async () => {
    const id = await planned(["yjt"]);
    await submit(id);
    await pass("gu", id, "first");
    const to = (who: string) => as("gu", "POST", `/api/pieces/${id}/reassign`, { stage: "second", personId: personOf(who), reason: "出差" });
    expect(codeOf(await to("song"))).toBe("review.without-post");
    expect(codeOf(await as("gu", "POST", `/api/pieces/${id}/reassign`, { stage: "first", personId: personOf("gu"), reason: "出差" }))).toBe("review.not-at-this-stage");
    expect(codeOf(await to("he"))).toBe("done");
    expect(codeOf(await pass("cheng", id, "second"))).toBe("review.asked-of-another");
    expect((await review(id)).ball?.names).toEqual(["he"]);
    expect(codeOf(await pass("he", id, "second"))).toBe("done");
  });
});

describe("the emergency path", () => {
  test("Ⅰ and Ⅱ only, with a reason; straight to 终审; an after-review stays open until somebody else does it", async () => {
    const routine = await planned(["yjt"]);
    expect(codeOf(await submit(routine, { path: "emergency", pathReason: "急" }))).toBe("review.not-an-emergency");
    const id = await planned(["yjt"], { urgency: "red", form: "tip" });
    expect(codeOf(await submit(id, { path: "emergency" }))).toBe("review.reason-missing");
    expect((await submit(id, { path: "emergency", pathReason: "明火威胁居民区" })).body).toMatchObject({ stage: "final" });
    expect((await review(id)).manifestId).not.toBeNull();
    expect(codeOf(await as("cheng", "POST", `/api/pieces/${id}/after-review`, { gates: five, note: "事实属实" }))).toBe("review.no-after-review");
  });

  test("the after-review waits for those who neither wrote nor signed it", async () => {
    const id = await planned(["yjt"], { urgency: "orange" });
    await submit(id, { path: "emergency", pathReason: "明火威胁居民区" });
    const manifestId = (await review(id)).manifestId ?? "";
    expect((await signing(manifestId)).pathReason).toBe("明火威胁居民区");
    await give("song", manifestId, "yjt");
    expect((await waiting("tang")).map((item) => item.kind)).toContain("after-review");
    await sql`update content.piece set stage = 'published', published_edition = 1 where id = ${id}`.execute(database.db);
    await rewrite(id, "事态已经平息。");
    expect(codeOf(await submit(id, { correctionReason: "事态平息" }))).toBe("done");
    expect((await review(id)).afterReviewOf).toMatchObject({ editionNumber: 1 });
    expect((await waiting("tang")).map((item) => item.kind)).toContain("after-review");
    const after = (who: string) => as(who, "POST", `/api/pieces/${id}/after-review`, { gates: five, note: "事实属实，措辞得当" });
    expect(codeOf(await after("song"))).toBe("review.not-your-post");
    expect(codeOf(await after("tang"))).toBe("done");
    expect(codeOf(await after("cheng"))).toBe("review.no-after-review");
    expect(await review(id)).toMatchObject({ afterReviewOf: null });
  });
});

describe("the wrong person at every door", () => {
  test("before 终审", async () => {
    const { id } = await aPiece(province);
    const doors: [string, string, Promise<Answer>][] = [
      ["nobody plans without a session", "organisation.not-logged-in|access.not-logged-in", ask(null, "PUT", `/api/pieces/${id}/plan`, plan(["yjt"]))],
      ["a first reviewer does not plan", "review.not-your-piece", as("gu", "PUT", `/api/pieces/${id}/plan`, plan(["yjt"]))],
      ["another unit's editor does not plan", "review.not-your-piece", as("xu", "PUT", `/api/pieces/${id}/plan`, plan(["yjt"]))],
      ["a signer does not submit", "review.not-your-piece", submit(id, {}, "song")],
      ["the public account of a unit outside is nobody's to use", "review.account-of-others", as("lin", "PUT", `/api/pieces/${id}/plan`, plan(["yjt"], { accountIds: [account["county"]] }))],
    ];
    for (const [title, code, door] of doors) expect(code.split("|"), title).toContain(codeOf(await door));
  });

  test("in review", async () => {
    const id = await planned(["yjt"]);
    await submit(id);
    const doors: [string, string, Promise<Answer>][] = [
      ["an editor does not pass", "review.not-your-post", pass("lin", id, "first")],
      ["a second reviewer waits", "review.not-at-this-stage", pass("cheng", id, "second")],
      ["nor passes 初审", "review.not-your-post", pass("cheng", id, "first")],
      ["another unit's people do not return it", "review.not-your-post", as("xu", "POST", `/api/pieces/${id}/return`, { editionNumber: 1, stage: "first", reason: "不行" })],
      ["a reviewer does not withdraw", "review.not-your-piece", as("gu", "POST", `/api/pieces/${id}/withdraw`, { reason: "撤了" })],
      ["an editor does not reassign", "review.may-not-reassign", as("lin", "POST", `/api/pieces/${id}/reassign`, { stage: "first", personId: personOf("gu"), reason: "出差" })],
      ["an editor does not comment", "review.may-not-comment", as("lin", "POST", `/api/pieces/${id}/comments`, { block: null, quote: "", body: "好" })],
      ["an administrator sees nothing", "content.not-yours", as("sys", "POST", `/api/pieces/${id}/chase`)],
    ];
    for (const [title, code, door] of doors.slice(0, -1)) expect(codeOf(await door), title).toBe(code);
    expect((await doors.at(-1)?.[2])?.status).toBe(403);
  });

  test("at the signing page", async () => {
    const { id, manifestId } = await reviewed();
    const hash = (await signing(manifestId)).hash;
    const door = (who: string, code: string, seenHash = hash) => as(who, "POST", `/api/manifests/${manifestId}/sign`, { unitId: unit[code], seenHash });
    expect(codeOf(await door("jiang", "yjt"))).toBe("review.not-your-post");
    expect(codeOf(await door("cheng", "yjt"))).toBe("review.not-your-post");
    expect(codeOf(await door("xu", "yjt"))).toBe("review.not-your-post");
    expect(codeOf(await door("xu", "xfj"))).toBe("review.not-your-turn");
    expect(codeOf(await door("song", "yj-220100"))).toBe("review.unit-not-asked");
    expect(codeOf(await door("song", "yjt", "f".repeat(64)))).toBe("review.manifest-changed");
    const bare = await app.inject({ method: "POST", url: `/api/manifests/${manifestId}/sign`, headers: { "x-test-person": personOf("song"), "x-test-factor": "no" }, payload: { unitId: unit["yjt"], seenHash: hash } });
    expect(bare.json()).toMatchObject({ type: "review.second-factor-missing" });
    expect(codeOf(await door("song", "yjt"))).toBe("done");
    expect(codeOf(await door("yu", "yjt"))).toBe("review.answered-before");
    expect(codeOf(await as("song", "POST", `/api/pieces/${id}/return`, { editionNumber: 1, stage: "final", reason: "再想想" }))).toBe("review.not-at-this-stage");
    expect(codeOf(await no("luo", manifestId, "xfj"))).toBe("review.not-your-post");
  });

  test("two signers of one unit press at the same moment: one signs, the other is told", async () => {
    const { manifestId } = await reviewed(["yjt"]);
    const codes = (await Promise.all([give("song", manifestId, "yjt"), give("yu", manifestId, "yjt")])).map(codeOf).sort();
    expect(codes).toEqual(["done", "review.answered-before"]);
  });

  test("while one signs another declines: exactly one of the two happened", async () => {
    const { id, manifestId } = await reviewed(["yjt", "xfj"]);
    await give("song", manifestId, "yjt");
    const codes = (await Promise.all([give("xu", manifestId, "xfj"), no("fire-chief", manifestId, "xfj")])).map(codeOf);
    expect(codes.filter((code) => code === "done")).toHaveLength(1);
    expect((await releases(id)).length).toBe(codes[0] === "done" ? 1 : 0);
  });
});

describe("a correction", () => {
  test("says why, goes to every account that carries the old edition, and is reviewed and signed like any other", async () => {
    const { id } = await cleared(["yjt"], { accountIds: [account["site"]] });
    await sql`update content.piece set stage = 'published', published_edition = 1 where id = ${id}`.execute(database.db);
    await rewrite(id, "进山入林不带火种，违者依法处理。");
    expect(codeOf(await submit(id))).toBe("review.correction-reason-missing");
    const view = (await as("lin", "GET", `/api/pieces/${id}/plan`)).body as unknown as z.infer<typeof PlanView>;
    expect(view.mustKeepAccountIds).toEqual([account["site"]]);
    await as("lin", "PUT", `/api/pieces/${id}/plan`, plan(["yjt", "xfj"], { accountIds: [account["screens"]] }));
    expect(codeOf(await submit(id, { correctionReason: "补充罚则" }))).toBe("review.old-reader-forgotten");
    await as("lin", "PUT", `/api/pieces/${id}/plan`, plan(["yjt"], { accountIds: [account["site"]] }));
    expect((await submit(id, { correctionReason: "补充罚则" })).body).toMatchObject({ editionNumber: 2, stage: "first" });
    expect(codeOf(await as("lin", "POST", `/api/pieces/${id}/withdraw`, { reason: "再核" }))).toBe("done");
    const { stage } = await database.db.selectFrom("content.piece").select("stage").where("id", "=", id).executeTakeFirstOrThrow();
    expect(stage).toBe("published");
  });

  test("withdrawn, a recalled piece stays recalled", async () => {
    const { id } = await cleared(["yjt"]);
    await sql`update content.piece set stage = 'recalled', published_edition = 1 where id = ${id}`.execute(database.db);
    await rewrite(id, "改写后的提示。");
    await submit(id, { correctionReason: "改写" });
    await as("lin", "POST", `/api/pieces/${id}/withdraw`, { reason: "再核" });
    const { stage } = await database.db.selectFrom("content.piece").select("stage").where("id", "=", id).executeTakeFirstOrThrow();
    expect(stage).toBe("recalled");
  });
});

describe("the database itself refuses", () => {
  const refused = (query: Promise<unknown>) => query.then(() => "written", (error: unknown) => (error as { code?: string }).code ?? String(error));

  test("a clearance without every signature, over another manifest, or of a void one", async () => {
    const { manifestId } = await reviewed(["yjt", "xfj"]);
    const { hash } = await signing(manifestId);
    const clear = (h: string) => refused(sql`insert into review.clearance (manifest_id, manifest_hash, at) values (${manifestId}, ${h}, now())`.execute(database.db));
    expect(await clear(hash)).toBe("TS006");
    await give("song", manifestId, "yjt");
    expect(await clear(hash)).toBe("TS006");
    await no("xu", manifestId, "xfj");
    expect(await clear(hash)).toBe("TS006");
  });

  test("a change of what was signed", async () => {
    const { manifestId } = await cleared(["yjt"]);
    expect(await refused(sql`update review.signature set decision = 'declined', reason = 'x' where manifest_id = ${manifestId}`.execute(database.db))).toBe("42501");
    expect(await refused(sql`delete from review.clearance where manifest_id = ${manifestId}`.execute(database.db))).toBe("42501");
    expect(await refused(sql`update review.rendition set payload = 'x' where manifest_id = ${manifestId}`.execute(database.db))).toBe("42501");
  });
});
