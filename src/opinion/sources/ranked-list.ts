import type { Payload } from "./document.ts";
import { letIn, nothingFound, type Found } from "./door.ts";
import { openJson } from "./json-mapping.ts";
import { limits, turnAway, type Harvest, type Refused, type Source } from "./refusals.ts";
import { readTime } from "./when.ts";

/** A source of ranked lists. */
export type ListSource = Source & {
  /** The order of bare titles is their rank; where lists pile up through the day (hot-search archives) it is not. */
  ordered?: boolean;
  /** Where a title of the list is looked up, with `{title}` in it; lists carry no links themselves. */
  lookUp?: string;
};

const isFigure = (value: unknown): boolean => value === null || value === undefined || typeof value === "number" || typeof value === "string";

/**
 * One row of a list: a bare title, or `[title, category, hot, ads, reads, discussions]`. Null is missing, never zero. What was
 * paid for or pinned (hot 0) stays, as official answers to rumours are; it has no rank, because its place says nothing.
 */
function rowOf(row: unknown, entry: number, source: ListSource): Found | null {
  if (typeof row === "string") return { ...nothingFound(entry), title: row, rank: source.ordered === true ? entry : null };
  if (!Array.isArray(row)) return null;
  const [title, , hot, , reads, comments] = row as unknown[];
  if (typeof title !== "string" || !isFigure(hot) || !isFigure(reads) || !isFigure(comments)) return null;
  return { ...nothingFound(entry), title, rank: hot === 0 ? null : entry, reads, comments };
}

const withLinks = (harvest: Harvest, lookUp: string | undefined): Harvest =>
  lookUp === undefined ? harvest : { ...harvest, items: harvest.items.map((item) => ({ ...item, link: lookUp.replaceAll("{title}", encodeURIComponent(item.title)) })) };

function readSnapshot(value: unknown, source: ListSource, seenAt: number, refused: Refused[]): Harvest {
  const [time, rows] = Array.isArray(value) ? (value as unknown[]) : [];
  if ((typeof time !== "string" && typeof time !== "number") || !Array.isArray(rows)) {
    turnAway(refused, 0, "document", "opinion.entry-shape");
    return { items: [], refused };
  }
  const taken = readTime(time, seenAt);
  if (taken.problem !== null) turnAway(refused, 0, "time", taken.problem);
  if (rows.length > limits.entries) turnAway(refused, 0, "document", "opinion.entries-over-limit", { entries: rows.length, most: limits.entries });
  const found: Found[] = [];
  for (const [i, row] of (rows as unknown[]).slice(0, limits.entries).entries()) {
    const one = rowOf(row, i + 1, source);
    if (one) found.push(one);
    else turnAway(refused, i + 1, "entry", "opinion.entry-shape");
  }
  return withLinks(letIn(found, source, taken.at ?? seenAt, refused), source.lookUp);
}

/**
 * Reads one snapshot of a ranked list, `[time, rows]`. Its items were seen when it was taken (now, where that cannot be
 * believed); when they were published nobody says.
 */
export function readRankedList(payload: Payload, source: ListSource, seenAt: number): Harvest {
  const refused: Refused[] = [];
  const parsed = openJson(payload, refused);
  return parsed ? readSnapshot(parsed.value, source, seenAt, refused) : { items: [], refused };
}
