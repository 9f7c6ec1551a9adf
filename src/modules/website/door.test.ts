import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { canonical } from "#kernel/fingerprint.ts";
import { aDatabase, type TestDatabase } from "#tests/support/database.ts";
import { aHouseOn, anArticle, aRecall } from "#site/fixtures/articles.ts";
import { doorOfSite } from "./actions.ts";
import { segment } from "#platform/text/segment.ts";
import { articlePage, columnPage, feedItems, firstPage, publishedMedia, searchPage, textsAlike } from "./views.ts";

let base: TestDatabase;
beforeAll(async () => { base = await aDatabase(); });
afterAll(() => base.drop());

const signedAt = new Date("2026-04-03T05:52:00Z");
const open = (now = new Date("2026-04-03T06:01:00Z")) =>
  doorOfSite(aHouseOn(base.db, () => now), async () => [{ unitId: anArticle({}).signature.units[0]!.unitId, at: signedAt }]);
const entry = (article: ReturnType<typeof anArticle>, key = `${article.pieceId}/${article.edition}`) =>
  ({ key, accountId: "site", pieceId: article.pieceId, edition: article.edition, payload: canonical(article) });
const id = (n: number) => `01990000-0000-7000-8000-${String(n).padStart(12, "0")}`;

describe("the door of the site", () => {
  test("publishes once for one key, and answers the same again", async () => {
    const a = anArticle({ pieceId: id(1) });
    const first = await open().put(entry(a));
    expect(first).toMatchObject({ ok: true, rung: "published", url: `https://site.test/a/${a.pieceId}` });
    expect(await open(new Date("2026-04-09T00:00:00Z")).put(entry(a))).toEqual(first);
    const page = await articlePage(base.db, a.pieceId, null);
    expect(page).toMatchObject({ publishedAt: new Date("2026-04-03T06:01:00Z"), article: a, signings: [{ at: signedAt }] });
  });

  test("makes an attachment public with the edition that holds it, not before, and leaves it with the old edition", async () => {
    const picture = (character: string) => ({ sha256: character.repeat(64), kind: "image", mime: "image/jpeg", bytes: 20, width: 4, height: 3, credit: "" } as const);
    const [before, after] = [picture("a"), picture("b")];
    expect(await publishedMedia(base.db, before.sha256)).toBeNull();
    await open().put(entry(anArticle({ pieceId: id(77), edition: 1, materials: [before] })));
    expect(await publishedMedia(base.db, before.sha256)).toMatchObject({ mime: "image/jpeg", bytes: 20 });
    expect(await publishedMedia(base.db, after.sha256)).toBeNull();
    await open().put(entry(anArticle({ pieceId: id(77), edition: 2, materials: [after] })));
    expect(await publishedMedia(base.db, before.sha256)).not.toBeNull();
    expect(await publishedMedia(base.db, after.sha256)).not.toBeNull();
  });

  test("never puts an older edition over a newer one", async () => {
    const [one, two] = [anArticle({ pieceId: id(2), edition: 1 }), anArticle({ pieceId: id(2), edition: 2 })];
    await open().put(entry(two));
    expect(await open().put(entry(one))).toMatchObject({ ok: false, class: "content", rawCode: "website.superseded" });
    expect((await articlePage(base.db, id(2), null))?.article.edition).toBe(2);
    expect(await open().look({ key: `${id(2)}/1`, accountId: "site", pieceId: id(2) })).toMatchObject({ state: "absent" });
  });

  test("keeps the old edition readable and proves the new one byte for byte", async () => {
    const one = anArticle({ pieceId: id(3), edition: 1, title: "情况通报" });
    const two = anArticle({ pieceId: id(3), edition: 2, title: "情况通报（更正）", correction: { ofEdition: 1, reason: "核实", changes: [{ label: "受伤", before: "3 人", after: "5 人" }] } });
    await open().put(entry(one));
    await open().put(entry(two));
    expect((await articlePage(base.db, id(3), 1))?.article.title).toBe("情况通报");
    expect((await articlePage(base.db, id(3), null))?.editions.map((e) => e.edition)).toEqual([2, 1]);
    expect(await open().look({ key: `${id(3)}/2`, accountId: "site", pieceId: id(3) })).toMatchObject({ state: "present", rung: "verified", matches: true });
  });

  test("takes an article back once and for good", async () => {
    const a = anArticle({ pieceId: id(4), column: "taken" });
    await open().put(entry(a));
    const order = { key: "recall-4", accountId: "site", pieceId: id(4), notice: aRecall({ pieceId: id(4) }) };
    expect(await open().withdraw(order)).toMatchObject({ ok: true });
    expect(await open().withdraw(order)).toMatchObject({ ok: true });
    expect(await open().put(entry(anArticle({ pieceId: id(4), edition: 2 })))).toMatchObject({ ok: false, rawCode: "website.recalled" });
    expect((await articlePage(base.db, id(4), null))?.recall?.reason).toBe(order.notice.reason);
    expect((await columnPage(base.db, { column: "taken", page: 1, size: 20, codes: null })).total).toBe(0);
    expect((await feedItems(base.db, { column: "taken", limit: 10 }))[0]?.recall?.reason).toBe(order.notice.reason);
    expect(await open().look({ key: "recall-4", accountId: "site", pieceId: id(4) })).toMatchObject({ state: "present" });
  });

  test("refuses bytes that are not an article, or are about another piece", async () => {
    const a = anArticle({ pieceId: id(5) });
    expect(await open().put({ ...entry(a), payload: "{}" })).toMatchObject({ ok: false, rawCode: "website.unreadable" });
    expect(await open().put({ ...entry(a), pieceId: id(6) })).toMatchObject({ ok: false, rawCode: "website.unreadable" });
    expect(await open().withdraw({ key: "r", accountId: "site", pieceId: id(5), notice: aRecall({ pieceId: id(5) }) })).toMatchObject({ ok: false, rawCode: "website.nothing-there" });
  });

  test("two writers at once leave one edition", async () => {
    const a = anArticle({ pieceId: id(7) });
    const answers = await Promise.all([1, 2, 3, 4].map(() => open().put(entry(a))));
    expect(answers.every((x) => x.ok)).toBe(true);
  });

  test("the database itself refuses to rewrite, remove or go back", async () => {
    await open().put(entry(anArticle({ pieceId: id(8), edition: 2 })));
    await expect(base.db.updateTable("website.edition").set({ plain: "x" }).execute()).rejects.toThrow();
    await expect(base.db.deleteFrom("website.edition").execute()).rejects.toThrow();
    await expect(base.db.updateTable("website.article").set({ current_edition: 1 }).where("piece_id", "=", id(8)).execute()).rejects.toThrow(/cannot follow/);
  });
});

describe("what readers find", () => {
  test("every word of a question, newest first, with what is for their place", async () => {
    const [here, everywhere, elsewhere] = [id(21), id(22), id(23)];
    for (const [pieceId, regions] of [[here, ["220821"]], [everywhere, []], [elsewhere, ["222401"]]] as const) {
      await open().put(entry(anArticle({ pieceId, regions: [...regions], title: "榆树疫苗'接种\\站点公告", column: "found" })));
    }
    const ask = (words: string[], codes: string[] | null) => searchPage(base.db, { words, page: 1, size: 20, codes });
    expect((await ask(segment("疫苗 接种"), null)).total).toBe(3);
    expect((await ask(segment("疫苗 接种"), ["220821", "220800", "220000"])).items.map((i) => i.pieceId).sort()).toEqual([here, everywhere]);
    expect((await ask(["没有这个词"], null)).total).toBe(0);
    expect((await ask(["'", "\\", "a & b | !c:*"], null)).total).toBe(0);
  });

  test("a text from elsewhere is found by the words it shares", async () => {
    const a = anArticle({ pieceId: id(31), text: "蛟河水库今天正常蓄水，没有溃坝。" });
    await open().put(entry(a));
    expect((await textsAlike(base.db, segment("蛟河水库溃坝了"), 3))[0]).toMatchObject({ pieceId: id(31), edition: 1, state: "live" });
  });

  test("the first page takes graded pieces and the newest of each column", async () => {
    await open().put(entry(anArticle({ pieceId: id(41), urgency: "red", column: "front", validUntil: "2026-04-06T12:00:00.000Z" })));
    const now = new Date("2026-04-03T06:30:00Z");
    const page = await firstPage(base.db, { columns: ["front"], each: 3, codes: null, since: new Date(now.getTime() - 72 * 3_600_000), now });
    expect(page.graded.map((g) => g.pieceId)).toContain(id(41));
    expect(page.newest.get("front")?.[0]?.pieceId).toBe(id(41));
  });
});
