import { isoDay } from "#kernel/clock.ts";
import type { Spending } from "../contract.ts";
import type { Say } from "./words.ts";

const spentWords = (t: Say, { per, from }: Spending, now: Date): string => {
  const [then, today] = [isoDay(new Date(from)), isoDay(now)];
  if (per === "day") return then === today ? t("今天", "Today") : t(`${Number(then.slice(5, 7))}月${Number(then.slice(8))}日`, then.slice(5));
  return then.slice(0, 7) === today.slice(0, 7) ? t("本月", "This month") : t(`${Number(then.slice(5, 7))}月`, then.slice(0, 7));
};

/** The question before what is scarce is spent. */
export const saySpend = (t: Say, asks: Spending, now: Date): string => {
  const when = spentWords(t, asks, now);
  return asks.per === "day" ? t(`等人决定：用掉${when}的群发`, `To be decided: spend the mass send of ${when.toLowerCase()}`) : t(`等人决定：用掉${when}的一次群发`, `To be decided: spend a mass send of ${when.toLowerCase()}`);
};

/** What was spent of what there is, by our own receipts, what is bound, and what that means. */
export function sayQuota(t: Say, asks: Spending, now: Date): string {
  const { spent, bound, uses } = asks;
  const when = spentWords(t, asks, now);
  const counted = t(`${when}已用 ${spent} / ${uses}`, `${when}: ${spent} / ${uses} used`) + (bound > 0 ? t(`，另有 ${bound} 篇定了还没发出`, `, ${bound} more decided and not out yet`) : "");
  const over = spent + bound >= uses ? t("再用，平台多半不收。", " The platform will most likely refuse one more.") : "";
  return `${counted}${t("（只数本系统发的）。", " (as this house counts).")}${over}`;
}
