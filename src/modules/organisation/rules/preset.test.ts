import { LunarDay, SolarTerm } from "tyme4ts";
import { describe, expect, it } from "vitest";
import { readPreset } from "../preset-files.ts";
import { FactPart, PresetFacts } from "./facts.ts";
import { planLoad, sealedUnits } from "./load.ts";
import { allRegions, allUnits, checkPreset, Preset } from "./preset.ts";

const jilin = await readPreset("jilin");
const units = sealedUnits(jilin);
const unit = (code: string) => units.find((u) => u.code === code);
const nothing = { regionCodes: new Set<string>(), unitCodes: new Set<string>(), seals: new Set<string>(), parts: new Map() };

describe("the preset of Jilin", () => {
  it("has nine prefectures, sixty counties and their townships", () => {
    const regions = allRegions(jilin);
    const count = (...kinds: string[]) => jilin.regions.filter((r) => kinds.includes(r.kind) && !r.became).length;
    expect([count("city", "prefecture"), count("district"), count("county-city"), count("county"), count("autonomous-county"), count("zone"), count("committee")]).toEqual([9, 21, 20, 16, 3, 9, 1]);
    expect(regions.filter((r) => r.kind === "township").length).toBe(1075);
    expect(regions.filter((r) => r.kind === "zone").every((r) => r.hidden)).toBe(true);
  });

  it("draws every county once, no two on one place", () => {
    const counties = jilin.regions.filter((r) => ["district", "county-city", "county", "autonomous-county", "committee"].includes(r.kind) && !r.became && !r.hidden).map((r) => r.code);
    expect(jilin.tiles.map((t) => t.code).sort()).toEqual(counties.sort());
    expect(new Set(jilin.tiles.map((t) => `${t.row} ${t.col}`)).size).toBe(jilin.tiles.length);
  });

  it("has three provincial units and twelve local slots with bureau and detachment", () => {
    expect(units.filter((u) => u.level === "province").map((u) => u.names[0]?.seal)).toEqual(["应", "消", "森"]);
    const slots = jilin.units.filter((u) => u.system === "emergency" && u.addressee).map((u) => u.region);
    expect(slots.length).toBe(12);
    for (const region of slots) expect(units.filter((u) => u.region === region).map((u) => u.system).sort()).toEqual(["emergency", "fire", "forest_fire"]);
  });

  it("addresses its notices to fourteen units (clause 0)", () => expect(units.filter((u) => u.addressee).length).toBe(14));

  it("knows forest units only where they were seen", () => {
    expect(units.filter((u) => u.system === "forest_fire" && u.exists).map((u) => u.code)).toEqual(["slxf", "sl-220200", "sl-220281", "sl-220500"]);
    expect(units.filter((u) => u.exists === null).every((u) => u.evidence === "assumed" && !u.verified)).toBe(true);
  });

  it("names a district's units with the city, and gives every county a bureau and a brigade below its city", () => {
    expect(unit("yj-220104")).toMatchObject({ names: [{ name: "长春市朝阳区应急管理局" }], parents: [{ code: "yj-220100" }], evidence: "assumed" });
    expect(unit("xf-220721")).toMatchObject({ names: [{ name: "前郭尔罗斯蒙古族自治县消防救援大队", shortName: "前郭县消防救援大队" }], parents: [{ code: "xf-220700" }] });
    expect(units.filter((u) => u.level === "county" && u.system === "emergency").length).toBe(60);
    expect(units.filter((u) => u.level === "county" && u.system === "fire").length).toBe(60);
  });

  it("moves 公主岭 from 四平 to 长春 on 2020-06-19", () => {
    for (const stem of ["yj", "xf"]) expect(unit(`${stem}-220184`)?.parents).toEqual([{ code: `${stem}-220300`, to: "2020-06-19" }, { code: `${stem}-220100`, from: "2020-06-19" }]);
    expect(jilin.regions.find((r) => r.code === "220381")).toMatchObject({ became: "220184", to: "2020-06-19" });
  });

  it("gives the fire corps its second name from 2024-06-18", () => expect(unit("xfj")?.names[1]).toMatchObject({ kind: "also", name: "吉林省消防救援局", from: "2024-06-18", verified: false }));

  it("lets no two units bear one seal", () => {
    const seals = units.map((u) => u.names[0]?.seal ?? "");
    expect(new Set(seals).size).toBe(units.length);
    expect(["yj-220100", "xf-220200", "yj-220600", "yj-220800", "yj-x22cbs"].map((c) => unit(c)?.names[0]?.seal)).toEqual(["长应", "吉消", "白应", "城应", "山应"]);
  });

  it("computes its lunar and solar dates as the calendar does", () => {
    const days = (code: string) => jilin.computedDates.find((d) => d.keyDate === code)?.days ?? [];
    const iso = (d: { getYear(): number; getMonth(): number; getDay(): number }) => `${d.getYear()}-${String(d.getMonth()).padStart(2, "0")}-${String(d.getDay()).padStart(2, "0")}`;
    const years = Array.from({ length: 16 }, (_, i) => 2020 + i);
    expect(days("spring-festival")).toEqual(years.map((y) => iso(LunarDay.fromYmd(y, 1, 1).getSolarDay())));
    expect(days("lantern-festival")).toEqual(years.map((y) => iso(LunarDay.fromYmd(y, 1, 15).getSolarDay())));
    expect(days("qingming")).toEqual(years.map((y) => iso(SolarTerm.fromName(y, "清明").getJulianDay().getSolarDay())));
  });

  it("has every clause of the notice, once", () => {
    const ids = ["0", "1", "2", ...Array.from({ length: 10 }, (_, i) => `3.${i + 1}`), ...Array.from({ length: 6 }, (_, i) => `4.${i + 1}`), "5.1", "5.2", "5.3"];
    expect(jilin.clauses.map((c) => c.id)).toEqual(ids);
  });

  it("keeps off the site a hotline that nobody confirmed", () => expect(jilin.hotlines.filter((h) => !h.shown).map((h) => h.number)).toEqual(["96119"]));

  it("says of every fact how it is founded; only what the notice says counts as read", () => {
    const basesOf = (value: unknown): { evidence: string; verified: boolean }[] =>
      Array.isArray(value) ? value.flatMap(basesOf) : typeof value === "object" && value !== null
        ? [...("evidence" in value ? [value as { evidence: string; verified: boolean }] : []), ...Object.values(value).flatMap(basesOf)] : [];
    const bases = basesOf(jilin);
    expect(bases.length).toBeGreaterThan(300);
    expect(bases.filter((b) => b.verified && b.evidence !== "seed")).toEqual([]);
  });
});

describe("a preset holds together", () => {
  it("a code that points nowhere is refused", () => {
    const broken = Preset.parse({ ...jilin, units: jilin.units.map((u) => (u.code === "xfj" ? { ...u, region: "999999" } : u)) });
    expect(checkPreset(broken)).toEqual({ ok: false, refusal: { code: "organisation.preset-code-unknown", facts: { code: "999999" } } });
  });
  it("a code said twice is refused", () => {
    const broken = Preset.parse({ ...jilin, units: [...jilin.units, jilin.units[0]] });
    expect(checkPreset(broken)).toMatchObject({ ok: false, refusal: { code: "organisation.preset-code-twice" } });
  });
});

describe("loading a preset", () => {
  const first = planLoad(jilin, nothing);
  const loaded = {
    regionCodes: new Set(first.regions.map((r) => r.code)), unitCodes: new Set(first.units.map((u) => u.code)), seals: new Set(first.units.map((u) => u.names[0]?.seal ?? "")),
    parts: new Map<string, { loadedSha256: string; edited: boolean }>(first.parts.map((p) => [p.part, { loadedSha256: p.sha256, edited: false }])),
  };
  it("brings everything the first time and nothing the second", () => {
    expect([first.units.length, first.parts.length]).toEqual([allUnits(jilin).length, FactPart.options.length]);
    expect(planLoad(jilin, loaded)).toMatchObject({ regions: [], units: [], parts: [], kept: [] });
  });
  it("a newer preset replaces a part, unless people changed it", () => {
    const newer = { ...jilin, hotlines: jilin.hotlines.map((h) => ({ ...h, shown: true })) };
    expect(planLoad(newer, loaded)).toMatchObject({ parts: [{ part: "hotlines" }], kept: [] });
    const edited = { ...loaded, parts: new Map(loaded.parts).set("hotlines", { loadedSha256: "old", edited: true }) };
    expect(planLoad(newer, edited)).toMatchObject({ parts: [], kept: ["hotlines"] });
  });
  it("the facts it keeps read back as they were", () => expect(PresetFacts.parse(Object.fromEntries(first.parts.map((p) => [p.part, p.facts]))).topics.length).toBe(7));
});
