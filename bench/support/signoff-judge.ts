import type { Actor } from "#kernel/actor.ts";
import type { Happening } from "./signoff-world.ts";

type Named = { signers: { unitId: string; role: "lead" | "co" }[]; inOrder: boolean };

const speaks = (people: ReadonlyMap<string, Actor>, personId: string, unitId: string, posts: readonly string[]): boolean =>
  people.get(personId)?.holdings.some((h) => h.unitId === unitId && posts.includes(h.post)) ?? false;

/**
 * Reads only what happened, never the rules: says what is wrong with the clearance that just happened, or null.
 * A publication needs the full, valid set of signatures over that very manifest, after the reviews it is owed.
 */
export function whyUnlawful(happened: readonly Happening[], people: ReadonlyMap<string, Actor>): string | null {
  const cleared = happened.at(-1);
  if (cleared?.kind !== "cleared") return null;
  const from = happened.findLastIndex((h) => h.kind === "submitted");
  const submitted = happened[from];
  if (submitted?.kind !== "submitted") return "cleared without a submission";
  const way = happened.slice(from);
  const asked = way.find((h) => h.kind === "asked");
  if (asked?.kind !== "asked" || asked.hash !== cleared.hash) return "cleared another manifest than the newest edition's";
  if (way.some((h) => h.kind === "returned" || h.kind === "withdrawn" || h.kind === "declined" || (h.kind === "voided" && h.hash === cleared.hash))) return "cleared although it was returned, withdrawn, declined or void";
  return whyUnreviewed(happened, from, submitted, people) ?? whyUnsigned(way, cleared.hash, JSON.parse(asked.body) as Named, submitted, people);
}

function whyUnreviewed(happened: readonly Happening[], from: number, submitted: Happening & { kind: "submitted" }, people: ReadonlyMap<string, Actor>): string | null {
  if (submitted.path === "emergency") return submitted.reason?.trim() ? null : "emergency without a reason";
  const passes = passesOf(happened, from);
  const carried = passes.length > 0 ? passes : (happened.flatMap((h, at) => (h.kind === "submitted" && h.text === submitted.text && at < from ? [passesOf(happened, at)] : [])).find((earlier) => earlier.length === 2) ?? []);
  const [first, second] = carried;
  if (first?.stage !== "first" || second?.stage !== "second") return "not reviewed twice";
  if (first.gates < 5 || second.gates < 5) return "passed without five gates";
  if (first.by === second.by) return "one person passed both reviews";
  if (!speaks(people, first.by, "lead", ["first-reviewer"]) || !speaks(people, second.by, "lead", ["second-reviewer"])) return "passed by somebody without the post";
  return passes.some((p) => p.by === submitted.by) ? "passed by the one who submitted it" : null;
}

/** The passes that belong to the submission at `from`. */
function passesOf(happened: readonly Happening[], from: number): (Happening & { kind: "passed" })[] {
  const rest = happened.slice(from + 1);
  const end = rest.findIndex((h) => h.kind === "submitted");
  return rest.slice(0, end === -1 ? undefined : end).filter((h) => h.kind === "passed");
}

function whyUnsigned(way: readonly Happening[], hash: string, named: Named, submitted: Happening & { kind: "submitted" }, people: ReadonlyMap<string, Actor>): string | null {
  const signatures = way.filter((h) => h.kind === "signed");
  if (signatures.some((s) => s.hash !== hash)) return "a signature over another manifest";
  if (signatures.length !== named.signers.length) return "not as many signatures as units";
  for (const [at, { unitId, role }] of named.signers.entries()) {
    const signature = signatures.find((s) => s.unitId === unitId);
    if (!signature) return `${unitId} did not sign`;
    if (!signature.secondFactor) return `${unitId} signed without a second factor`;
    if (!speaks(people, signature.by, unitId, role === "lead" ? ["signer"] : ["signer", "liaison"])) return `${unitId} was signed for by somebody without the post`;
    if (role === "lead" && (at !== 0 || signatures[0] !== signature)) return "the lead did not sign first";
    if (named.inOrder && signatures[at] !== signature) return "signed out of order";
  }
  const lead = signatures[0]?.by ?? "";
  if (lead === submitted.by) return "终审 by the one who submitted it";
  const passes = way.filter((h) => h.kind === "passed");
  return submitted.path === "normal" && passes.some((p) => p.by === lead) ? "终审 by one who passed it before" : null;
}
