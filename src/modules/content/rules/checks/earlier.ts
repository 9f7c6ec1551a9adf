import type { Fact, FactKind } from "#kernel/document.ts";
import type { Finding } from "#kernel/finding.ts";
import { likeness, shingles } from "../shingles.ts";
import { factsUsed, plainText } from "../text.ts";
import { type Check, type CheckInput, type EarlierRelease, findAt } from "./input.ts";

/** The codes this file can find. */
export const earlierCodes = ["content.duplicate", "content.earlier-differs"] as const;

/** From this likeness on, two texts say the same. */
export const duplicateFrom = 0.8;

const compared: readonly FactKind[] = ["deaths", "injured", "missing", "evacuated", "area", "figure"];

const placeOf = (facts: readonly Fact[]) => facts.find((f) => f.kind === "place")?.text;

const samePlace = (a: readonly Fact[], b: readonly Fact[]) => {
  const [here, there] = [placeOf(a), placeOf(b)];
  return here === undefined || there === undefined || here === there || here.includes(there) || there.includes(here);
};

/** Figures count the same thing: by kind for people and area, by label for the rest. */
const sameThing = (a: Fact, b: Fact) => a.kind === b.kind && (a.label === b.label || (a.kind !== "figure" && a.kind !== "evacuated"));

function differences(facts: readonly Fact[], earlier: readonly EarlierRelease[]): Finding[] {
  const latestFirst = [...earlier].sort((a, b) => (a.at < b.at ? 1 : -1));
  return facts.filter((f) => compared.includes(f.kind) && f.number !== null).flatMap((fact) => {
    for (const release of latestFirst) {
      const before = release.facts.filter((b) => b.number !== null && sameThing(b, fact));
      if (!before.length || !samePlace(facts, release.facts)) continue;
      const old = before.some((b) => b.number === fact.number) ? undefined : before[0];
      return old ? [findAt({ at: "text" }, {
        code: "content.earlier-differs", level: "suggestion", quote: fact.text,
        facts: { label: fact.label, now: fact.text, earlier: old.text, title: release.title, at: release.at },
      })] : [];
    }
    return [];
  });
}

function duplicates(input: CheckInput): Finding[] {
  const here = shingles(plainText(input.doc, input.facts));
  if (here.size < 10) return [];
  return input.earlier
    .map((release) => ({ release, alike: likeness(here, shingles(release.plain)) }))
    .filter(({ alike }) => alike >= duplicateFrom)
    .map(({ release, alike }) => findAt({ at: "text" }, { code: "content.duplicate", level: "reminder", facts: { title: release.title, at: release.at, percent: Math.floor(alike * 100) } }));
}

/** Says when a piece repeats an earlier release, or gives another number than the latest one of the same place. */
export const checkEarlier: Check = (input) => {
  const used = new Set(factsUsed(input.doc));
  return [...duplicates(input), ...differences(input.facts.filter((f) => used.has(f.id) || f.kind === "place"), input.earlier)];
};
