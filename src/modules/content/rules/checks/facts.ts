import { casualtyKinds, type Fact } from "#kernel/document.ts";
import type { Finding } from "#kernel/finding.ts";
import { numeralPattern, parseNumeral } from "../numerals.ts";
import { spanAt } from "../text.ts";
import { type Check, findAt, type Stretch, stretchesOf } from "./input.ts";

/** The codes this file can find. */
export const factCodes = ["content.fact-missing", "content.fact-without-source", "content.figure-differs"] as const;

const defaultWords: Partial<Record<Fact["kind"], readonly string[]>> = {
  evacuated: ["疏散", "转移", "撤离", "安置"],
  area: ["过火面积", "受害面积", "过火", "燃烧面积"],
};

const wordsOf = (fact: Fact): string[] => [fact.label, ...(defaultWords[fact.kind] ?? [])].filter((w) => w.length >= 2);

/** The measure a fact counts in, read from its own words: 846人 counts 人, 12公顷 counts 公顷. */
const measureOf = (fact: Fact): string => /\d\s*[余多]?\s*(平方米|平方公里|公顷|公里|万元|人|户|辆|台|处|起|亩|米|名|吨)/.exec(fact.text)?.[1] ?? "";

function disagreements(stretch: Stretch, fact: Fact): Finding[] {
  if (fact.number === null || casualtyKinds.includes(fact.kind) || fact.kind === "time" || fact.kind === "hotline") return [];
  const measure = measureOf(fact);
  if (measure === "") return [];
  const labels = wordsOf(fact).map((w) => w.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join("|");
  const near = new RegExp(`(?:${labels})[^，。；！？\\d\\n]{0,8}?(${numeralPattern})\\s*${measure === "人" ? "[名人]" : measure}`, "g");
  return [...stretch.text.matchAll(near)].flatMap((m) => {
    const words = m[1] ?? "";
    const start = m.index + m[0].lastIndexOf(words);
    const typed = parseNumeral(words);
    if (typed === null || typed === fact.number || spanAt(stretch, start, start + words.length)) return [];
    return [findAt(stretch, {
      code: "content.figure-differs", level: "suggestion", quote: m[0], suggestion: fact.text, facts: { typed, fact: fact.number ?? 0, label: fact.label },
    })];
  });
}

/** Placed facts exist and have a source; figures typed beside a fact's own words agree with it. */
export const checkFacts: Check = (input) => {
  const byId = new Map(input.facts.map((f) => [f.id, f]));
  return stretchesOf(input).flatMap((stretch) => {
    const ids = [...new Set(stretch.spans.map((s) => s.factId))];
    const placed = ids.flatMap((id): Finding[] => {
      const fact = byId.get(id);
      if (!fact) return [findAt(stretch, { code: "content.fact-missing", level: "blocking", facts: { fact: id } })];
      if (fact.source.trim() === "") {
        return [findAt(stretch, { code: "content.fact-without-source", level: "blocking", facts: { label: fact.label }, quote: fact.text })];
      }
      return [];
    });
    return [...placed, ...input.facts.flatMap((fact) => disagreements(stretch, fact))];
  });
};
