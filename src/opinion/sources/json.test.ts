import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readMappedJson, type Mapping } from "./json-mapping.ts";
import { readManual } from "./manual.ts";
import { readRankedList, type ListSource } from "./ranked-list.ts";
import { readSource, type SourceSettings } from "./read-source.ts";
import type { Harvest, Source } from "./refusals.ts";
import { readWebhook } from "./webhook.ts";

const source: Source = { key: "board", kind: "list", address: "https://board.example/api" };
const seenAt = Date.UTC(2024, 4, 20, 12);
const refusals = ({ refused }: Harvest): unknown[] => refused.map(({ entry, part, refusal }) => [entry, part, refusal.code]);

describe("JSON under a mapping", () => {
  const mapping: Mapping = { entries: "data.list", title: ["word", "note"], link: "links.0.href", time: "at", reads: "stat.views", comments: "stat.talks" };
  const read = (value: unknown, over: Partial<Mapping> = {}, kind: Source["kind"] = "list"): Harvest => readMappedJson(JSON.stringify(value), { ...source, kind, mapping: { ...mapping, ...over } }, seenAt);
  test("what the paths name comes in, a list gives the rank by place", () => {
    expect(read({ data: { list: [{ word: "大雾", links: [{ href: "/t/1" }], at: 1_716_181_500, stat: { views: "1.2万", talks: 7 } }, { note: "大风", user: { name: "某" } }] } }).items).toEqual([
      { source: "board", kind: "list", title: "大雾", text: "", link: "https://board.example/t/1", publishedAt: 1_716_181_500_000, seenAt, rank: 1, reads: 12_000, comments: 7 },
      { source: "board", kind: "list", title: "大风", text: "", link: "", publishedAt: null, seenAt, rank: 2, reads: null, comments: null },
    ]);
  });
  test.each(["user.name", "author", "authors.0.name", "nickname", "stat.avatar", "$.data.screen_name", "geo.location", "作者"])("a path to somebody (%s) is never followed", (path) => {
    expect(refusals(read({ data: { list: [] } }, { title: path }))).toEqual([[0, "document", "opinion.mapping-names-person"]]);
    expect(refusals(read({ data: { list: [] } }, { link: ["links.0.href", path] }))).toEqual([[0, "document", "opinion.mapping-names-person"]]);
  });
  test.each([
    ["a mapping of nothing", { data: { list: [{}] } }, { title: [] as string[] }, [[0, "document", "opinion.mapping-empty"]]],
    ["no entries where they should be", { data: {} }, {}, [[0, "document", "opinion.entries-missing"]]],
    ["entries that are no objects, beside one that is", { data: { list: [1, null, { word: "大雾" }, "x"] } }, {}, [[1, "entry", "opinion.entry-shape"], [2, "entry", "opinion.entry-shape"], [4, "entry", "opinion.entry-shape"]]],
    ["what JavaScript adds to objects", { data: { list: [{ word: "大雾" }] } }, { title: "constructor.name" }, [[1, "entry", "opinion.title-missing"]]],
  ])("%s is refused", (_, value, over, expected) => expect(refusals(read(value, over))).toEqual(expected));
  test("JSON with something wrapped around it and raw line ends inside is read", () => {
    expect(readMappedJson(`callback({"data":{"list":[{"word":"大\n雾"}]}});`, { ...source, mapping }, seenAt).items[0]?.title).toBe("大 雾");
  });
  test("other text is refused", () => expect(refusals(readMappedJson("<html>", { ...source, mapping }, seenAt))).toEqual([[0, "document", "opinion.not-json"]]));
});

describe("ranked lists", () => {
  const read = (value: unknown, over: Partial<ListSource> = {}): Harvest => readRankedList(JSON.stringify(value), { ...source, ...over }, seenAt);
  test("bare titles were seen when the snapshot was taken; the order of a list that piles up is no rank", () => {
    expect(read(["2024-05-20T08:00:00+00:00", ["大雾", "大风"]]).items).toMatchObject([{ title: "大雾", seenAt: Date.UTC(2024, 4, 20, 8), publishedAt: null, rank: null }, { title: "大风" }]);
    expect(read(["2024-05-20T08:00:00+00:00", ["大雾", "大风"]], { ordered: true }).items.map(({ rank }) => rank)).toEqual([1, 2]);
  });
  test("null is missing, not zero; what was pinned or paid for stays, without a rank", () => {
    expect(read(["2024-05-20T13", [["大雾", "社会", 186_500, 0, 34_000, null], ["起火系谣言", "社会", 0, 1, null, 60]]]).items).toMatchObject([
      { title: "大雾", seenAt: Date.UTC(2024, 4, 20, 5), rank: 1, reads: 34_000, comments: null }, { title: "起火系谣言", rank: null, reads: null, comments: 60 },
    ]);
  });
  test("a title can be looked up where the settings say", () => expect(read(["2024-05-20T13", ["大雾 100%"]], { lookUp: "https://board.example/s?q={title}" }).items[0]?.link).toBe("https://board.example/s?q=%E5%A4%A7%E9%9B%BE%20100%25"));
  test.each([
    ["no snapshot", { a: 1 }, [[0, "document", "opinion.entry-shape"]]],
    ["rows of another shape, beside one that is right", ["2024-05-20T13", [7, ["大雾", "社会", 1, 0, 2, 3], [null], ["大风", "社会", {}, 0, 1, 1]]], [[1, "entry", "opinion.entry-shape"], [3, "entry", "opinion.entry-shape"], [4, "entry", "opinion.entry-shape"]]],
    ["a snapshot from tomorrow", ["2024-05-22T13", ["大雾"]], [[0, "time", "opinion.time-in-future"]]],
  ])("%s is refused", (_, value, expected) => expect(refusals(read(value))).toEqual(expected));
});

describe("a call from outside", () => {
  test("by our own shape, one entry or many", () => {
    expect(readWebhook(JSON.stringify({ items: [{ title: "大雾", text: "慢行", link: "https://a.example/1", publishedAt: "2024-05-20 13:05", rank: 2, reads: 3, comments: null, user: "某" }] }), source, seenAt).items)
      .toEqual([{ source: "board", kind: "list", title: "大雾", text: "慢行", link: "https://a.example/1", publishedAt: 1_716_181_500_000, seenAt, rank: 2, reads: 3, comments: null }]);
    expect(readWebhook(JSON.stringify({ items: { title: "大雾" } }), source, seenAt).items).toHaveLength(1);
  });
  test("by the mapping of its sender", () => expect(readWebhook(JSON.stringify({ event: { name: "大雾" } }), { ...source, mapping: { entries: "event", title: "name" } }, seenAt).items[0]?.title).toBe("大雾"));
});

describe("an entry by hand", () => {
  const entry = { title: "大雾", text: "", link: "https://a.example/1", publishedAt: "2024-05-20 13:05" };
  test("stands on its link", () => expect(readManual(entry, { ...source, kind: "manual" }, seenAt)).toMatchObject({ items: [{ title: "大雾", link: "https://a.example/1" }], refused: [] }));
  test.each([["none", "", "opinion.link-missing"], ["one nobody can open", "群里看到的", "opinion.link-unusable"], ["one to somebody's page", "https://weibo.com/u/1234567890", "opinion.link-names-person"]])("and is refused with %s", (_, link, code) => {
    expect(readManual({ ...entry, link }, source, seenAt)).toMatchObject({ items: [], refused: [{ entry: 1, part: "entry", refusal: { code } }] });
  });
});

test("no importer throws, whatever it is given", async () => {
  const settings = fc.constantFrom<SourceSettings>({ ...source, format: "feed" }, { ...source, format: "list" }, { ...source, format: "webhook" }, { ...source, format: "csv" }, { ...source, format: "json", mapping: { entries: "", title: "0" } });
  const payload = fc.oneof(fc.string(), fc.json(), fc.uint8Array().map((bytes) => ({ bytes })), fc.jsonValue().map((value) => JSON.stringify({ items: value })), fc.jsonValue().map((value) => JSON.stringify(["2024-05-20T13", value])));
  await fc.assert(fc.asyncProperty(payload, settings, async (given, how) => Array.isArray((await readSource(given, how, seenAt)).items)), { numRuns: 600 });
});
