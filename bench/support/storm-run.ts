import Fastify from "fastify";
import { rungs } from "#kernel/connector.ts";
import { theHouse } from "#kernel/actor.ts";
import { contextOf } from "#platform/http/context.ts";
import type { House } from "#platform/house.ts";
import { mountHooks } from "#modules/channels/module.ts";
import { receive, witnessPlay } from "#modules/dispatch/module.ts";
import { aSigner } from "#modules/dispatch/fixtures/ready.ts";
import { callOf, lookOne } from "#modules/dispatch/sender/carry.ts";
import { writeSettlements } from "#modules/dispatch/sender/settler.ts";
import type { Settlement } from "#modules/dispatch/store/settle.ts";
import { boardOf } from "#modules/dispatch/views/board.ts";
import { writeNews } from "#modules/gateways/store/news.ts";
import { callableAccounts } from "#modules/channels/index.ts";
import { drawFrom } from "./draw.ts";
import type { PieceStand, Stand } from "./storm-fold.ts";
import type { Step } from "./storm-receipts.ts";
import type { Leg } from "./storm-world.ts";

/** How one order is brought in: what seeds it, how many receipts come together at most, and how many hands bring them at once. */
export type Manner = { seed: number; together: number; atOnce: number };

/** What an order came to: seconds, how many callbacks were believed and how many not, and how often a work had to be done again because two stood in each other's way. */
export type Passed = { seconds: number; believed: number; refused: number; again: number };

type Door = (step: Extract<Step, { by: "hook" }>) => Promise<number>;

async function openDoor(house: House): Promise<{ door: Door; close: () => Promise<void> }> {
  const app = Fastify();
  await mountHooks(app, house, receive);
  return {
    door: async ({ accountId, raw }) => (await app.inject({ method: "POST", url: `/hooks/${accountId}`, query: raw.query, headers: raw.headers, payload: Buffer.from(raw.body) })).statusCode,
    close: () => app.close(),
  };
}

/** A seeded order: anything may come at any time, but nobody looks at what was not answered yet. */
export function shuffled(steps: readonly Step[], seed: number): Step[] {
  const draw = drawFrom(seed);
  const keyed = steps.map((step) => ({ step, key: draw.next() }));
  const answers = new Map(keyed.flatMap(({ step, key }) => (step.by === "answer" ? [[step.settlement.deliveryId, key] as const] : [])));
  const keyOf = ({ step, key }: (typeof keyed)[number]): number => (step.by === "look" ? Math.max(key, (answers.get(step.settlement.deliveryId) ?? 0) + Number.EPSILON) : key);
  return keyed.map((one) => ({ step: one.step, key: keyOf(one) })).sort((a, b) => a.key - b.key).map(({ step }) => step);
}

/** Who takes receipts in, each at its own door; what two did in each other's way is done again, as platforms and senders do. */
function openTaker(house: House, door: Door, steps: readonly Step[], passed: Passed) {
  const persist = async (work: () => Promise<boolean>): Promise<void> => {
    for (let tries = 0; !(await work().catch(() => false)); tries += 1) {
      passed.again += 1;
      if (tries > 20) throw new Error("a receipt is not taken in");
    }
  };
  const answers = new Map(steps.flatMap((step) => (step.by === "answer" ? [[step.settlement.deliveryId, Promise.withResolvers<void>()] as const] : [])));
  const settle = async (settlements: readonly Settlement[]): Promise<void> => {
    if (settlements.length > 0) await persist(() => writeSettlements(house, settlements).then(() => true));
    for (const { deliveryId } of settlements) answers.get(deliveryId)?.resolve();
  };
  const knock = async (step: Extract<Step, { by: "hook" }>): Promise<boolean> => {
    const status = await door(step);
    if (status === 200) passed.believed += 1;
    if (status === 403) passed.refused += 1;
    return status < 500;
  };
  const ctx = contextOf(house, theHouse, "storm");
  const one = async (step: Step): Promise<void> => {
    switch (step.by) {
      case "hook": return persist(() => knock(step));
      case "play": return persist(() => ctx.observe((tx) => witnessPlay(ctx, tx, step.shown)).then(() => true));
      case "line": return persist(() => writeNews(house.db, step.accountId, [step.news], house.now()).then(() => true));
      case "look": await answers.get(step.settlement.deliveryId)?.promise; return settle([step.settlement]);
      case "answer": return settle([step.settlement]);
    }
  };
  return { settle, one };
}

/** Brings a storm in at the doors of the house, in its order, some together and several at once. */
export async function pass(house: House, steps: readonly Step[], { seed, together, atOnce }: Manner): Promise<Passed> {
  const { door, close } = await openDoor(house);
  const draw = drawFrom(seed ^ 0x5eed);
  const passed: Passed = { seconds: 0, believed: 0, refused: 0, again: 0 };
  const { settle, one } = openTaker(house, door, steps, passed);
  let next = 0;
  const bite = (): readonly Step[] => {
    const some = steps.slice(next, next + 1 + draw.below(together));
    next += some.length;
    return some;
  };
  const from = performance.now();
  await Promise.all(Array.from({ length: atOnce }, async () => {
    for (let some = bite(); some.length > 0; some = bite()) {
      await settle(some.flatMap((step) => (step.by === "answer" ? [step.settlement] : [])));
      for (const step of some) if (step.by !== "answer") await one(step);
    }
  }));
  passed.seconds = (performance.now() - from) / 1000;
  await close();
  return passed;
}

/** Afterwards somebody looks at what gateways reported, as the sender does in its time. */
export async function lookAtLines(house: House, legs: readonly Leg[]): Promise<void> {
  const lines = legs.filter(({ partId }) => partId !== null);
  const accounts = await callableAccounts(house.db, house.vault, [...new Set(lines.map(({ delivery }) => delivery.accountId))]);
  const results = { add: (settlement: Settlement) => writeSettlements(house, [settlement]), stop: async () => undefined };
  for (const { delivery } of lines) await lookOne(house, delivery, callOf(house, { ...delivery, rung: "accepted" }, accounts), results);
}

/** The boards as people see them, row by row, and how their pieces stand. */
export async function readBoards(house: House, pieceIds: readonly string[]): Promise<{ legs: Map<string, Stand>; pieces: Map<string, PieceStand> }> {
  const actor = aSigner("019b0000-0000-7000-8000-000000000001");
  const legs = new Map<string, Stand>();
  const rows = await house.db.selectFrom("content.piece").select(["id", "stage", "published_edition", "edition_number", "title", "unit_id"]).where("id", "in", [...pieceIds]).execute();
  for (const piece of rows) {
    const board = await boardOf(house.db, actor, { id: piece.id, title: piece.title, urgency: "routine", stage: piece.stage, unitId: piece.unit_id, editionNumber: piece.edition_number, participantUnitIds: [] }, { connectors: house.connectors, now: house.now() });
    for (const row of [...board.rows, ...board.earlier]) {
      const at = { accepted: row.acceptedAt, published: row.publishedAt, verified: row.verifiedAt, displayed: row.displayedAt };
      legs.set(row.deliveryId, { state: row.state, rung: row.rung, failureClass: row.failureClass, failureCode: row.failureCode, displayedNote: row.displayedNote, reached: rungs.filter((rung) => at[rung] !== null) });
    }
  }
  return { legs, pieces: new Map(rows.map((row) => [row.id, { stage: row.stage, published: row.published_edition }])) };
}
