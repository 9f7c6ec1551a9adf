import { z } from "zod";

/** How a run of text looks. Links are kept apart because they carry an address. */
export const Mark = z.enum(["bold", "italic", "underline"]);
export type Mark = z.infer<typeof Mark>;

/** A run inside a block: text, a master fact by reference, or a line break. */
export const Inline = z.discriminatedUnion("type", [
  z.object({ type: z.literal("text"), text: z.string(), marks: z.array(Mark).optional(), href: z.url({ protocol: /^https?$|^tel$|^mailto$/ }).optional() }),
  z.object({ type: z.literal("fact"), factId: z.uuid() }),
  z.object({ type: z.literal("break") }),
]);
export type Inline = z.infer<typeof Inline>;

/** One block of structured text. Lists are flat, tables are cells of runs: what every channel can carry. */
export const Block = z.discriminatedUnion("type", [
  z.object({ type: z.literal("heading"), level: z.union([z.literal(2), z.literal(3)]), content: z.array(Inline) }),
  z.object({ type: z.literal("paragraph"), content: z.array(Inline) }),
  z.object({ type: z.literal("list"), ordered: z.boolean(), items: z.array(z.array(Inline)) }),
  z.object({ type: z.literal("quote"), content: z.array(z.array(Inline)) }),
  z.object({ type: z.literal("table"), header: z.boolean(), rows: z.array(z.array(z.array(Inline))) }),
  z.object({ type: z.literal("image"), materialId: z.uuid(), alt: z.string(), caption: z.string().optional() }),
  z.object({ type: z.literal("video"), materialId: z.uuid(), caption: z.string().optional() }),
]);
export type Block = z.infer<typeof Block>;

/** The structured text of a piece, as it is frozen into an edition. */
export const Doc = z.object({ blocks: z.array(Block) });
export type Doc = z.infer<typeof Doc>;

/** What a fact says: figures of people are typed so that none can be written by hand. */
export const FactKind = z.enum(["time", "place", "deaths", "injured", "missing", "evacuated", "hotline", "level", "area", "unit", "figure", "statement"]);
export type FactKind = z.infer<typeof FactKind>;

/** Kinds whose number may only enter a text as a fact with a source (product.md, refusal 5). */
export const casualtyKinds: readonly FactKind[] = ["deaths", "injured", "missing"];

/** A master fact at one version: `text` is what is placed in the piece, `number` its figure where it has one. */
export const Fact = z.object({
  id: z.uuid(),
  kind: FactKind,
  label: z.string(),
  text: z.string(),
  number: z.number().nullable(),
  source: z.string(),
  version: z.number().int(),
});
export type Fact = z.infer<typeof Fact>;
