import { beijing, isoDay, sayDuration, shortTime } from "#kernel/clock.ts";
import { quoted } from "#kernel/quotes.ts";
import type { t as T } from "#web/t.ts";
import type { OrderView, TargetView } from "../contract.ts";

/** A word in both languages, for `t(...word)`. */
export type Word = readonly [zh: string, en: string];
type Say = typeof T;

/** Where an account stands in an order. */
export const stateWords: Readonly<Record<TargetView["state"], Word>> = {
  issued: ["已下发", "Asked"], acknowledged: ["已签收", "Acknowledged"], relayed: ["已转发，待核验", "Relayed, to verify"], verified: ["已核验", "Verified"], unable: ["办不到", "Cannot"], withdrawn: ["已收回", "Withdrawn"], "retracted": ["已撤下", "Taken down"],
};

/** What an account must do because the piece was turned. */
export const staleWords: Readonly<Record<NonNullable<TargetView["stale"]>, Word>> = { corrected: ["原稿已更正，要换新", "corrected: relay anew"], recalled: ["原稿已撤回，要撤下", "recalled: take it down"] };

/** 14:01 today, otherwise with the day. */
export function sayTime(instant: string, now: Date): string {
  const at = new Date(instant);
  const { hour, minute } = beijing(at);
  return isoDay(at) === isoDay(now) ? `${String(hour).padStart(2, "0")}:${String(minute).padStart(2, "0")}` : shortTime(at);
}

/** How long is left of an order's time, or by how much it is over. */
export function sayDue(t: Say, dueAt: string, now: Date): { figure: string; missed: boolean } {
  const minutes = Math.floor((Date.parse(dueAt) - now.getTime()) / 60_000);
  return minutes >= 0 ? { figure: t(`还有 ${sayDuration(minutes)}`, `${minutes} min left`), missed: false } : { figure: t(`已过 ${sayDuration(-minutes)}`, `${-minutes} min over`), missed: true };
}

type Facts = OrderView["events"][number]["facts"];
const events: Readonly<Record<string, (f: Facts) => Word>> = {
  issue: (f) => [`下发给 ${f["units"]} 个单位的 ${f["accounts"]} 个账号`, `asked ${f["accounts"]} accounts of ${f["units"]} units`],
  acknowledge: (f) => [`${f["unit"]}签收`, `${f["unit"]} acknowledged`],
  report: (f) => [`${f["unit"]}${quoted(f["account"])}转发`, `${f["account"]} of ${f["unit"]} relayed`],
  unable: (f) => [`${f["unit"]}${quoted(f["account"])}办不到`, `${f["account"]} of ${f["unit"]} cannot`],
  verify: (f) => [`核验${quoted(f["account"])}`, `verified ${f["account"]}`],
  return: (f) => [`退回${quoted(f["account"])}的链接`, `sent back the link of ${f["account"]}`],
  chase: (f) => [`催办${f["unit"]}`, `chased ${f["unit"]}`],
  overdue: (f) => [`${f["unit"]}超过时限，已提醒值守`, `${f["unit"]} is overdue; its desk was called`],
  withdraw: () => ["收回转发令", "withdrew the order"],
  "retract": (f) => [`${f["unit"]}${quoted(f["account"])}已撤下`, `${f["account"]} of ${f["unit"]} took it down`],
  "piece-corrected": (f) => [`原稿更正，${f["stale"]} 路要换新`, `the piece was corrected; ${f["stale"]} to renew`],
  "piece-recalled": (f) => [`原稿撤回，${f["stale"]} 路要撤下，${f["withdrawn"]} 路不再转发`, `the piece was recalled; ${f["stale"]} to take down, ${f["withdrawn"]} let go`],
};

/** One line of the course of an order. */
export const sayEvent = (t: Say, event: OrderView["events"][number]): string => t(...(events[event.kind]?.(event.facts) ?? [event.kind, event.kind]));
