import { fingerprint } from "#kernel/fingerprint.ts";
import { FactPart, PresetFacts } from "./facts.ts";
import { allRegions, allUnits, type Preset, type PresetName, type PresetRegion, type PresetUnit } from "./preset.ts";
import { sealsFor } from "./seals.ts";

/** What the house has already, by code and by part. */
export type Loaded = {
  regionCodes: ReadonlySet<string>;
  unitCodes: ReadonlySet<string>;
  seals: ReadonlySet<string>;
  parts: ReadonlyMap<string, { loadedSha256: string; edited: boolean }>;
};

/** A unit ready to be written: every name with its short form and its seal. */
export type UnitToLoad = Omit<PresetUnit, "names"> & { names: (PresetName & { shortName: string; seal: string })[]; openedOn: string | null };

/** What loading a preset adds. People's edits are never overwritten: parts they changed are `kept`. */
export type LoadPlan = {
  since: string;
  regions: PresetRegion[];
  units: UnitToLoad[];
  parts: { part: FactPart; facts: unknown; sha256: string }[];
  kept: FactPart[];
};

/** Adds what is missing and leaves what is there, so that a second load changes nothing. */
export function planLoad(preset: Preset, loaded: Loaded): LoadPlan {
  const since = preset.province.recordSince;
  const parts = FactPart.options.map((part) => ({ part, facts: PresetFacts.shape[part].parse(preset[part]) as unknown }))
    .map(({ part, facts }) => ({ part, facts, sha256: fingerprint(facts) }))
    .filter(({ part, sha256 }) => loaded.parts.get(part)?.loadedSha256 !== sha256);
  return {
    since,
    regions: allRegions(preset).filter((r) => !loaded.regionCodes.has(r.code)),
    units: sealedUnits(preset, loaded.seals).filter((u) => !loaded.unitCodes.has(u.code)).map((u) => ({ ...u, openedOn: u.exists ? since : null })),
    parts: parts.filter(({ part }) => !loaded.parts.get(part)?.edited),
    kept: parts.filter(({ part }) => loaded.parts.get(part)?.edited).map(({ part }) => part),
  };
}

const rank = { province: 0, city: 1, county: 2, partner: 3 };

/** Every unit of the preset with its seal: given ones first, then province, cities, counties in the order of their codes. */
export function sealedUnits(preset: Preset, inUse: ReadonlySet<string> = new Set()): Omit<UnitToLoad, "openedOn">[] {
  const units = allUnits(preset);
  const given = units.flatMap((u) => u.seal ?? []);
  const unsealed = units.filter((u) => !u.seal).sort((a, b) => rank[a.level] - rank[b.level] || (a.region < b.region ? -1 : a.region > b.region ? 1 : 0));
  const seals = sealsFor(unsealed.map((u) => ({ key: u.code, system: u.system, place: placeName(preset, u) })), preset.sealMarks, new Set([...given, ...inUse]));
  return units.map((u) => {
    const seal = u.seal ?? seals.get(u.code) ?? [...(u.names[0]?.name ?? "?")].slice(0, 2).join("");
    return { ...u, names: u.names.map((n) => ({ ...n, shortName: n.shortName ?? n.name, seal })) };
  });
}

function placeName(preset: Preset, unit: PresetUnit): string {
  const region = preset.regions.find((r) => r.code === unit.region);
  const name = region?.shortName ?? region?.name ?? "";
  return placeMark(name);
}

/** The part of a place's name that marks it: 长春 of 长春市, 长白山 of 长白山管委会. */
export const placeMark = (name: string): string => name.replace(/(管委会|[省市区县州])$/, "");
