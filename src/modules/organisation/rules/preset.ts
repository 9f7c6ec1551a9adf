import { z } from "zod";
import type { System } from "#kernel/actor.ts";
import { permit, refuse, type Decision } from "#kernel/decision.ts";
import { Basis, Day } from "./basis.ts";
import { PresetFacts } from "./facts.ts";

/** Where in the tree a unit stands; a partner stands outside it. */
export const UnitLevel = z.enum(["province", "city", "county", "partner"]);
export type UnitLevel = z.infer<typeof UnitLevel>;

/** The four lines of command, as the kernel's `System`. */
export const UnitSystem = z.enum(["emergency", "fire", "forest_fire", "partner"]) satisfies z.ZodType<System>;

/** Kinds of regions: GB/T 2260 divisions, a management committee without code, statistical zones (hidden), townships. */
export const RegionKind = z.enum(["province", "city", "prefecture", "committee", "committee-zone", "district", "county-city", "county", "autonomous-county", "zone", "township"]);
export type RegionKind = z.infer<typeof RegionKind>;

const span = { from: Day.optional(), to: Day.optional() };

/** A region under its code; the parent may change by date, and a code may be replaced by another (`became`). */
export const PresetRegion = Basis.extend({
  code: z.string().min(2).max(12),
  name: z.string().min(1),
  shortName: z.string().optional(),
  kind: RegionKind,
  parents: z.array(z.object({ code: z.string(), ...span })),
  hidden: z.boolean().default(false),
  became: z.string().optional(),
  ...span,
});
export type PresetRegion = z.infer<typeof PresetRegion>;

/** A name of a unit for a time; `also` is a second name beside the main one (加挂牌子). */
export const PresetName = Basis.extend({ kind: z.enum(["main", "also"]), name: z.string().min(1), shortName: z.string().optional(), ...span });
export type PresetName = z.infer<typeof PresetName>;

/** A unit that the preset names. `exists: null` means unknown: an administrator switches it on. */
export const PresetUnit = Basis.extend({
  code: z.string().regex(/^[a-z0-9][a-z0-9-]*$/),
  system: UnitSystem,
  level: UnitLevel,
  region: z.string(),
  parents: z.array(z.object({ code: z.string(), ...span })).default([]),
  names: z.array(PresetName).min(1),
  seal: z.string().min(1).max(2).optional(),
  office: z.string().optional(),
  /** Sees the whole province: the office that runs the leading group's daily work. */
  sees: z.enum(["own", "all"]).default("own"),
  /** Gets notices in its own right (clause 0). */
  addressee: z.boolean().default(false),
  exists: z.union([z.literal(true), z.null()]),
  role: z.string().optional(),
  contact: z.object({ hotline: z.string().optional(), address: z.string().optional(), site: z.string().optional() }).optional(),
});
export type PresetUnit = z.infer<typeof PresetUnit>;

/** Units named by pattern in every region of some kinds that has none of that system yet. `{place}` and `{short}` are filled in. */
export const UnitPattern = Basis.extend({
  system: UnitSystem,
  level: UnitLevel,
  regionKinds: z.array(RegionKind).min(1),
  name: z.string(),
  shortName: z.string(),
  exists: z.union([z.literal(true), z.null()]),
});

/** A province as data: another province is another folder of these parts. */
export const Preset = PresetFacts.extend({
  regions: z.array(PresetRegion).min(1),
  /** Townships by the county code they begin with. */
  townships: z.record(z.string(), z.array(z.tuple([z.string(), z.string()]))),
  townshipsBasis: Basis,
  units: z.array(PresetUnit).min(1),
  unitPatterns: z.array(UnitPattern),
});
export type Preset = z.infer<typeof Preset>;

/** Every region with its townships: the preset keeps those in short form. */
export function allRegions(preset: Preset): PresetRegion[] {
  const townships = Object.entries(preset.townships).flatMap(([county, rows]) =>
    rows.map(([tail, name]): PresetRegion => ({
      ...preset.townshipsBasis, code: county + tail, name, kind: "township", parents: [{ code: county }],
      hidden: preset.regions.some((r) => r.code === county && r.hidden),
    })));
  return [...preset.regions, ...townships];
}

/** The units that the preset names, then those that its patterns give to the regions left over. */
export function allUnits(preset: Preset): PresetUnit[] {
  const regions = new Map(preset.regions.map((r) => [r.code, r]));
  const patterned = preset.unitPatterns.flatMap((pattern) =>
    preset.regions
      .filter((r) => pattern.regionKinds.includes(r.kind) && !r.hidden && !r.became)
      .filter((r) => !preset.units.some((u) => u.system === pattern.system && u.region === r.code))
      .map((r): PresetUnit => {
        const fill = (text: string) => text.replace("{place}", placeOf(r, regions)).replace("{short}", r.shortName ?? placeOf(r, regions));
        const parents = r.parents.flatMap((p) => {
          const above = preset.units.find((u) => u.system === pattern.system && u.region === p.code);
          return above ? [{ ...p, code: above.code }] : [];
        });
        const basis = { evidence: pattern.evidence, verified: pattern.verified };
        return {
          ...basis, ...(pattern.note ? { note: pattern.note } : {}), system: pattern.system, level: pattern.level, exists: pattern.exists, code: `${stem[pattern.system]}-${r.code.toLowerCase()}`, region: r.code, parents, sees: "own", addressee: false,
          names: [{ ...basis, kind: "main", name: fill(pattern.name), shortName: fill(pattern.shortName) }],
        };
      }));
  return [...preset.units, ...patterned];
}

const stem: Record<System, string> = { emergency: "yj", fire: "xf", forest_fire: "sl", partner: "partner" };

/** Districts carry their city's name, because 朝阳 铁西 西安区 exist elsewhere too (product.md). */
function placeOf(region: PresetRegion, regions: ReadonlyMap<string, PresetRegion>): string {
  const city = region.kind === "district" ? regions.get(region.parents.at(-1)?.code ?? "") : undefined;
  return (city?.name ?? "") + region.name;
}

/** A preset holds together: codes are unique, every code it points to exists, key dates it computes are declared. */
export function checkPreset(preset: Preset): Decision<Preset> {
  const regions = preset.regions.map((r) => r.code);
  const units = preset.units.map((u) => u.code);
  const twice = [...regions, ...units].find((c, i, all) => all.indexOf(c) !== i);
  if (twice) return refuse("organisation.preset-code-twice", { code: twice });
  const pointed = [
    ...preset.regions.flatMap((r) => [...r.parents.map((p) => p.code), ...(r.became ? [r.became] : [])]),
    ...preset.units.map((u) => u.region), ...Object.keys(preset.townships), ...preset.tiles.map((t) => t.code), preset.province.regionCode,
  ];
  const lost = pointed.find((c) => !regions.includes(c))
    ?? [...preset.units.flatMap((u) => u.parents.map((p) => p.code)), preset.leadingGroup.officeUnit, ...preset.leadingGroup.liaisonUnits].find((c) => !units.includes(c))
    ?? preset.computedDates.map((d) => d.keyDate).find((c) => !preset.keyDates.some((k) => k.code === c));
  return lost === undefined ? permit(preset) : refuse("organisation.preset-code-unknown", { code: lost });
}
