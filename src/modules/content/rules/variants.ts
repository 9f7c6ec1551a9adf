import type { Doc, Fact } from "#kernel/document.ts";
import { type SignatureLine, VariantKind, type VariantText } from "#kernel/edition.ts";
import type { Urgency } from "#kernel/urgency.ts";
import { dress, type Frame } from "./frame.ts";
import { defaultLimits, type VariantLimits } from "./limits.ts";
import { fillPlaceholders } from "./placeholders.ts";
import { chooseSentences, flow, type Sentence, sentencesOf } from "./sentences.ts";
import { smsParts } from "./sms.ts";
import { stripLines, wholeClauseLines } from "./strips.ts";
import { countCharacters, factBook, type FactBook, factsUsed, plainText } from "./text.ts";

/** The forms a person may tune by hand; web and phone are the structured text itself. */
export const tunableKinds = ["short", "sms", "led", "chat", "caption"] as const satisfies readonly VariantKind[];
export type TunableKind = (typeof tunableKinds)[number];

/** Hand-tuned words by form, facts standing as `{{fact:id}}`. */
export type TunedTexts = Partial<Record<TunableKind, string>>;

/** A piece as its forms are made from it. Title and summary may hold facts as `{{fact:id}}`. */
export type VariantInput = {
  title: string;
  summary: string;
  doc: Doc;
  facts: readonly Fact[];
  signature: SignatureLine | null;
  urgency: Urgency;
  /** Where the whole text will stand; empty when nothing is linked. */
  siteAddress: string;
  tuned?: TunedTexts;
  limits?: VariantLimits;
};

type Bench = { input: VariantInput; frame: Frame; book: FactBook; sentences: Sentence[]; limits: VariantLimits };

const benchOf = (input: VariantInput): Bench => {
  const book = factBook(input.facts);
  const title = fillPlaceholders(input.title, input.facts);
  return {
    input, book, frame: { title, signature: input.signature, siteAddress: input.siteAddress },
    sentences: sentencesOf(input, book), limits: input.limits ?? defaultLimits,
  };
};

const dressed = (bench: Bench, kind: VariantKind, template: string) =>
  dress(kind, fillPlaceholders(template, bench.input.facts), bench.frame, bench.limits);

/** Whole sentences within a room of characters; the title alone when not even one fits. */
function withinCharacters(bench: Bench, kind: "short" | "chat", room: number): string {
  const chosen = chooseSentences(bench.sentences, (some) => countCharacters(dressed(bench, kind, flow(some))) <= room);
  return chosen.length ? flow(chosen) : bench.input.title;
}

/** A hotline is added when the chosen sentences name none and the piece has one. */
function withHotline(bench: Bench, chosen: readonly Sentence[]): string {
  const used = new Set(factsUsed(bench.input.doc));
  const hotlines = bench.input.facts.filter((f) => f.kind === "hotline" && used.has(f.id));
  const words = flow(chosen);
  const first = hotlines[0];
  return first && !hotlines.some((h) => words.includes(h.id)) ? `${words}${first.label}：{{fact:${first.id}}}。` : words;
}

/** Key sentences within two parts; routine messages keep to one part when it holds the weightiest sentence and another. */
function smsTemplate(bench: Bench): string {
  const within = (parts: number) => chooseSentences(bench.sentences, (some) => {
    const message = smsParts(dressed(bench, "sms", withHotline(bench, some)));
    return message.parts.length <= parts && message.broken.length === 0;
  });
  const one = within(1);
  const calm = bench.input.urgency === "routine" || bench.input.urgency === "blue";
  const heaviest = bench.sentences.reduce<Sentence | undefined>((best, s) => (best && best.weight >= s.weight ? best : s), undefined);
  const chosen = (calm && one.length >= 2 && one.some((s) => s === heaviest)) || one.length === bench.sentences.length ? one : within(2);
  return withHotline(bench, chosen.length ? chosen : [{ template: bench.input.title, text: "", weight: 0, order: 0 }]);
}

/** Whole sentences laid into lines; the strip never shows half of one. */
function linesTemplate(bench: Bench, kind: "led" | "caption"): string {
  const width = kind === "led" ? bench.limits.ledLine : bench.limits.captionLine;
  const lay = (s: Sentence) => (kind === "led" ? wholeClauseLines(s.template, width, bench.book) : stripLines(s.template, width, bench.book));
  const body = (some: readonly Sentence[]) => some.flatMap((s) => lay(s) ?? []).join("\n");
  const room = (some: readonly Sentence[]) => {
    const text = dressed(bench, kind, body(some));
    return kind === "led" ? countCharacters(text) <= Math.min(bench.limits.led, 120) : text.split("\n").length <= Math.min(bench.limits.captionLines, 10);
  };
  const chosen = chooseSentences(bench.sentences.filter((s) => lay(s) !== null), room);
  return chosen.length ? body(chosen) : stripLines(bench.input.title, width, bench.book).join("\n");
}

function templateFor(bench: Bench, kind: TunableKind): string {
  switch (kind) {
    case "short": return withinCharacters(bench, "short", bench.limits.short);
    case "chat": return withinCharacters(bench, "chat", Math.min(bench.limits.chat, 400));
    case "sms": return smsTemplate(bench);
    case "led":
    case "caption": return linesTemplate(bench, kind);
  }
}

/** The derived words of a form before title, link and signature are put around them: where hand-tuning starts. */
export const variantTemplate = (kind: TunableKind, input: VariantInput): string => templateFor(benchOf(input), kind);

const isTunable = (kind: VariantKind): kind is TunableKind => tunableKinds.some((k) => k === kind);

/** Every form of a piece: hand-tuned where somebody tuned it, derived by rule elsewhere, signed by rule everywhere. */
export function deriveVariants(input: VariantInput): Record<VariantKind, VariantText> {
  const bench = benchOf(input);
  const entries = VariantKind.options.map((kind): [VariantKind, VariantText] => {
    if (!isTunable(kind)) return [kind, { text: dress(kind, plainText(input.doc, input.facts), bench.frame), tuned: false }];
    const byHand = input.tuned?.[kind];
    return [kind, { text: dressed(bench, kind, byHand ?? templateFor(bench, kind)), tuned: byHand !== undefined }];
  });
  return Object.fromEntries(entries) as Record<VariantKind, VariantText>;
}
