import { isoDay } from "#kernel/clock.ts";
import type { Finding } from "#kernel/finding.ts";
import { editDistance } from "../distance.ts";
import { type Check, findAt, type Stretch, stretchesOf, type UnitNames } from "./input.ts";

/** The codes this file can find. */
export const unitCodes = ["content.unit-outdated", "content.unit-misnamed"] as const;

type Range = { start: number; end: number };
const overlaps = (a: Range, ranges: readonly Range[]) => ranges.some((b) => a.start < b.end && b.start < a.end);

/** The name a unit bears on a day; where none holds, its last one. */
function nameOn(unit: UnitNames, day: string): string {
  const today = unit.names.find((n) => (n.validFrom ?? "") <= day && (n.validTo === null || day < n.validTo));
  return (today ?? unit.names.at(-1))?.name ?? unit.code;
}

const places = (text: string, words: string): Range[] => {
  const out: Range[] = [];
  for (let i = text.indexOf(words); i >= 0 && words !== ""; i = text.indexOf(words, i + words.length)) out.push({ start: i, end: i + words.length });
  return out;
};

/** Names that are right today, longest first: nothing inside them is looked at again. */
const rightNames = (units: readonly UnitNames[], day: string): string[] =>
  units.flatMap((u) => [nameOn(u, day), ...u.aliases]).sort((a, b) => b.length - a.length);

const split = /^([\u4e00-\u9fff]*?(?:省|自治区|自治州|市|州|县|区|旗|盟))([\u4e00-\u9fff]{2,})$/;
const rank = /总队|支队|大队|中队|厅|局|委员会|管委会|指挥部|办公室/g;

/** Near-misses of one unit: its own place name, then words up to a rank that are one or two characters off. */
function nearMisses(text: string, name: string): (Range & { off: number })[] {
  const [, place = "", rest = ""] = split.exec(name) ?? [];
  if (place === "" || rest.length < 3) return [];
  return places(text, place).flatMap((p) => {
    const tail = /^[\u4e00-\u9fff]*/.exec(text.slice(p.end, p.end + rest.length + 3))?.[0] ?? "";
    const candidates = [...tail.matchAll(rank)].map((m) => tail.slice(0, m.index + m[0].length)).filter((c) => c.length >= 2);
    return candidates
      .map((words) => ({ start: p.start, end: p.end + words.length, off: editDistance(words, rest) }))
      .filter((c) => c.off >= 1 && c.off <= 2 && c.off * 2 <= rest.length);
  });
}

function misnamed(stretch: Stretch, units: readonly UnitNames[], day: string, taken: readonly Range[]): Finding[] {
  const hits = units.flatMap((unit) => [nameOn(unit, day), ...unit.aliases].flatMap((name) =>
    nearMisses(stretch.text, name).filter((r) => !overlaps(r, taken)).map((r) => ({ ...r, right: name, unit: unit.code }))));
  const starts = [...new Set(hits.map((h) => h.start))].sort((a, b) => a - b);
  return starts.flatMap((start) => {
    if (hits.some((h) => h.start < start && start < h.end)) return [];
    const here = hits.filter((h) => h.start === start);
    const best = Math.min(...here.map((h) => h.off));
    const nearest = here.filter((h) => h.off === best).filter((h, i, all) => all.findIndex((o) => o.unit === h.unit) === i);
    const first = nearest[0];
    if (!first) return [];
    const said = stretch.text.slice(first.start, first.end);
    const choices = nearest.map((h) => h.right).join("、");
    return [findAt(stretch, {
      code: "content.unit-misnamed", level: "suggestion", quote: said, facts: { said, right: choices },
      ...(nearest.length === 1 ? { suggestion: first.right } : {}),
    })];
  });
}

/** Unit names as they are on that day: an old name, a wrong rank (总队/支队) or a near-miss gets the right one beside it. */
export const checkUnits: Check = (input) => {
  const day = isoDay(input.at);
  const right = rightNames(input.units, day);
  return stretchesOf(input).flatMap((stretch) => {
    const taken = right.flatMap((name) => places(stretch.text, name));
    const old = input.units.flatMap((unit) => {
      const now = nameOn(unit, day);
      return unit.names.filter((n) => n.name !== now && !unit.aliases.includes(n.name)).flatMap((n) =>
        places(stretch.text, n.name).filter((r) => !overlaps(r, taken)).map((range) => ({ range, said: n.name, now })));
    });
    return [
      ...old.map(({ said, now }) => findAt(stretch, { code: "content.unit-outdated", level: "suggestion", quote: said, suggestion: now, facts: { said, right: now } })),
      ...misnamed(stretch, input.units, day, [...taken, ...old.map((o) => o.range)]),
    ];
  });
};
