import { casualtyKinds, type Fact } from "#kernel/document.ts";
import type { Finding } from "#kernel/finding.ts";
import { spanAt } from "../text.ts";
import { type CasualtyMention, casualtyMentions, nobodyHarmed } from "./casualty-mentions.ts";
import { type Check, type CheckInput, findAt, type Stretch, stretchesOf } from "./input.ts";

/** The codes this file can find. */
export const casualtyCodes = ["content.casualty-typed", "content.casualty-differs", "content.casualty-kind", "content.casualty-none-typed"] as const;

const factsOf = (input: CheckInput, kind: CasualtyMention["kind"]): Fact[] =>
  input.facts.filter((f) => (kind === "any" ? casualtyKinds.includes(f.kind) : f.kind === kind));

/** A figure typed by hand never clears; where the fact sheet knows a number, the finding says which (product.md, refusal 5). */
function typedFigure(input: CheckInput, stretch: Stretch, mention: CasualtyMention): Finding {
  const known = factsOf(input, mention.kind).filter((f) => f.number !== null);
  const fact = known.find((f) => f.number === mention.number) ?? known[0];
  if (fact && mention.number !== null && fact.number !== mention.number && mention.kind !== "any") {
    return findAt(stretch, {
      code: "content.casualty-differs", level: "blocking", quote: mention.words, suggestion: fact.text,
      facts: { typed: mention.number, fact: fact.number ?? 0, label: fact.label },
    });
  }
  return findAt(stretch, {
    code: "content.casualty-typed", level: "blocking", quote: mention.words, facts: { words: mention.words, label: fact?.label ?? "" },
    ...(fact ? { suggestion: fact.text } : {}),
  });
}

/** A placed fact whose words around it say something else: the number of the dead before 受伤. */
function placedFigure(input: CheckInput, stretch: Stretch, mention: CasualtyMention, factId: string): Finding[] {
  const fact = input.facts.find((f) => f.id === factId);
  if (!fact || mention.kind === "any" || fact.kind === mention.kind || !casualtyKinds.includes(fact.kind)) return [];
  return [findAt(stretch, { code: "content.casualty-kind", level: "suggestion", quote: mention.words, facts: { label: fact.label, words: mention.words } })];
}

function nobodyFindings(input: CheckInput, stretch: Stretch): Finding[] {
  return nobodyHarmed(stretch).filter((m) => !spanAt(stretch, m.start, m.end)).flatMap((m) => {
    const known = factsOf(input, m.kind).filter((f) => f.number !== null);
    const harmed = known.find((f) => (f.number ?? 0) > 0);
    if (harmed) {
      return [findAt(stretch, {
        code: "content.casualty-differs", level: "blocking", quote: m.words, suggestion: harmed.text,
        facts: { typed: 0, fact: harmed.number ?? 0, label: harmed.label },
      })];
    }
    return known.length ? [] : [findAt(stretch, { code: "content.casualty-none-typed", level: "reminder", quote: m.words, facts: { words: m.words } })];
  });
}

/** Figures of dead, injured and missing people enter a text only as facts with a source. */
export const checkCasualties: Check = (input) =>
  stretchesOf(input).flatMap((stretch) => [
    ...casualtyMentions(stretch).flatMap((mention) => {
      const span = spanAt(stretch, mention.start, mention.end);
      return span ? placedFigure(input, stretch, mention, span.factId) : [typedFigure(input, stretch, mention)];
    }),
    ...nobodyFindings(input, stretch),
  ]);
