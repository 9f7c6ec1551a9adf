import { beijing, isoDay, shortTime } from "#kernel/clock.ts";
import type { t as T } from "#web/t.ts";
import type { RequestLine, RequestView } from "../contract.ts";

/** A word in both languages, for `t(...word)`. */
export type Word = readonly [zh: string, en: string];
type Say = typeof T;

/** What a request asks of a carrier. */
export const kindWords: Readonly<Record<RequestLine["kind"], Word>> = { send: ["请发布", "to send"], cancel: ["请停发", "to stop"], further: ["请补发撤回", "to take back"] };

const outcomes: Readonly<Record<RequestLine["outcome"], Word>> = { sending: ["正在送", "being handed in"], taken: ["已送达运营商", "with the carrier"], unknown: ["送没送到说不准", "nobody knows whether it arrived"], failed: ["没送到", "not handed in"] };
const turns: Readonly<Record<NonNullable<RequestLine["turned"]>, Word>> = { replaced: ["已由新函替代", "replaced"], cancelled: ["未发先停", "stopped before it went out"], recalled: ["已撤回", "taken back"] };

/** Where a request stands, in a word, and whether somebody must look. */
export function stateOf(request: Pick<RequestLine, "outcome" | "turned" | "counts" | "overdue">): { word: Word; fault: boolean } {
  if (request.outcome === "failed" || request.outcome === "unknown") return { word: outcomes[request.outcome], fault: true };
  if (request.turned) return { word: turns[request.turned], fault: false };
  if (request.counts) return { word: ["已回数", "counts are in"], fault: false };
  return request.overdue ? { word: ["时段已过，没有回数", "its hours are over, no counts"], fault: true } : { word: outcomes[request.outcome], fault: false };
}

const two = (n: number): string => String(n).padStart(2, "0");
const hm = (at: Date): string => `${two(beijing(at).hour)}:${two(beijing(at).minute)}`;

/** 14:01 today, otherwise with the day. */
export const sayTime = (instant: string, now: Date): string => (isoDay(new Date(instant)) === isoDay(now) ? hm(new Date(instant)) : shortTime(new Date(instant)));

/** 4月3日 14:00–21:00; the second day only where it differs. */
export function sayWindow(window: { from: string; until: string } | null): string {
  if (!window) return "–";
  const [from, until] = [new Date(window.from), new Date(window.until)];
  return `${shortTime(from)}–${isoDay(from) === isoDay(until) ? hm(until) : shortTime(until)}`;
}

/** A figure with its thousands apart. */
export const sayFigure = (n: number): string => n.toLocaleString("en-US");

type Facts = RequestView["events"][number]["facts"];
const events: Readonly<Record<string, (f: Facts) => Word>> = {
  put: (f) => [f["again"] ? "再次送出" : `立号，${f["parts"]} 条，${f["regions"]} 个区域`, f["again"] ? "handed in again" : `numbered: ${f["parts"]} parts, ${f["regions"]} regions`],
  taken: () => ["运营商的服务器收下", "the carrier's server took it"],
  unknown: () => ["送没送到说不准，由人来定", "nobody knows whether it arrived; a person decides"],
  failed: (f) => [`没送到（${f["code"]}）`, `not handed in (${f["code"]})`],
  count: (f) => [`${f["takenBy"]}回数：提交 ${sayFigure(Number(f["submitted"]))}，成功 ${sayFigure(Number(f["sent"]))}，失败 ${sayFigure(Number(f["failed"]))}`, `counts from ${f["takenBy"]}: ${sayFigure(Number(f["submitted"]))} submitted, ${sayFigure(Number(f["sent"]))} sent, ${sayFigure(Number(f["failed"]))} failed`],
};

/** One line of the course of a request. */
export const sayEvent = (t: Say, event: RequestView["events"][number]): string => t(...(events[event.kind]?.(event.facts) ?? [event.kind, event.kind]));
