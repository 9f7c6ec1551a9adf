/** A stretch of a comparison: the same in both, only before (`removed`), or only after (`added`). */
export type Change = { kind: "same" | "removed" | "added"; text: string };

/** One piece of text that is never cut: a number, a Latin word or address, a fact, or one character. */
export type Token = string;

const token = /https?:\/\/[!-~]+|\p{Script=Latin}[\p{Script=Latin}\d'’-]*|\d+(?:[.,:]\d+)*%?|[\s\S]/gu;

/** Cuts words typed by hand into tokens. */
export const tokensOf = (text: string): Token[] => text.match(token) ?? [];

type Step = { kind: Change["kind"]; token: Token };

/** Two texts further apart than this many edits are shown as one removed and one added. */
const tooFar = 1500;

/** How far each diagonal reaches after each number of edits (Myers 1986); null when the texts are too far apart. */
function reaches(a: readonly Token[], b: readonly Token[]): Int32Array[] | null {
  const max = Math.min(a.length + b.length, tooFar);
  const far = new Int32Array(2 * max + 3);
  const seen: Int32Array[] = [];
  for (let edits = 0; edits <= max; edits += 1) {
    seen.push(far.slice());
    for (let k = -edits; k <= edits; k += 2) {
      const [left, right] = [far[max + k] ?? 0, far[max + k + 2] ?? 0];
      let x = k === -edits || (k !== edits && left < right) ? right : left + 1;
      while (x < a.length && x - k < b.length && a[x] === b[x - k]) x += 1;
      far[max + k + 1] = x;
      if (x >= a.length && x - k >= b.length) return seen;
    }
  }
  return null;
}

const all = (kind: Change["kind"], tokens: readonly Token[]): Step[] => tokens.map((token) => ({ kind, token }));

/** The shortest way from one row of tokens to the other, walked back from the end. */
function steps(a: readonly Token[], b: readonly Token[]): Step[] {
  const seen = reaches(a, b);
  if (!seen) return [...all("removed", a), ...all("added", b)];
  const max = Math.min(a.length + b.length, tooFar);
  const out: Step[] = [];
  let [x, y] = [a.length, b.length];
  for (let edits = seen.length - 1; edits > 0; edits -= 1) {
    const before = (k: number) => seen[edits]?.[max + k + 1] ?? 0;
    const k = x - y;
    const down = k === -edits || (k !== edits && before(k - 1) < before(k + 1));
    const fromX = down ? before(k + 1) : before(k - 1);
    const fromY = fromX - (down ? k + 1 : k - 1);
    const [turnX, turnY] = down ? [fromX, fromY + 1] : [fromX + 1, fromY];
    for (; x > turnX && y > turnY; x -= 1, y -= 1) out.push({ kind: "same", token: a[x - 1] ?? "" });
    out.push(down ? { kind: "added", token: b[fromY] ?? "" } : { kind: "removed", token: a[fromX] ?? "" });
    [x, y] = [fromX, fromY];
  }
  for (; x > 0; x -= 1) out.push({ kind: "same", token: a[x - 1] ?? "" });
  return out.reverse();
}

/** Joins steps into changes: within one place what was removed stands before what was added. */
function gather(way: readonly Step[]): Change[] {
  const out: Change[] = [];
  let removed = "";
  let added = "";
  let same = "";
  const place = () => {
    if (removed) out.push({ kind: "removed", text: removed });
    if (added) out.push({ kind: "added", text: added });
    removed = added = "";
  };
  for (const step of way) {
    if (step.kind === "same") {
      place();
      same += step.token;
      continue;
    }
    if (same) out.push({ kind: "same", text: same });
    same = "";
    if (step.kind === "removed") removed += step.token;
    else added += step.token;
  }
  place();
  if (same) out.push({ kind: "same", text: same });
  return out;
}

/** A lone character or mark that happens to be in both, between two changes, only confuses: it joins them. */
function withoutCrumbs(way: readonly Step[]): Step[] {
  const runs: Step[][] = [];
  for (const step of way) {
    const last = runs.at(-1);
    if (last?.[0] && (last[0].kind === "same") === (step.kind === "same")) last.push(step);
    else runs.push([step]);
  }
  return runs.flatMap((run, i) => {
    const around = (runs[i - 1]?.length ?? 0) + (runs[i + 1]?.length ?? 0);
    const crumb = run[0]?.kind === "same" && i > 0 && i < runs.length - 1 && run.length <= 2 && around > run.length * 2;
    return crumb ? run.flatMap((s): Step[] => [{ kind: "removed", token: s.token }, { kind: "added", token: s.token }]) : run;
  });
}

/** Compares two rows of tokens. */
export function compareTokens(before: readonly Token[], after: readonly Token[]): Change[] {
  let head = 0;
  while (head < before.length && head < after.length && before[head] === after[head]) head += 1;
  let tail = 0;
  while (tail < before.length - head && tail < after.length - head && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail += 1;
  return gather([
    ...all("same", before.slice(0, head)),
    ...withoutCrumbs(steps(before.slice(head, before.length - tail), after.slice(head, after.length - tail))),
    ...all("same", before.slice(before.length - tail)),
  ]);
}

/** Compares two texts, Chinese by characters, numbers and Latin words whole. */
export const compareText = (before: string, after: string): Change[] => compareTokens(tokensOf(before), tokensOf(after));

/** In how many places two texts differ: a removal and the addition that replaces it are one. */
export const countPlaces = (changes: readonly Change[]): number =>
  changes.filter((c, i) => c.kind !== "same" && (i === 0 || changes[i - 1]?.kind === "same")).length;
