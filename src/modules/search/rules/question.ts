/** The question for the index: every shortest word must be there (森林防火 asks for 森林 and 防火), and the last one may still be being typed. */
export function questionOf(all: readonly string[], typed: string): string {
  const words = all.filter((word) => !all.some((other) => other !== word && word.includes(other)));
  const quoted = words.map((word) => `'${word.replaceAll("\\", "\\\\").replaceAll("'", "''")}'`);
  const ends = words.at(-1);
  const open = ends !== undefined && typed.normalize("NFKC").toLowerCase().trimEnd().endsWith(ends);
  return quoted.map((word, i) => (open && i === quoted.length - 1 ? `${word}:*` : word)).join(" & ");
}

/** A text cut into runs, those that were asked for marked; longer words win over their parts. */
export function markWords(text: string, words: readonly string[]): { text: string; hit: boolean }[] {
  const asked = [...words].filter((word) => word !== "").sort((a, b) => b.length - a.length).map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  if (asked.length === 0) return [{ text, hit: false }];
  return text.split(new RegExp(`(${asked.join("|")})`, "gi")).flatMap((run, i) => (run === "" ? [] : [{ text: run, hit: i % 2 === 1 }]));
}
