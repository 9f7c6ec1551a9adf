/** A run of a comparison. */
export type DiffPart = { kind: "same" | "del" | "ins"; text: string };

const segmenter = new Intl.Segmenter("zh", { granularity: "word" });
const words = (text: string): string[] => [...segmenter.segment(text)].map((s) => s.segment);

/** Two texts word by word (longest common subsequence); beyond four million pairs the middle is shown as one change. */
export function diffText(before: string, after: string): DiffPart[] {
  const a = words(before);
  const b = words(after);
  let head = 0;
  while (head < a.length && head < b.length && a[head] === b[head]) head++;
  let tail = 0;
  while (tail < a.length - head && tail < b.length - head && a[a.length - 1 - tail] === b[b.length - 1 - tail]) tail++;
  const parts: DiffPart[] = [];
  push(parts, "same", a.slice(0, head).join(""));
  middle(parts, a.slice(head, a.length - tail), b.slice(head, b.length - tail));
  push(parts, "same", a.slice(a.length - tail).join(""));
  return parts;
}

function push(parts: DiffPart[], kind: DiffPart["kind"], text: string): void {
  if (text === "") return;
  const last = parts.at(-1);
  if (last?.kind === kind) last.text += text;
  else parts.push({ kind, text });
}

function middle(parts: DiffPart[], a: string[], b: string[]): void {
  if (a.length * b.length > 4_000_000 || a.length === 0 || b.length === 0) {
    push(parts, "del", a.join(""));
    push(parts, "ins", b.join(""));
    return;
  }
  const width = b.length + 1;
  const common = new Uint32Array((a.length + 1) * width);
  const at = (i: number, j: number) => common[i * width + j] ?? 0;
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) common[i * width + j] = a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
  }
  let i = 0;
  let j = 0;
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) { push(parts, "same", a[i] ?? ""); i++; j++; }
    else if (i < a.length && (j === b.length || at(i + 1, j) >= at(i, j + 1))) push(parts, "del", a[i++] ?? "");
    else push(parts, "ins", b[j++] ?? "");
  }
}
