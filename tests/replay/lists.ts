import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { gunzipSync } from "node:zlib";

const shared = new URL("../../../shared/data/opinion/", import.meta.url);

/** One real list of hot searches as it stood at an instant (milliseconds). */
export type PastList = { at: number; titles: string[] };

/** Are the real data beside the checkout? */
export const dataAreHere = (): boolean => existsSync(fileURLToPath(shared));

/** The lists around the first one, from an instant on, that bears one of some titles: so many before it, and that one with so many after it, within a day. */
export function listsAround(wanted: readonly { from: number; titles: readonly string[] }[], before: number, after: number): PastList[][] {
  const lines = archive();
  return wanted.map(({ from, titles }) => {
    const bears = ({ at, text }: Line): boolean => at >= from && titles.some((title) => text().includes(JSON.stringify(title)));
    const first = lines.findIndex(bears);
    const at = lines[first]?.at ?? from;
    return lines.slice(Math.max(0, first - before), first + 1 + after).filter((line) => Math.abs(line.at - at) < 24 * 3_600_000)
      .map((line): PastList => ({ at: line.at, titles: (JSON.parse(line.text()) as [string, string[]])[1] }));
  });
}

type Line = { at: number; text: () => string };

/** The lines of the archive by their time; the words of one are read when they are asked for. */
function archive(): Line[] {
  const bytes = gunzipSync(readFileSync(new URL("hot-search-snapshots.jsonl.gz", shared)));
  const lines: Line[] = [];
  for (let start = 0; start < bytes.length;) {
    const next = bytes.indexOf(10, start);
    const [from, end] = [start, next < 0 ? bytes.length : next];
    const stamp = /^\["([^"]+)"/.exec(bytes.toString("latin1", from, Math.min(end, from + 60)))?.[1];
    if (stamp !== undefined) lines.push({ at: Date.parse(stamp), text: () => bytes.toString("utf8", from, end) });
    start = end + 1;
  }
  return lines.toSorted((a, b) => a.at - b.at);
}
