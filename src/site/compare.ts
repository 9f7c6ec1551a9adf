/** A stretch of text in a comparison: in both, only in the pasted text, or only in the published one. */
export type Run = { kind: "same" | "added" | "dropped"; text: string };

/** How a pasted text stands to a published one. */
export type Verdict = { kind: "identical" | "excerpt" | "differs"; runs: readonly Run[] };

/** Words without what copying changes by itself: blanks, widths, kinds of quotation marks. */
const bare = (text: string): string => text.normalize("NFKC").replace(/[\s\u200b\ufeff·]+/g, "").replace(/[“”„"「」『』]/g, '"').replace(/[‘’']/g, "'");

const sentences = (text: string): string[] => text.match(/[^。！？!?;；\n]*[。！？!?;；\n]+|[^。！？!?;；\n]+$/g) ?? [];

const shingles = (text: string, n = 4): Set<string> => new Set(Array.from({ length: Math.max(0, text.length - n + 1) }, (_, i) => text.slice(i, i + n)));

/** How much of a pasted text stands in a published one, 0 to 1, by runs of four characters. */
export function likeness(published: string, pasted: string): number {
  const [there, here] = [shingles(bare(published)), shingles(bare(pasted))];
  if (here.size === 0) return bare(published).includes(bare(pasted)) ? 1 : 0;
  return [...here].filter((s) => there.has(s)).length / here.size;
}

/** Compares a pasted text with a published one (核对真假): the same, a part of it word for word, or changed, with what was changed. */
export function compareTexts(published: string, pasted: string): Verdict {
  const [p, q] = [bare(published), bare(pasted)];
  if (p === q) return { kind: "identical", runs: [] };
  if (p.includes(q)) return { kind: "excerpt", runs: [] };
  const steps = script(sentences(p), sentences(q), 4_000_000);
  const runs: Run[] = [];
  for (let i = 0; i < steps.length; i++) {
    const [a, b] = [steps[i]!, steps[i + 1]];
    if (a.kind === "dropped" && b?.kind === "added") {
      runs.push(...readable(script([...a.text], [...b.text], 1_000_000)));
      i++;
    } else runs.push(a);
  }
  return { kind: "differs", runs: joined(runs) };
}

/** Is there enough of a text to compare? */
export const longEnough = (pasted: string): boolean => bare(pasted).length >= 8;

type Published = { title: string; text: string; units: readonly string[] };

/** The published edition that a pasted text is, is a part of, or was made from; none when nothing is like it. Newest editions come first. */
export function bestMatch<T extends Published>(published: readonly T[], pasted: string): { found: T; verdict: Verdict } | null {
  const whole = (p: Published) => [p.title, p.text, p.units.join("\n")].join("\n");
  const same = published.find((p) => [p.text, `${p.title}${p.text}`, whole(p)].some((text) => bare(text) === bare(pasted)));
  if (same) return { found: same, verdict: { kind: "identical", runs: [] } };
  const part = published.find((p) => bare(whole(p)).includes(bare(pasted)));
  if (part) return { found: part, verdict: { kind: "excerpt", runs: [] } };
  const near = published.map((p) => ({ p, like: likeness(whole(p), pasted) })).sort((a, b) => b.like - a.like)[0];
  return near && near.like >= 0.35 ? { found: near.p, verdict: compareTexts(pasted.includes(near.p.title) ? whole(near.p) : near.p.text, pasted) } : null;
}

/** The shortest way from one list to another by longest common subsequence; lists too long for `budget` are replaced whole. */
function script(from: readonly string[], to: readonly string[], budget: number): Run[] {
  const [n, m] = [from.length, to.length];
  if (n * m > budget) return [{ kind: "dropped", text: from.join("") }, { kind: "added", text: to.join("") }];
  const width = m + 1;
  const table = new Uint32Array((n + 1) * width);
  for (let i = n - 1; i >= 0; i--) {
    for (let j = m - 1; j >= 0; j--) {
      table[i * width + j] = from[i] === to[j] ? table[(i + 1) * width + j + 1]! + 1 : Math.max(table[(i + 1) * width + j]!, table[i * width + j + 1]!);
    }
  }
  const runs: Run[] = [];
  for (let i = 0, j = 0; i < n || j < m;) {
    if (i < n && j < m && from[i] === to[j]) { runs.push({ kind: "same", text: from[i]! }); i++; j++; }
    else if (i < n && (j === m || table[(i + 1) * width + j]! >= table[i * width + j + 1]!)) runs.push({ kind: "dropped", text: from[i++]! });
    else runs.push({ kind: "added", text: to[j++]! });
  }
  return joined(grouped(runs));
}

/** Between two common stretches: first everything dropped, then everything added. */
function grouped(runs: readonly Run[]): Run[] {
  const out: Run[] = [];
  for (let i = 0; i < runs.length;) {
    if (runs[i]!.kind === "same") { out.push(runs[i++]!); continue; }
    const end = runs.findIndex((r, at) => at >= i && r.kind === "same");
    const stretch = runs.slice(i, end === -1 ? runs.length : end);
    out.push(...stretch.filter((r) => r.kind === "dropped"), ...stretch.filter((r) => r.kind === "added"));
    i += stretch.length;
  }
  return out;
}

/** A common stretch of one or two characters between two changes is chance, not agreement. */
function readable(runs: readonly Run[]): Run[] {
  const chance = (r: Run, i: number) => r.kind === "same" && r.text.length < 3 && i > 0 && i < runs.length - 1;
  return joined(grouped(runs.flatMap((r, i): Run[] => (chance(r, i) ? [{ kind: "dropped", text: r.text }, { kind: "added", text: r.text }] : [r]))));
}

function joined(runs: readonly Run[]): Run[] {
  return runs.reduce<Run[]>((out, r) => {
    const last = out.at(-1);
    if (last?.kind === r.kind) out[out.length - 1] = { kind: r.kind, text: last.text + r.text };
    else if (r.text !== "") out.push(r);
    return out;
  }, []);
}
