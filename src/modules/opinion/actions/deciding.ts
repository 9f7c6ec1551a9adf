import { accept, allow, found } from "#kernel/errors.ts";
import { record } from "#platform/audit/record.ts";
import type { Tx } from "#platform/db/database.ts";
import { announce } from "#platform/http/live.ts";
import type { Context } from "#platform/http/context.ts";
import { closeAlerts } from "#modules/duty/index.ts";
import { mayKeepWatch, mayReadTopics, mayTriage, watchesFor } from "../policy.ts";
import { planMerge, planSplit } from "../rules/lesson.ts";
import type { Mark } from "../rules/shapes.ts";
import { planTriage, whyNotUndo } from "../rules/triage.ts";
import * as store from "../store/triage.ts";
import { reachOf, seesTopic } from "../views/radar.ts";
import { foldedTopic } from "../views/topic.ts";
import { standingTopic } from "../views/topics.ts";

async function requireSeen(ctx: Context, tx: Tx, topicIds: readonly string[]): Promise<void> {
  const reach = await reachOf(tx, ctx.actor);
  for (const id of new Set(topicIds)) found(await seesTopic(tx, reach, id) ? true : null, "opinion.no-topic");
}

/** Decides about many topics in one batch; alerts about them are done with. */
export async function triage(ctx: Context, input: { topicIds: readonly string[]; to: Exclude<Mark, "case"> }): Promise<{ batchId: string; changed: number }> {
  const unitId = watchesFor(ctx.actor);
  allow(mayReadTopics(ctx.actor) && mayTriage(ctx.actor, unitId), "opinion.may-not-decide");
  return ctx.write(async (tx) => {
    await requireSeen(ctx, tx, input.topicIds);
    const topics = accept(planTriage(await store.lockMarks(tx, unitId, input.topicIds), input.to));
    return { batchId: await decide(ctx, tx, { unitId, to: input.to, topics }), changed: topics.length };
  });
}

/** A unit has a case about a topic, or takes part in one, in the same transaction: it has decided, and nobody of it is called about the topic any more. */
export async function noteCase(ctx: Context, tx: Tx, { topicId, unitId }: { topicId: string; unitId: string }): Promise<void> {
  const standing = await standingTopic(tx, topicId);
  const planned = planTriage(standing === null ? [] : await store.lockMarks(tx, unitId, [standing]), "case");
  if (planned.ok) await decide(ctx, tx, { unitId, to: "case", topics: planned.value });
}

async function decide(ctx: Context, tx: Tx, { unitId, to, topics }: { unitId: string; to: Mark; topics: readonly { id: string; before: Mark }[] }): Promise<string> {
  const batchId = await store.insertBatch(tx, { unitId, state: to, topics }, ctx.actor, ctx.now());
  for (const { id } of topics) await closeAlerts(tx, { type: "topic", id: `${id}/${unitId}` }, ["opinion.alert"], to, ctx.now());
  record(tx, { action: "opinion.triage", subject: { type: "topic", id: topics[0]?.id ?? "" }, facts: { batch: batchId, to, topics: topics.map(({ id }) => id) } });
  await announce(tx, "opinion", "alerts");
  return batchId;
}

/** Takes a batch back: every topic stands as it stood before. */
export async function undoTriage(ctx: Context, { batchId }: { batchId: string }): Promise<void> {
  await ctx.write(async (tx) => {
    const batch = found(await store.lockBatch(tx, batchId), "opinion.no-batch");
    allow(mayTriage(ctx.actor, batch.unitId), "opinion.may-not-decide");
    accept(whyNotUndo({ undone: batch.undone, to: batch.state }, batch.since));
    await store.undoBatch(tx, batch, ctx.actor, ctx.now());
    record(tx, { action: "opinion.undo-triage", subject: { type: "topic", id: batch.topics[0]?.id ?? "" }, facts: { batch: batchId, topics: batch.topics.length } });
    await announce(tx, "opinion");
  });
}

/** Two topics are one story: written as a lesson, taken up by the listener at once. */
export async function mergeTopics(ctx: Context, input: { topicId: string; withTopicId: string; reason: string }): Promise<void> {
  await teach(ctx, "merge", [input.topicId, input.withTopicId], input.reason, async (tx) => {
    const [a, b] = [found(await foldedTopic(tx, input.topicId), "opinion.no-topic"), found(await foldedTopic(tx, input.withTopicId), "opinion.no-topic")];
    accept(planMerge(a, b));
    return [];
  });
}

/** Some titles are another story. */
export async function splitTopic(ctx: Context, input: { topicId: string; titles: readonly string[]; reason: string }): Promise<void> {
  await teach(ctx, "split", [input.topicId], input.reason, async (tx) => {
    const topic = found(await foldedTopic(tx, input.topicId), "opinion.no-topic");
    return accept(planSplit(topic.titles, input.titles, topic.mergedInto));
  });
}

async function teach(ctx: Context, kind: "merge" | "split", topicIds: string[], reason: string, decide: (tx: Tx) => Promise<string[]>): Promise<void> {
  const unitId = watchesFor(ctx.actor);
  allow(mayKeepWatch(ctx.actor, unitId), "opinion.may-not-correct");
  await ctx.write(async (tx) => {
    await requireSeen(ctx, tx, topicIds);
    const titles = await decide(tx);
    const lesson = await store.insertLesson(tx, { kind, topicIds, titles, reason, unitId }, ctx.actor, ctx.now());
    record(tx, { action: `opinion.${kind}`, subject: { type: "topic", id: topicIds[0] ?? "" }, facts: { lesson, topics: topicIds, titles: titles.length, reason } });
    await announce(tx, "opinion");
  });
}
