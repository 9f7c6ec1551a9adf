import { beijing, fullTime, shortTime } from "#kernel/clock.ts";
import type { Bilingual } from "./settings.ts";

export type Lang = "zh" | "en";

/** How one reader wants the site: language of the chrome and 大字版. Published words are never translated or changed. */
export type Look = { lang: Lang; big: boolean };

/** The four ways a page exists, as the part of a cache key. */
export const lookKey = ({ lang, big }: Look): string => `${lang}${big ? "+" : ""}`;

/** Picks the words for this reader. */
export const say = (look: Look) => (zh: string, en: string): string => (look.lang === "zh" ? zh : en);

/** Picks a name from the settings. */
export const named = (look: Look, name: Bilingual): string => name[look.lang];

const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const two = (n: number) => String(n).padStart(2, "0");

/** 2026年4月3日 14:01, or 3 Apr 2026 14:01; Beijing time. */
export function longTime(look: Look, at: Date): string {
  if (look.lang === "zh") return fullTime(at);
  const b = beijing(at);
  return `${b.day} ${months[b.month - 1]} ${b.year} ${two(b.hour)}:${two(b.minute)}`;
}

/** 4月3日 14:01, with the year where it is not this year's. */
export function briefTime(look: Look, at: Date, now: Date): string {
  if (beijing(at).year !== beijing(now).year) return longTime(look, at);
  return look.lang === "zh" ? shortTime(at) : longTime(look, at).replace(` ${beijing(at).year}`, "");
}

/** 4月3日, with the year where it is not this year's. */
export function dayOf(look: Look, at: Date, now: Date): string {
  return briefTime(look, at, now).replace(/ \d\d:\d\d$/, "");
}

/** 14:01 today, otherwise 4月3日. */
export function clockOrDay(look: Look, at: Date, now: Date): string {
  const [a, b] = [beijing(at), beijing(now)];
  return a.year === b.year && a.month === b.month && a.day === b.day ? `${two(a.hour)}:${two(a.minute)}` : dayOf(look, at, now);
}

/** Names in a row: 、 in Chinese; the names themselves stay as they are. */
export const listed = (look: Look, all: readonly string[]): string => all.join(look.lang === "zh" ? "、" : ", ");
