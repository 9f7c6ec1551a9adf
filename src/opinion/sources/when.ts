import type { SourceRefusal } from "./refusals.ts";

/** When something was published, in milliseconds since 1970; null where nobody said it in a way that can be read or believed. */
export type When = { at: number | null; problem: SourceRefusal | null };

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const beijing = 8 * hour;
/** Clocks of servers differ; what is at most this far ahead was published now. */
const tolerance = 10 * minute;
const earliest = Date.UTC(1990, 0, 1);

const months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
// Zones by letters (RFC 822, 5.1, and what servers write). CST is China's here, as it is in the feeds we read.
const zones: Readonly<Record<string, number>> = { z: 0, utc: 0, ut: 0, gmt: 0, est: -5, edt: -4, cdt: -5, mst: -7, mdt: -6, pst: -8, pdt: -7, cst: 8, bjt: 8, hkt: 8, jst: 9, kst: 9, cet: 1, cest: 2, bst: 1, msk: 3 };
const chineseDigits = "〇一二三四五六七八九";

/** 二〇二四 becomes 2024, 十二月 12月, 廿 and 卅 are not dates of servers. */
const arabic = (text: string): string =>
  text.replace(/[〇○零一二三四五六七八九十]+(?=[年月日号时点分秒\s])/g, (words) => {
    const plain = words.replaceAll("○", "〇").replaceAll("零", "〇");
    if (!plain.includes("十")) return [...plain].map((c) => chineseDigits.indexOf(c)).join("");
    const [tens = "", ones = ""] = plain.split("十");
    return String((tens === "" ? 1 : chineseDigits.indexOf(tens)) * 10 + (ones === "" ? 0 : chineseDigits.indexOf(ones)));
  });

type Day = { year: number | null; month: number; date: number };

const fullYear = (year: string): number => (year.length > 2 ? Number(year) : Number(year) + (Number(year) < 70 ? 2000 : 1900));
const monthOf = (name: string): number => (/^\d/.test(name) ? Number.parseInt(name, 10) : months.indexOf(name.slice(0, 3).toLowerCase()) + 1);

const word = "(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\\.?";
// The shapes a day comes in; the first that fits is meant. Groups: y year, m month, d day of the month.
const days: readonly RegExp[] = [
  /(?<!\d)(?<y>\d{4})\s*[-/.年]\s*(?<m>\d{1,2})\s*[-/.月]\s*(?<d>\d{1,2})(?!\d)/,
  /(?<!\d)(?<y>(?:19|20)\d{2})(?<m>[01]\d)(?<d>[0-3]\d)(?=\D|\d{6}(?:\D|$)|\d{4}(?:\D|$)|$)/,
  new RegExp(`(?<!\\d)(?<d>\\d{1,2})(?:st|nd|rd|th)?[\\s-]+(?<m>${word}|\\d{1,2}\\s*月),?[\\s-]+(?<y>\\d{4}|\\d{2})(?![\\d:])`, "i"),
  new RegExp(`(?<m>${word})\\s+(?<d>\\d{1,2})(?:st|nd|rd|th)?(?:,|\\s).*?(?<![\\d:+-])(?<y>\\d{4})(?![\\d:])`, "i"),
  /(?<!\d)(?<y>\d{2})\s*[-/.年]\s*(?<m>\d{1,2})\s*[-/.月]\s*(?<d>\d{1,2})(?!\d)/,
  /(?<!\d)(?<m>\d{1,2})\/(?<d>\d{1,2})\/(?<y>\d{4})(?!\d)/,
  /(?<!\d)(?<m>\d{1,2})\s*月\s*(?<d>\d{1,2})\s*[日号]?/,
  /^\s*(?<m>\d{1,2})-(?<d>\d{1,2})(?=\s+\d{1,2}:|\s*$)/,
];

function dayOf(text: string): Day | null {
  for (const shape of days) {
    const { y, m, d } = shape.exec(text)?.groups ?? {};
    if (m === undefined || d === undefined) continue;
    const found = { year: y === undefined ? null : fullYear(y), month: monthOf(m), date: Number(d) };
    const last = new Date(Date.UTC(found.year ?? 2024, found.month, 0)).getUTCDate();
    return found.month >= 1 && found.month <= 12 && found.date >= 1 && found.date <= last ? found : null;
  }
  return null;
}

/** Milliseconds into the day; 0 where no time is said, null where what is said is no time. */
function clockOf(text: string): number | null {
  const said = /(?<!\d)(?<h>\d{1,2})\s*(?::|时|点)\s*(?:(?<m>\d{1,2})\s*(?:(?::|分)\s*(?:(?<s>\d{1,2})(?<f>[.,]\d{1,9})?)?)?)?/.exec(text)?.groups
    ?? /(?<!\d)\d{8}(?<h>\d{2})(?<m>\d{2})(?<s>\d{2})?(?!\d)/.exec(text)?.groups ?? /\dT(?<h>\d{2})(?!\d)/i.exec(text)?.groups ?? /\dT(?<h>\d{2})(?<m>\d{2})(?<s>\d{2})?/i.exec(text)?.groups;
  if (!said) return 0;
  let hours = Number(said["h"]);
  if (hours < 12 && /(?:下午|晚上?|傍晚|\bPM\b|\dPM\b)/i.test(text)) hours += 12;
  else if (hours === 12 && /(?:凌晨|\bAM\b|\dAM\b)/i.test(text)) hours = 0;
  const minutes = Number(said["m"] ?? 0);
  const seconds = Number(said["s"] ?? 0);
  if (hours > 24 || minutes > 59 || seconds > 60) return null;
  return hours * hour + minutes * minute + Math.min(59, seconds) * 1_000 + Math.trunc(Number(`0${(said["f"] ?? ".0").replace(",", ".")}`) * 1_000);
}

/** The zone as milliseconds ahead of UTC; Beijing where none is said. */
function zoneOf(text: string): { offset: number; said: boolean } {
  const signed = /(?:\d|\s|[a-z])\s*(?:GMT|UTC)?\s*([+-])\s*(\d{1,2})(?::?(\d{2}))?\s*(?:\(.*|\[.*|\d{4})?$/i.exec(text.replace(/^.*?\d:\d\d/s, "0"));
  if (signed && (/\d:\d/.test(text) || /T\d{2,6}/.test(text))) {
    const offset = Number(signed[2]) * hour + Number(signed[3] ?? 0) * minute;
    if (offset <= 14 * hour) return { offset: signed[1] === "-" ? -offset : offset, said: true };
  }
  const named = /(?<=[\d\s.])(z|utc?|gmt|[a-z]{3,4})(?=\s*(?:\d{4}\s*)?(?:\(.*)?$)/i.exec(text)?.[1]?.toLowerCase();
  const hours = named === undefined ? undefined : zones[named];
  return hours === undefined ? { offset: beijing, said: false } : { offset: hours * hour, said: true };
}

const spans: readonly [RegExp, number][] = [[/(\d+)\s*(?:秒|seconds?)/i, 1_000], [/(\d+)\s*(?:分钟|分|minutes?|mins?)/i, minute], [/(\d+)\s*(?:个?小时|hours?)/i, hour], [/(\d+)\s*(?:天|日|days?)/i, day]];

/** 刚刚, 3分钟前, 昨天 13:05: told from when we saw it. */
function relative(text: string, seenAt: number): number | null {
  if (/^(?:刚刚|刚才|just now)$/i.test(text)) return seenAt;
  if (/(?:前|ago)$/i.test(text) && !/前天/.test(text)) {
    for (const [shape, unit] of spans) {
      const count = shape.exec(text)?.[1];
      if (count !== undefined) return seenAt - Number(count) * unit;
    }
  }
  const back = { 今天: 0, 今日: 0, 昨天: 1, 昨日: 1, 前天: 2 }[/^(今天|今日|昨天|昨日|前天)/.exec(text)?.[1] ?? ""];
  if (back === undefined) return null;
  const clock = clockOf(text);
  return clock === null ? null : Math.floor((seenAt + beijing) / day) * day - back * day + clock - beijing;
}

/** A bare number: seconds, milliseconds or microseconds since 1970. */
function epoch(text: string): number | null {
  if (!/^-?\d+(?:\.\d+)?$/.test(text)) return null;
  const digits = (/^-?(\d+)/.exec(text)?.[1] ?? "").replace(/^0+(?=\d)/, "").length;
  if (digits === 9 || digits === 10) return Number(text) * 1_000;
  if (digits === 12 || digits === 13) return Math.trunc(Number(text));
  return digits === 16 ? Math.trunc(Number(text) / 1_000) : null;
}

function absolute(text: string, seenAt: number): { at: number; zoned: number | null } | null {
  const found = dayOf(text);
  const clock = clockOf(text);
  if (!found || clock === null) return null;
  const zone = zoneOf(text);
  const at = (year: number): number => Date.UTC(year, found.month - 1, found.date) + clock - zone.offset;
  if (found.year !== null) return { at: at(found.year), zoned: zone.said ? zone.offset : null };
  const thisYear = new Date(seenAt + beijing).getUTCFullYear();
  return { at: at(thisYear) > seenAt + day ? at(thisYear - 1) : at(thisYear), zoned: null };
}

/** Reads a date in any shape servers and people give it (RFC 822, ISO 8601, Chinese, since 1970, relative); no zone means Beijing. */
function read(raw: string | number, seenAt: number): { at: number; zoned: number | null } | null {
  const text = arabic(String(raw).slice(0, 100).normalize("NFKC").trim());
  const plain = relative(text, seenAt) ?? epoch(text);
  return plain === null ? absolute(text, seenAt) : { at: plain, zoned: null };
}

/**
 * When an entry was published, judged against when it was seen. What lies ahead is never kept: a clock a little fast is set to
 * now, Beijing time sold as UTC is set right (`utcIsBeijing`: another entry of the document gave it away), anything else is
 * refused; each with its reason.
 */
export function readTime(raw: string | number | null | undefined, seenAt: number, utcIsBeijing = false): When {
  if (raw === null || raw === undefined || String(raw).trim() === "") return { at: null, problem: null };
  const found = read(raw, seenAt);
  if (!found || !Number.isFinite(found.at)) return { at: null, problem: "opinion.time-unreadable" };
  const { at, zoned } = found;
  if (at < earliest) return { at: null, problem: "opinion.time-implausible" };
  const meant = zoned === 0 ? at - beijing : at;
  if (zoned === 0 && (utcIsBeijing || at > seenAt + tolerance) && meant <= seenAt + tolerance) return { at: Math.min(meant, seenAt), problem: "opinion.time-zone-wrong" };
  if (at <= seenAt) return { at, problem: null };
  return at <= seenAt + tolerance ? { at: seenAt, problem: "opinion.time-clamped" } : { at: null, problem: "opinion.time-in-future" };
}
