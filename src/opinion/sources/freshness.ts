const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** How closely a source is watched, in milliseconds between two questions. */
export type Pace = { least: number; most: number };

/** What is kept of one source between two questions. Nothing of another source is in it, so none can disturb another. */
export type Watch = {
  /** Sent back with the next question, so that what has not changed need not be sent again (RFC 9110, 13). */
  etag: string | null;
  lastModified: string | null;
  since: number;
  /** When it last answered, also "not changed". */
  answeredAt: number | null;
  /** When its newest item was published. */
  newsAt: number | null;
  /** Milliseconds between items, the last two dozen. */
  gaps: readonly number[];
  /** Failures in a row, and when the last was. */
  failures: number;
  failedAt: number | null;
  /** It asked not to be asked before this. */
  restsUntil: number;
  /** It said that it is gone for good (410). */
  gone: boolean;
};

/** What came of one question. */
export type Outcome =
  | { kind: "items"; at: number; etag: string | null; lastModified: string | null; times: readonly number[] }
  | { kind: "unchanged"; at: number }
  | { kind: "refused"; at: number; status: number; retryAfter: string | null }
  | { kind: "unreadable" | "silent"; at: number };

const keptGaps = 24;
const longestRest = 7 * day;
const longestMark = 512;
const firstBackOff = 30_000;
const longestBackOff = 6 * hour;
const usualRhythm = day;

/** A source nobody has asked yet. */
export const newWatch = (since: number): Watch =>
  ({ etag: null, lastModified: null, since, answeredAt: null, newsAt: null, gaps: [], failures: 0, failedAt: null, restsUntil: 0, gone: false });

/** A validator is sent back as it came, if it can stand in a header at all. */
const mark = (value: string | null): string | null => (value !== null && value.length <= longestMark && /^[\x20-\x7e]+$/.test(value) ? value : null);

/** Until when a source wants rest: seconds or a date (RFC 9110, 10.2.3), a week at most; 0 where it says nothing. */
function restOf(retryAfter: string | null, at: number): number {
  if (retryAfter === null) return 0;
  const said = /^\s*\d{1,9}\s*$/.test(retryAfter) ? at + Number(retryAfter) * 1_000 : Date.parse(retryAfter);
  return Number.isFinite(said) && said > at ? Math.min(said, at + longestRest) : 0;
}

function gapsWith(watch: Watch, times: readonly number[], at: number): Pick<Watch, "gaps" | "newsAt"> {
  const known = watch.newsAt ?? Number.NEGATIVE_INFINITY;
  const news = [...new Set(times)].filter((time) => time <= at && time > known).sort((a, b) => a - b);
  const row = watch.newsAt === null ? news : [watch.newsAt, ...news];
  const gaps = row.slice(1).map((time, i) => time - (row[i] ?? time));
  return { gaps: [...watch.gaps, ...gaps].slice(-keptGaps), newsAt: news.at(-1) ?? watch.newsAt };
}

/** The watch after an answer or its absence. "Not changed" is a sign of life; a failure leaves what was known. */
export function afterOutcome(watch: Watch, outcome: Outcome): Watch {
  const { at } = outcome;
  if (outcome.kind === "items") {
    const alive = { ...watch, answeredAt: at, failures: 0, failedAt: null, restsUntil: 0, gone: false };
    return { ...alive, ...gapsWith(watch, outcome.times, at), etag: mark(outcome.etag), lastModified: mark(outcome.lastModified) };
  }
  if (outcome.kind === "unchanged") return { ...watch, answeredAt: at, failures: 0, failedAt: null, restsUntil: 0, gone: false };
  const failed = { ...watch, failures: watch.failures + 1, failedAt: at };
  return outcome.kind === "refused" ? { ...failed, restsUntil: restOf(outcome.retryAfter, at), gone: outcome.status === 410 } : failed;
}

/** The headers of the next question. */
export const questionOf = ({ etag, lastModified }: Watch): Record<string, string> =>
  ({ ...(etag === null ? {} : { "if-none-match": etag }), ...(lastModified === null ? {} : { "if-modified-since": lastModified }) });

/** How often something new comes from a source: the median gap between its items, a day until three are known. */
export function rhythmOf({ gaps }: Watch): number {
  const sorted = gaps.toSorted((a, b) => a - b);
  return sorted.length < 3 ? usualRhythm : (sorted[Math.floor(sorted.length / 2)] ?? usualRhythm);
}

/** A share from 0 to 1 that the same words always give (FNV-1a): sources spread out in time, and a replay asks alike. */
function shareOf(words: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < words.length; i++) hash = Math.imul(hash ^ words.charCodeAt(i), 0x01000193);
  hash ^= hash >>> 15;
  return (Math.imul(hash, 0x2c1b3c6d) >>> 0) / 4_294_967_296;
}

function dueAt(watch: Watch, key: string, pace: Pace): number {
  const share = shareOf(`${key}:${watch.failures}`);
  const spread = 0.9 + share / 5;
  const failedAt = watch.failedAt ?? watch.since;
  if (watch.gone) return failedAt + day * spread;
  if (watch.failures > 0) {
    const backOff = Math.min(longestBackOff, Math.max(pace.least, firstBackOff * 2 ** Math.min(20, watch.failures - 1)));
    return Math.max(watch.restsUntil, failedAt + backOff * spread);
  }
  if (watch.answeredAt === null) return watch.since + pace.least * share;
  return watch.answeredAt + Math.min(pace.most, Math.max(pace.least, rhythmOf(watch) / 2)) * spread;
}

/**
 * When a source is asked next. Alive: twice in its own rhythm, within its pace. Failing: 30 s, 1 min, 2 min … 6 h, never before it
 * wants to be asked, give or take a tenth by its key; gone for good: once a day. Never asked: within its least pace.
 */
export const nextQuestion = (watch: Watch, key: string, pace: Pace, now: number): number => Math.max(now, Math.round(dueAt(watch, key, pace)));

/** How a source stands: never answered yet, news within four of its rhythms, silent for longer though alive, or without an answer. */
export type Standing = "new" | "fresh" | "stale" | "dead";

const fewFailures = 3;

/** Judges a source by its own rhythm: what answers is never dead; what fails is dead after eight rhythms, from 6 hours to a week. */
export function standingOf(watch: Watch, now: number): Standing {
  const rhythm = rhythmOf(watch);
  const deadAfter = Math.min(7 * day, Math.max(6 * hour, 8 * rhythm));
  if (watch.gone) return "dead";
  if (watch.failures >= fewFailures && now - (watch.answeredAt ?? watch.since) > deadAfter) return "dead";
  if (watch.answeredAt === null) return watch.failures === 0 ? "new" : "stale";
  return now - (watch.newsAt ?? watch.since) <= Math.max(hour, 4 * rhythm) ? "fresh" : "stale";
}

/** A fleet of sources, each with its own watch and pace. */
type Fleet = ReadonlyMap<string, { watch: Watch; pace: Pace }>;

const failingShare = 4;

/**
 * Who is asked now, given who is being asked and how many may be at once: whoever has waited longest first. Sources that fail
 * never hold more than a quarter of the places, so that waiting for the dead does not make the living late.
 */
export function dueSources(fleet: Fleet, asking: ReadonlySet<string>, now: number, places: number): string[] {
  const fails = (key: string): boolean => (fleet.get(key)?.watch.failures ?? 0) > 0;
  const due = [...fleet]
    .filter(([key]) => !asking.has(key))
    .map(([key, { watch, pace }]) => ({ key, at: dueAt(watch, key, pace) }))
    .filter(({ at }) => at <= now)
    .sort((a, b) => a.at - b.at || (a.key < b.key ? -1 : 1))
    .map(({ key }) => key);
  const forFailing = Math.max(0, Math.max(1, Math.floor(places / failingShare)) - [...asking].filter(fails).length);
  const alive = due.filter((key) => !fails(key));
  return [...alive, ...due.filter(fails).slice(0, forFailing)].slice(0, Math.max(0, places - asking.size));
}
