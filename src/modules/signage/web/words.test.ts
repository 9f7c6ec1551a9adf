import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import * as contract from "../contract.ts";
import type { ShownPiece } from "../contract.ts";
import { sayAlive, sayNow, sayWindow } from "./words.ts";

const piece = (pieceId: string): ShownPiece => ({ pieceId, title: pieceId, text: pieceId, edition: 1, urgency: "routine", validUntil: null });
const pieces = ["甲", "乙", "丙", "丁"].map(piece);

describe("what screens show is one sentence", () => {
  test.each([
    [{ why: "nothing" as const, now: [] }, "黑屏：现在没有要播的"], [{ why: "urgent" as const, now: ["乙"] }, "正在插播《乙》，其他的都让开"], [{ why: "standing" as const, now: ["甲"] }, "没有别的要播，垫播《甲》"],
    [{ why: "playlist" as const, now: ["甲"] }, "正在播《甲》"], [{ why: "playlist" as const, now: ["甲", "乙", "丙", "丁"] }, "4 条轮播：《甲》《乙》《丙》等 4 条"],
  ])("%o: %s", (group, sentence) => { expect(sayNow(group, pieces)[0]).toBe(sentence); });
});

test("a screen is online, lost since a time, or never was there", () => {
  expect([sayAlive({ alive: true, lastSeenAt: "2026-04-03T06:00:00Z" }), sayAlive({ alive: false, lastSeenAt: "2026-04-03T06:00:00Z" }), sayAlive({ alive: false, lastSeenAt: null })].map(([zh]) => zh)).toEqual(["在线", "失联，最后一次 4月3日 14:00", "播放页还没打开过"]);
});

test("a window is said by the sides it has", () => {
  const [from, until] = ["2026-04-03T06:00:00Z", "2026-04-05T06:00:00Z"];
  expect([{ from: null, until: null }, { from, until: null }, { from: null, until }, { from, until }].map((window) => sayWindow(window)?.[0] ?? null)).toEqual([null, "节目单 4月3日 14:00 起有效", "节目单到 4月5日 14:00 为止", "节目单 4月3日 14:00 至 4月5日 14:00 有效"]);
});

test("every refusal that an operation names has its words", () => {
  const worded = readFileSync("src/modules/signage/web/refusals.ts", "utf8");
  const codes = Object.values(contract).flatMap((one) => ("refusals" in one ? one.refusals : []));
  expect(codes.length).toBeGreaterThan(20);
  expect(codes.filter((code) => !worded.includes(`"${code}"`))).toEqual([]);
});
