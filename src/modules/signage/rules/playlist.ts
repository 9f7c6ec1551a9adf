/** One entry as the house sends it; `payload` is the very text that was signed. What is not said: from at once, for one pass, not standing. */
export type Entry = {
  id: string; payload: string; sha256: string; priority: number; validUntil: string | null;
  /** Not before this instant. */
  from?: string;
  /** Shown for at least so long at a time, in whole passes. */
  seconds?: number;
  /** Shown only while nothing else is to be. */
  standing?: true;
};

/** A playlist under its revision. */
export type Playlist = { rev: string; entries: readonly Entry[] };

/** What the signed payload says is to be shown (kernel ScreenItem, the parts a screen needs). */
export type Item = { lines: readonly string[]; style: "scroll" | "page"; urgency: string; validUntil: string | null };

/** What the screen showed, as it is reported. */
export type Proof = { id: string; entryId: string; rev: string; startedAt: string; endedAt: string };

/** Does a priority push everything else off: Ⅰ red and Ⅱ orange? */
export const interrupts = (priority: number): boolean => priority <= 1;

/**
 * What may be on the screen at an instant: nothing before its time or past its end; a red or orange entry has the screen for itself and its
 * like; what stands shows only while nothing else does.
 */
export function showing(playlist: Playlist | null, now: number): Entry[] {
  const valid = (playlist?.entries ?? []).filter((e) => (e.validUntil === null || Date.parse(e.validUntil) > now) && (e.from === undefined || Date.parse(e.from) <= now));
  const gravest = Math.min(...valid.map((e) => e.priority));
  if (interrupts(gravest)) return valid.filter((e) => e.priority === gravest);
  const turns = valid.filter((e) => !e.standing);
  return turns.length > 0 ? turns : valid;
}

/** Is the turn of an entry over after so many milliseconds? A pass is never cut short, so an entry may stay longer than it was given. */
export const turnIsOver = (entry: Entry, shownMs: number): boolean => shownMs >= (entry.seconds ?? 0) * 1_000;

/** The entry after the one shown last, round and round. */
export function nextEntry(entries: readonly Entry[], last: string | null): Entry | null {
  const at = entries.findIndex((e) => e.id === last);
  return entries[(at + 1) % entries.length] ?? null;
}

/** Lines in pages of as many rows as the screen holds. */
export function pagesOf(lines: readonly string[], rows: number): string[][] {
  const height = Math.max(1, rows);
  return Array.from({ length: Math.ceil(lines.length / height) }, (_, i) => lines.slice(i * height, (i + 1) * height));
}

/** Milliseconds a page stands so that it can be read twice at a walking pace. */
export const readingMs = (page: readonly string[]): number => Math.max(4_000, 2_000 + page.join("").length * 220);
