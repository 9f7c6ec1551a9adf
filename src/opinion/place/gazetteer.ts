import { type Dictionary, openDictionary } from "./dictionary.ts";
import { type Level, levelOf, levels, type NamedKind, type NamedPlace, type Region } from "./region.ts";
import { shortNames } from "./short-names.ts";

/** How a name says its place: in full (长春市), by its short form (长春), or by another name (净月潭). */
export type Form = "full" | "short" | NamedKind;

/** One thing that a name may stand for. `codes` are what it stands for, more than one where it runs through several provinces. */
export type Sense = { form: Form; level: Level; codes: readonly string[]; from: number; to: number };

/** What the province watches: its code (two figures), the divisions of the country, and names that are no divisions. */
export type PlaceSettings = { province: string; regions: readonly Region[]; named: readonly NamedPlace[] };

/** Every name with what it may stand for, and the line of parents of every code. */
export type Gazetteer = {
  province: string;
  names: Dictionary<readonly Sense[]>;
  /** A code with its parents, lowest first, as they stood at a time (milliseconds). Empty when the code did not stand then. */
  lineage: (code: string, at: number) => readonly string[];
};

type Span = { from: number; to: number };
type Line = Span & { codes: readonly string[] };

/** The first two figures of a code, also of codes of our own (X22CBS). */
export const provinceOf = (code: string): string => (/^\d/.test(code) ? code.slice(0, 2) : code.slice(1, 3));

// Days of the settings are Beijing days.
const day = (text: string | undefined, otherwise: number): number => (text === undefined ? otherwise : Date.parse(`${text}T00:00:00+08:00`));
const span = (row: { from?: string | undefined; to?: string | undefined }): Span => ({ from: day(row.from, -Infinity), to: day(row.to, Infinity) });

/** Parents by the shape of the code: township, county, city, province, those that exist. */
function parentByCode(code: string, known: ReadonlyMap<string, Region>): string | undefined {
  const shapes = code.length > 6 ? [code.slice(0, 6), `${code.slice(0, 4)}00`, `${code.slice(0, 2)}0000`] : [`${code.slice(0, 4)}00`, `${code.slice(0, 2)}0000`];
  return shapes.find((shape) => shape !== code && known.has(shape));
}

function linesOf(code: string, known: ReadonlyMap<string, Region>, depth = 0): Line[] {
  const region = known.get(code);
  const parents = region?.parents?.length ? region.parents.map((row) => ({ code: row.code, ...span(row) })) : [{ code: parentByCode(code, known) ?? "", from: -Infinity, to: Infinity }];
  return parents.flatMap((parent): Line[] => {
    if (parent.code === "" || depth > 4) return [{ from: parent.from, to: parent.to, codes: [code] }];
    return linesOf(parent.code, known, depth + 1).map((line) => ({ from: Math.max(line.from, parent.from), to: Math.min(line.to, parent.to), codes: [code, ...line.codes] }));
  }).filter((line) => line.from < line.to);
}

/** Builds the gazetteer once; it is read only from then on. */
export function buildGazetteer({ province, regions, named }: PlaceSettings): Gazetteer {
  const known = new Map<string, Region>();
  for (const region of regions) if (!known.has(region.code)) known.set(region.code, region);
  const names = new Map<string, Sense[]>();
  const add = (name: string, sense: Sense) => { const senses = names.get(name); if (senses) senses.push(sense); else names.set(name, [sense]); };
  for (const { code, name } of known.values()) {
    const always = { level: levelOf(code), codes: [code], from: -Infinity, to: Infinity };
    add(name, { ...always, form: "full" });
    // A township is said in full: its short form is a common word nearly always. 长白县 is as good as full.
    if (always.level !== "township") for (const short of shortNames(name)) if (short !== name) add(short, { ...always, form: short.endsWith("县") ? "full" : "short" });
  }
  for (const row of named) {
    const level = levels[Math.max(0, ...row.codes.map((code) => levels.indexOf(levelOf(code))))] ?? "province";
    add(row.name, { form: row.kind, level, codes: row.codes, ...span(row) });
  }
  const lines = new Map<string, Line[]>();
  const lineage = (code: string, at: number): readonly string[] => {
    let all = lines.get(code);
    if (!all) lines.set(code, (all = linesOf(code, known)));
    return all.find((line) => line.from <= at && at < line.to)?.codes ?? [];
  };
  return { province, names: openDictionary(names), lineage };
}
