import type { Actor } from "#kernel/actor.ts";
import type { Decision } from "#kernel/decision.ts";
import type { SealedEdition } from "#kernel/edition.ts";
import { sha256Hex } from "#kernel/fingerprint.ts";
import type { Urgency } from "#kernel/urgency.ts";
import { writeManifest } from "#modules/review/rules/manifest.ts";
import { planLine, planTargets } from "#modules/review/rules/plan.ts";
import { planPass, planReassign, planReturn, planSubmit, planWithdraw, postOf, type ReviewStage, type Route } from "#modules/review/rules/route.ts";
import { planDecline, planSign, type Asked, type Signing } from "#modules/review/rules/signature.ts";

/** What happened, in order: the only thing the judge looks at. */
export type Happening =
  | { kind: "submitted"; edition: number; text: number; by: string; path: "normal" | "emergency"; reason: string | null }
  | { kind: "passed"; stage: "first" | "second"; by: string; gates: number }
  | { kind: "asked"; hash: string; body: string }
  | { kind: "signed"; hash: string; unitId: string; by: string; secondFactor: boolean }
  | { kind: "declined"; hash: string; unitId: string; by: string; secondFactor: boolean }
  | { kind: "voided"; hash: string }
  | { kind: "returned" | "withdrawn" }
  | { kind: "cleared"; hash: string };

/** One piece and everything the rules need to know of it. The glue between the rules is as thin as in the actions. */
export type World = {
  urgency: Urgency; text: number; editing: boolean;
  plan: { line: readonly string[]; inOrder: boolean; accounts: readonly string[] };
  edition: number; route: Route | null; signing: Signing | null;
  /** Editions that went through 复审, with their text and who passed them. */
  reviewed: readonly { text: number; passedBy: readonly string[] }[];
  happened: readonly Happening[];
};

/** One thing somebody tries. */
export type Attempt =
  | { op: "edit" } | { op: "plan"; line: readonly string[]; inOrder: boolean; accounts: readonly string[]; reason: string | null }
  | { op: "submit"; by: Actor; path: "normal" | "emergency"; reason: string | null } | { op: "withdraw"; mine: boolean }
  | { op: "pass"; by: Actor; stage: "first" | "second"; gates: readonly string[] } | { op: "return"; by: Actor; stage: ReviewStage; reason: string }
  | { op: "reassign"; stage: ReviewStage; to: Actor } | { op: "comment" } | { op: "settle" }
  | { op: "sign"; by: Actor; unitId: string; hash: string } | { op: "decline"; by: Actor; unitId: string; reason: string };

const leadUnit = "lead";
const theirAccounts = ["website", "led", "sms"].map((id) => ({ id }));
const proposed = ["lead", "fire", "yjt"];

/** A piece nobody has submitted. */
export const aWorld = (urgency: Urgency): World => ({ urgency, text: 1, editing: true, plan: { line: proposed, inOrder: false, accounts: ["website", "led"] }, edition: 0, route: null, signing: null, reviewed: [], happened: [] });

/** What the world is after an attempt; the very same object when the rules refused it. */
export function attempt(world: World, a: Attempt): World {
  const { route, signing } = world;
  if (a.op === "edit") return world.editing ? { ...world, text: world.text + 1 } : world;
  if (a.op === "plan") return plan(world, a);
  if (a.op === "submit") return submit(world, a);
  if (!route) return world;
  switch (a.op) {
    case "comment": return { ...world, route: { ...route, openComments: route.openComments + 1 } };
    case "settle": return { ...world, route: { ...route, openComments: 0 } };
    case "withdraw": return after(planWithdraw(route, a.mine), world, (stage) => leave(world, { ...route, stage }, "withdrawn"));
    case "return": return after(planReturn(route, a.stage, a.by, a.reason), world, (stage) => leave(world, { ...route, stage }, "returned"));
    case "reassign": return after(planReassign(route, a.stage, a.to.holdings.some((h) => h.unitId === route.unitId && h.post === postOf[a.stage]) ? { id: a.to.personId } : undefined), world,
      ({ personId }) => ({ ...world, route: { ...route, reviewers: { ...route.reviewers, [a.stage]: personId } } }));
    case "pass": return after(planPass(route, a.stage, a.by, a.gates), world, (stage) => pass(world, route, a, stage));
    case "sign": return signing ? after(planSign(signing, a.unitId, a.by, route, a.hash), world, ({ answer, complete }) => sign(world, route, { ...signing, answers: [...signing.answers, answer] }, a, complete)) : world;
    case "decline": return signing ? after(planDecline(signing, a.unitId, a.by, route, a.reason), world, (answer) => leave({
      ...world, signing: { ...signing, answers: [...signing.answers, answer] },
      happened: [...world.happened, { kind: "declined", hash: signing.hash, unitId: a.unitId, by: a.by.personId, secondFactor: a.by.secondFactor }],
    }, { ...route, stage: "returned" }, "returned")) : world;
  }
}

const after = <T>(decision: Decision<T>, world: World, then: (value: T) => World): World => (decision.ok ? then(decision.value) : world);

function plan(world: World, a: Attempt & { op: "plan" }): World {
  if (!world.editing) return world;
  const line = planLine({ unitIds: a.line, proposed, leadUnitId: leadUnit, reason: a.reason });
  const targets = planTargets(a.accounts, theirAccounts);
  return line.ok && targets.ok ? { ...world, plan: { line: line.value.unitIds, inOrder: a.inOrder, accounts: targets.value } } : world;
}

function submit(world: World, a: Attempt & { op: "submit" }): World {
  if (!world.editing) return world;
  const before = world.reviewed.find((r) => r.text === world.text);
  const decision = planSubmit({ urgency: world.urgency, path: a.path, pathReason: a.reason, openComments: world.route?.openComments ?? 0, accounts: world.plan.accounts.length, reviewedAlready: before !== undefined });
  if (!decision.ok) return world;
  const carried = decision.value.stage === "final" && a.path === "normal" ? (before?.passedBy ?? []) : [];
  const route: Route = { stage: decision.value.stage, path: a.path, unitId: leadUnit, submittedBy: a.by.personId, reviewers: { first: null, second: null, final: null }, passedBy: carried, openComments: 0, afterReview: decision.value.afterReview };
  const next: World = {
    ...voided(world), editing: false, edition: world.edition + 1, route,
    happened: [...voided(world).happened, { kind: "submitted", edition: world.edition + 1, text: world.text, by: a.by.personId, path: a.path, reason: a.reason }],
  };
  return route.stage === "final" ? withManifest(next) : { ...next, signing: null };
}

function pass(world: World, route: Route, a: Attempt & { op: "pass" }, stage: Route["stage"]): World {
  const passedBy = [...route.passedBy, a.by.personId];
  const next: World = { ...world, route: { ...route, stage, passedBy }, happened: [...world.happened, { kind: "passed", stage: a.stage, by: a.by.personId, gates: a.gates.length }] };
  return stage === "final" ? withManifest({ ...next, reviewed: [...world.reviewed, { text: world.text, passedBy }] }) : next;
}

function sign(world: World, route: Route, signing: Signing, a: Attempt & { op: "sign" }, complete: boolean): World {
  const happened: Happening[] = [...world.happened, { kind: "signed", hash: a.hash, unitId: a.unitId, by: a.by.personId, secondFactor: a.by.secondFactor }];
  if (complete) happened.push({ kind: "cleared", hash: signing.hash });
  return { ...world, signing, route: { ...route, stage: complete ? "cleared" : "cosign" }, editing: complete, happened };
}

const leave = (world: World, route: Route, how: "returned" | "withdrawn"): World => {
  const next = voided(world);
  return { ...next, editing: true, route, happened: [...next.happened, { kind: how }] };
};

const voided = (world: World): World =>
  world.signing && !world.signing.void && world.route?.stage !== "cleared" ? { ...world, signing: { ...world.signing, void: true }, happened: [...world.happened, { kind: "voided", hash: world.signing.hash }] } : world;

const written = new Map<string, { body: string; hash: string }>();

function withManifest(world: World): World {
  const { plan: p, edition, text } = world;
  const order = [leadUnit, ...p.line.filter((u) => u !== leadUnit)];
  const asked = order.map((unitId, position): Asked => ({ unitId, unitName: unitId, position, role: position === 0 ? "lead" : "co" }));
  const key = JSON.stringify([p, edition, text]);
  const manifest = written.get(key) ?? writeManifest({
    edition: sealed(edition, text, p.line), editionHash: sha256Hex(`text ${text}`), renditions: p.accounts.map((accountId) => ({ accountId, connectorId: accountId, hash: sha256Hex(`${accountId} ${text}`) })),
    signers: asked.map(({ unitId, role }) => ({ unitId, role })), inOrder: p.inOrder, timing: { sendAt: null, embargoUntil: null, notAfter: null },
  });
  if (written.size < 50_000) written.set(key, manifest);
  return { ...world, signing: { hash: manifest.hash, inOrder: p.inOrder, void: false, asked, answers: [] }, happened: [...world.happened, { kind: "asked", ...manifest }] };
}

const words = { text: "", tuned: false };
const sealed = (number: number, text: number, line: readonly string[]): SealedEdition => ({
  pieceId: "00000000-0000-7000-8000-000000000001", editionId: `00000000-0000-7000-8000-${String(number).padStart(12, "0")}`, number, title: `第 ${text} 稿`, summary: "", doc: { blocks: [] }, facts: [], materials: [],
  variants: { web: words, phone: words, short: words, sms: words, led: words, chat: words, caption: words }, signature: { units: line.map((unitId) => ({ unitId, name: unitId, shortName: unitId, seal: "印" })) },
  urgency: "routine", column: "", regions: [], validUntil: null, correction: null,
});
