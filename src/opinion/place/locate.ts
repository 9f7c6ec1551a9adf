import type { Place, Reason } from "../reading.ts";
import { type Gazetteer, provinceOf } from "./gazetteer.ts";
import { findMentions } from "./mentions.ts";
import { levelOf } from "./region.ts";
import { type Named, resolveMentions } from "./resolve.ts";
import { type Role, rolesOf } from "./roles.ts";
import { inThousandths, likelihood as likelihoodOf } from "./odds.ts";
import type { Words } from "./tokens.ts";

/** Where a title plays, with every place it names and how it was found. */
export type Located = { region: "in" | "out" | "unsure"; place: Place | null; mentions: readonly string[]; /** Is a place abroad named? */ abroad: boolean; why: readonly Reason[] };

/** Less likely than this, a name is not taken for a place. */
const believed = 0.5;
/** How far we are from sure where a river runs through two provinces, and where a place elsewhere is named as well. */
const doubts = { river: 0.6, elsewhere: 0.7 } as const;

type Placed = { named: Named; role: Role; likelihood: number };

const nowhere: Located = { region: "unsure", place: null, mentions: [], abroad: false, why: [] };

/** Places a title: finds the names, settles what they stand for, asks what each place does in the sentence, and abstains when that leaves it open. */
export function locate(title: Words, gazetteer: Gazetteer, when: number): Located {
  const found = findMentions(title, gazetteer, when);
  if (found.length === 0) return nowhere;
  const named = resolveMentions(found, gazetteer, when).filter((one) => likelihoodOf(one.odds) >= believed);
  if (named.length === 0) return { ...nowhere, why: [{ rule: "place.unlikely", words: found.map((one) => one.name) }] };
  const roles = rolesOf(title, named);
  const placed = named.map((one, i): Placed => ({ named: one, role: roles[i] ?? "at", likelihood: likelihoodOf(one.odds) }));
  const why = placed.map(({ named: one, role, likelihood }): Reason => ({ rule: `place.${role}`, words: [one.name, ...one.codes], figure: likelihood }));
  const mentions = [...new Set(placed.flatMap(({ named: one }) => one.codes))];
  return { ...settle(placed, gazetteer, when), mentions, abroad: named.some((one) => one.codes.length === 0 && one.form !== "namesake"), why };
}

function settle(placed: readonly Placed[], gazetteer: Gazetteer, when: number): Pick<Located, "region" | "place"> {
  const goals = placed.filter((one) => one.role === "goal");
  const said = goals.length > 0 ? goals : placed.filter((one) => one.role === "at");
  // Where something comes from is where it plays when nothing else is named.
  const at = said.length > 0 ? said : placed.filter((one) => one.role === "from");
  const ours = (one: Placed) => one.named.codes.length > 0 && one.named.codes.some((code) => provinceOf(code) === gazetteer.province);
  const here = at.filter(ours);
  if (here.length === 0) {
    if (at.length > 0) return { region: "out", place: null };
    const only = placed.every((one) => one.role === "carrier");
    return { region: placed.some(ours) || only ? "unsure" : "out", place: null };
  }
  // A name that several places share, ours among them, does not tell which; a river through both does.
  const certain = here.filter((one) => one.named.shared || one.named.codes.every((code) => provinceOf(code) === gazetteer.province));
  if (certain.length === 0) return { region: "unsure", place: null };
  const elsewhere = at.length - here.length;
  const rivers = certain.every((one) => one.named.shared);
  // A river that borders us with another place named there is over there.
  if (elsewhere > 0 && rivers) return { region: "out", place: null };
  const code = common(certain, gazetteer, when);
  const likelihood = Math.max(...certain.map((one) => one.likelihood)) * (rivers ? doubts.river : 1) * (elsewhere > 0 ? doubts.elsewhere : 1);
  return { region: "in", place: { code, level: levelOf(code), likelihood: inThousandths(likelihood) } };
}

/** The lowest place that holds all that is said: a line of parents gives its lowest, places side by side what they have in common. */
function common(certain: readonly Placed[], gazetteer: Gazetteer, when: number): string {
  const lines = certain.map((one) => {
    const own = one.named.codes.filter((code) => provinceOf(code) === gazetteer.province).map((code) => gazetteer.lineage(code, when));
    return own.length === 1 ? (own[0] ?? []) : shared(own);
  }).filter((line) => line.length > 0).toSorted((a, b) => b.length - a.length);
  const deepest = lines[0] ?? [];
  const apart = lines.filter((line) => !deepest.includes(line[0] ?? ""));
  return (apart.length === 0 ? deepest : shared([deepest, ...apart]))[0] ?? `${gazetteer.province}0000`;
}

const shared = (lines: readonly (readonly string[])[]): readonly string[] => (lines[0] ?? []).filter((code) => lines.every((line) => line.includes(code)));
