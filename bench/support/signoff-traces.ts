import { randomInt } from "node:crypto";
import type { Actor } from "#kernel/actor.ts";
import type { Post } from "#kernel/posts.ts";
import { Urgency } from "#kernel/urgency.ts";
import { gates } from "#modules/review/rules/route.ts";
import { whyUnlawful } from "./signoff-judge.ts";
import { attempt, aWorld, type Attempt, type Happening, type World } from "./signoff-world.ts";

const person = (personId: string, secondFactor: boolean, ...held: (readonly [string, Post])[]): Actor => ({
  kind: "person", personId, name: personId, unitId: held[0]?.[0] ?? "", unitName: "", holdings: held.map(([unitId, post]) => ({ unitId, post, delegatedFrom: null })),
  scope: { all: false, systems: [], regions: [], unitIds: [] }, secondFactor,
});

/** People of four units: honest ones, people with many posts, people without a second factor, and people with no business here. */
const everybody: readonly Actor[] = [
  person("writer", true, ["lead", "editor"]), person("first", true, ["lead", "first-reviewer"]), person("second", true, ["lead", "second-reviewer"]), person("chief", true, ["lead", "signer"]),
  person("all", true, ["lead", "editor"], ["lead", "first-reviewer"], ["lead", "second-reviewer"], ["lead", "signer"]), person("bare", false, ["lead", "signer"], ["fire", "signer"], ["yjt", "liaison"]),
  person("lead-liaison", true, ["lead", "liaison"]), person("fire", true, ["fire", "liaison"]), person("yjt", true, ["yjt", "signer"]), person("two", true, ["fire", "signer"], ["yjt", "liaison"]),
  person("fire-editor", true, ["fire", "editor"], ["fire", "first-reviewer"]), person("city", true, ["city", "signer"]), person("nobody", true),
];
const people = new Map(everybody.map((p) => [p.personId, p]));
const may = (id: string): Actor => people.get(id) ?? person(id, false);
const units = ["lead", "fire", "yjt", "city"];

/** Numbers drawn from a seed (mulberry32), so that a trace that fails can be run again. */
export function drawFrom(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) % below;
  };
}

/** What an honest person would do next. */
function honestAttempt({ route, signing, editing }: World, draw: (below: number) => number): Attempt {
  if (editing || !route) return draw(3) === 0 ? { op: "edit" } : { op: "submit", by: may("writer"), path: "normal", reason: null };
  if (route.openComments > 0) return { op: "settle" };
  if (route.stage === "first" || route.stage === "second") return { op: "pass", by: may(route.reviewers[route.stage] ?? route.stage), stage: route.stage, gates };
  const left = signing?.asked.filter((a) => !signing.answers.some((x) => x.unitId === a.unitId)) ?? [];
  const unitId = left[draw(Math.max(1, left.length))]?.unitId ?? "lead";
  return { op: "sign", by: may(unitId === "lead" ? (route.reviewers.final ?? "chief") : unitId), unitId, hash: signing?.hash ?? "" };
}

/** Half of what is tried is what should happen next, the other half anything at all. */
function anyAttempt(world: World, draw: (below: number) => number, seen: readonly string[]): Attempt {
  if (draw(2) === 0) return honestAttempt(world, draw);
  const one = <T>(of: readonly T[]): T => of[draw(of.length)] as T;
  const by = one(everybody);
  const hash = draw(6) === 0 ? one([...seen, "f".repeat(64)]) : (world.signing?.hash ?? "f".repeat(64));
  const ticked = draw(5) === 0 ? gates.slice(draw(5)) : gates;
  const some = units.filter(() => draw(2) === 0);
  switch (draw(14)) {
    case 0: return { op: "edit" };
    case 1: return { op: "plan", line: draw(4) === 0 ? some : one([["lead", "fire"], ["fire", "lead", "yjt"], ["lead", "fire", "yjt"], ["lead", "yjt", "fire", "city"], ["lead"]]), inOrder: draw(2) === 0, accounts: one([["website"], ["website", "led"], ["sms"], ["strange"], []]), reason: one([null, "按实际涉及单位"]) };
    case 2: return { op: "submit", by, path: draw(4) === 0 ? "emergency" : "normal", reason: one([null, " ", "明火威胁居民区"]) };
    case 3: return draw(3) === 0 ? { op: "withdraw", mine: draw(2) === 0 } : { op: "submit", by: one(everybody), path: "normal", reason: null };
    case 4: return draw(3) === 0 ? { op: "return", by, stage: one(["first", "second", "final"]), reason: one(["", "请核对"]) } : { op: "settle" };
    case 5: return draw(4) === 0 ? { op: "decline", by, unitId: one(units), reason: one(["", "未核实"]) } : { op: "settle" };
    case 6: return draw(4) === 0 ? { op: "comment" } : { op: "reassign", stage: one(["first", "second", "final"]), to: by };
    case 7: case 8: case 9: return { op: "pass", by, stage: one(["first", "second"]), gates: ticked };
    default: return { op: "sign", by, unitId: one(units), hash };
  }
}

/** A figure of a run: how many were tried, how often something was cleared, and the first thing that must not be. */
export type Outcome = { traces: number; attempts: number; cleared: number; forged: number; unlawful: string | null };

/** Random traces over the rules: every clearance is judged by what happened before it. */
export function randomTraces(traces: number, seed = randomInt(2 ** 31)): Outcome & { seed: number } {
  const outcome: Outcome = { traces, attempts: 0, cleared: 0, forged: 0, unlawful: null };
  for (let n = 0; n < traces; n += 1) {
    const draw = drawFrom(seed + n);
    let world = aWorld(Urgency.options[draw(5)] ?? "routine");
    const seen: string[] = [];
    for (let left = 30 + draw(30); left > 0; left -= 1) {
      const next = attempt(world, anyAttempt(world, draw, seen));
      outcome.attempts += 1;
      if (next.happened.length > world.happened.length) {
        if (next.signing && !seen.includes(next.signing.hash)) seen.push(next.signing.hash);
        if (next.happened.at(-1)?.kind === "cleared") outcome.cleared += 1;
        const why = whyUnlawful(next.happened, people) ?? whyAsleep(next.happened, outcome);
        if (why) return { ...outcome, seed: seed + n, unlawful: `trace ${seed + n}: ${why}` };
      }
      world = next;
    }
  }
  return { ...outcome, seed };
}

/** The judge is tried too: a lawful story with one signature or one pass left out must be refused. */
function whyAsleep(happened: readonly Happening[], outcome: Outcome): string | null {
  if (happened.at(-1)?.kind !== "cleared" || outcome.cleared % 20 !== 0) return null;
  const from = happened.findLastIndex((h) => h.kind === "submitted");
  for (const [at, h] of happened.entries()) {
    if (at < from || (h.kind !== "signed" && h.kind !== "passed")) continue;
    outcome.forged += 1;
    if (whyUnlawful(happened.toSpliced(at, 1), people) === null) return `the judge let a story pass without its ${h.kind} at ${at}`;
  }
  return null;
}

const hashes = (world: World): readonly string[] => world.happened.flatMap((h) => (h.kind === "asked" ? [h.hash] : []));

/** Everything anybody may try in the small world: three units, one honest and one wrong person per step, current and stale manifests. */
function everyAttempt(world: World): Attempt[] {
  const { signing } = world;
  const signatures = signing ? (["lead", "fire", "yjt"] as const).flatMap((unitId): Attempt[] => {
    const right = may({ lead: "chief", fire: "fire", yjt: "two" }[unitId]);
    return [
      ...[...new Set([signing.hash, hashes(world)[0] ?? signing.hash])].map((hash): Attempt => ({ op: "sign", by: right, unitId, hash })), { op: "sign", by: may("bare"), unitId, hash: signing.hash },
      { op: "sign", by: may("all"), unitId, hash: signing.hash }, { op: "decline", by: right, unitId, reason: "未核实" },
    ];
  }) : [];
  return [
    { op: "edit" }, { op: "plan", line: ["lead", "fire", "yjt"], inOrder: true, accounts: ["website"], reason: null }, { op: "plan", line: ["lead", "fire"], inOrder: false, accounts: ["website"], reason: "森防不涉及" },
    { op: "submit", by: may("writer"), path: "normal", reason: null }, { op: "submit", by: may("all"), path: "normal", reason: null }, { op: "submit", by: may("writer"), path: "emergency", reason: "明火威胁居民区" },
    ...(["first", "second"] as const).flatMap((stage): Attempt[] => [{ op: "pass", by: may(stage), stage, gates }, { op: "pass", by: may("all"), stage, gates }]),
    { op: "return", by: may("chief"), stage: "final", reason: "请核对" }, { op: "withdraw", mine: true }, ...signatures,
  ];
}

/** Every interleaving of the small world, breadth first, up to a number of editions and steps; equal worlds are one. */
export function everyInterleaving(urgency: Urgency, mostEditions: number, mostSteps: number): { states: number; attempts: number; cleared: number; unlawful: string | null; steps: number; closed: boolean } {
  const start = aWorld(urgency);
  const known = new Set([keyOf(start)]);
  let edge: World[] = [start];
  const outcome = { states: 1, attempts: 0, cleared: 0, unlawful: null as string | null, steps: 0, closed: false };
  while (edge.length > 0 && outcome.steps < mostSteps) {
    const next: World[] = [];
    for (const world of edge) for (const tried of everyAttempt(world)) {
      const after = attempt(world, tried);
      outcome.attempts += 1;
      if (after === world || after.edition > mostEditions || after.text > mostEditions) continue;
      const key = keyOf(after);
      if (known.has(key)) continue;
      known.add(key);
      if (after.happened.at(-1)?.kind === "cleared") outcome.cleared += 1;
      outcome.unlawful ??= whyUnlawful(after.happened, people);
      next.push(after);
    }
    edge = next;
    outcome.states += next.length;
    outcome.steps += 1;
  }
  return { ...outcome, closed: edge.length === 0 };
}

/** Two worlds are one when rules and judge can no longer tell them apart: the same state, and the same story of the edition under way. */
function keyOf({ happened, ...state }: World): string {
  const from = happened.findLastIndex((h) => h.kind === "submitted");
  const story = happened.slice(Math.max(0, from)).map((h) => (h.kind === "asked" ? h.hash : h));
  return JSON.stringify([state, story, happened.find((h) => h.kind === "asked")?.hash ?? null]);
}
