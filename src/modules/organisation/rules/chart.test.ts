import { describe, expect, it } from "vitest";
import { isOpen, namesOn, parentOn, planClosing, planMove, planOpening, planRename, type NameTerm, type UnitRecord } from "./chart.ts";

const name = (over: Partial<NameTerm> = {}): NameTerm => ({ kind: "main", name: "吉林省消防救援总队", shortName: "省消防救援总队", seal: "消", from: "2020-01-01", to: null, ...over });
const unit = (over: Partial<UnitRecord> = {}): UnitRecord => ({
  id: "u", code: "u", system: "emergency", level: "county", regionCode: "220184", openedOn: "2020-01-01", closedOn: null, names: [name()], parents: [], ...over,
});
const codeOf = (decision: { ok: boolean; refusal?: { code: string } }) => (decision.ok ? "permitted" : decision.refusal?.code);

describe("names of that day", () => {
  const names = [name(), name({ kind: "also", name: "吉林省消防救援局", from: "2024-06-18" })];
  it("the second name stands beside the first from its day on", () => {
    expect(namesOn(names, "2024-06-17")).toMatchObject({ main: { name: "吉林省消防救援总队" }, also: [] });
    expect(namesOn(names, "2024-06-18")).toMatchObject({ main: { name: "吉林省消防救援总队" }, also: [{ name: "吉林省消防救援局" }] });
  });
  it("before the record begins, the first known name stands", () => expect(namesOn(names, "2016-01-01")?.main.name).toBe("吉林省消防救援总队"));
});

describe("a unit under its parent", () => {
  const gzl = unit({ parents: [{ parentId: "siping", from: "2020-01-01", to: "2020-06-19" }, { parentId: "changchun", from: "2020-06-19", to: null }] });
  it.each([["2020-03-16", "siping"], ["2020-06-18", "siping"], ["2020-06-19", "changchun"], ["2019-01-01", null]])("on %s it is below %s", (day, parent) =>
    expect(parentOn(gzl.parents, day)).toBe(parent));

  const city = (over: Partial<UnitRecord> = {}) => unit({ id: "city", code: "city", level: "city", ...over });
  it.each([
    ["below a city of its own line", gzl, city(), "2026-01-01", "permitted"],
    ["not before the last change", gzl, city(), "2020-06-19", "organisation.date-before-last-change"],
    ["not below another line of command", gzl, city({ system: "fire" }), "2026-01-01", "organisation.parent-of-another-system"],
    ["not below an equal", gzl, city({ level: "county" }), "2026-01-01", "organisation.parent-not-higher"],
    ["not below a unit that is closed", gzl, city({ closedOn: "2025-01-01" }), "2026-01-01", "organisation.unit-not-open"],
  ])("%s", (_, what, parent, from, expected) => expect(codeOf(planMove(what, parent, from, () => null))).toBe(expected));

  it("never below itself", () => {
    const above: Record<string, string> = { city: "u" };
    expect(codeOf(planMove(unit(), city(), "2026-01-01", (id) => above[id] ?? null))).toBe("organisation.parent-below-itself");
  });
});

describe("changing a unit", () => {
  const next = { kind: "main" as const, name: "新名", shortName: "新名", seal: "新", from: "2026-05-01" };
  it("a new name ends the old one on its day", () => {
    expect(planRename(unit(), next, new Set())).toEqual({ ok: true, value: { endCurrent: true, next: { ...next, to: null } } });
  });
  it("a name never reaches back over the last change", () => expect(codeOf(planRename(unit(), { ...next, from: "2020-01-01" }, new Set()))).toBe("organisation.date-before-last-change"));
  it("a seal that another unit bears is refused", () => expect(codeOf(planRename(unit(), next, new Set(["新"])))).toBe("organisation.seal-taken"));
  it.each([
    ["closes when nothing hangs on it", unit(), 0, 0, "permitted"],
    ["not with units below", unit(), 2, 0, "organisation.unit-has-units-below"],
    ["not while posts are held", unit(), 0, 1, "organisation.unit-has-posts"],
    ["not twice", unit({ closedOn: "2025-01-01" }), 0, 0, "organisation.unit-not-open"],
  ])("%s", (_, what, below, posts, expected) => expect(codeOf(planClosing(what, "2026-05-01", below, posts))).toBe(expected));
  it("a unit nobody knew to exist is switched on once", () => {
    expect(isOpen(unit({ openedOn: null }), "2026-01-01")).toBe(false);
    expect(codeOf(planOpening(unit({ openedOn: null }), "2026-05-01"))).toBe("permitted");
    expect(codeOf(planOpening(unit(), "2026-05-01"))).toBe("organisation.unit-open-already");
  });
});
