import RssParser from "rss-parser";
import { parseAtomFeed, parseJsonFeed, parseRssFeed } from "feedsmith";
import { afterAll, beforeAll, expect, test } from "vitest";
import { feedItems, sitemapRows } from "#modules/website/index.ts";
import { aDatabase, type TestDatabase } from "#tests/support/database.ts";
import { someSettings } from "./fixtures/articles.ts";
import { aSpringDay } from "./fixtures/press.ts";
import { atom, jsonFeed, rss, sitemap, type Feed } from "./feeds.ts";

let base: TestDatabase;
let day: Awaited<ReturnType<typeof aSpringDay>>;
let feed: Feed;
beforeAll(async () => {
  base = await aDatabase();
  day = await aSpringDay(base.db);
  feed = { site: { ...someSettings, hub: "https://hub.test/" }, column: null, items: await feedItems(base.db, { column: null, limit: 50 }) };
});
afterAll(() => base.drop());

test("readers that we did not write read all three feeds the same way", async () => {
  const read = await new RssParser().parseString(rss(feed));
  const [a, j, r] = [parseAtomFeed(atom(feed)), parseJsonFeed(JSON.parse(jsonFeed(feed))), parseRssFeed(rss(feed))];
  const ids = feed.items.map((i) => `urn:uuid:${i.face.pieceId}`);
  expect(read.items.map((i) => i.guid)).toEqual(ids);
  expect(a.entries?.map((e) => e.id)).toEqual(ids);
  expect(j.items?.map((i) => i.id)).toEqual(ids);
  expect(r.items?.map((i) => i.guid?.value)).toEqual(ids);
});

test("a correction keeps its id, moves `updated` and says what changed", () => {
  const entry = parseAtomFeed(atom(feed)).entries?.find((e) => e.id === `urn:uuid:${day.event}`);
  expect(entry).toMatchObject({ title: { value: "【更正】永吉县化工仓库火灾情况通报" }, published: "2026-04-03T04:06:00.000Z", updated: "2026-04-03T06:01:00.000Z" });
  expect(JSON.stringify(entry)).toContain("<del>3 人</del>，应为 <b>5 人</b>");
});

test("a recall appears with its reason and without the withdrawn text", () => {
  const item = (JSON.parse(jsonFeed(feed)) as { items: { id: string; content_html: string; _tongsheng: unknown }[] }).items.find((i) => i.id === `urn:uuid:${day.recalled}`);
  expect(item).toMatchObject({ title: "【撤回】永吉县化工仓库火灾情况通报", _tongsheng: { edition: 1, recalled: true } });
  expect(item?.content_html).toContain("地点写错");
  expect(item?.content_html).not.toContain("口前镇");
});

test("the sitemap lists what stands and not what was taken back", async () => {
  const map = sitemap(someSettings, await sitemapRows(base.db));
  expect(map).toContain(`https://site.test/a/${day.event}</loc>`);
  expect(map).not.toContain(day.recalled);
});
