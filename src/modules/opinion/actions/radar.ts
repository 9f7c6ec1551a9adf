import { halfLifeOf, peakOf, trendOf } from "#opinion/heat/series.ts";
import { isoDay } from "#kernel/clock.ts";
import { allow, found } from "#kernel/errors.ts";
import type { Context } from "#platform/http/context.ts";
import { factsOf, placesOn, unitsById } from "#modules/organisation/index.ts";
import type { Sifting, TopicLine } from "../contract.ts";
import { mayKeepWatch, mayReadTopics, mayTriage, watchesFor } from "../policy.ts";
import { tellingReasons } from "../rules/telling.ts";
import { whyNotUndo } from "../rules/triage.ts";
import type { Reason } from "../rules/shapes.ts";
import { placeNamesOf } from "../views/places.ts";
import { answerRows } from "../views/answers.ts";
import { overview, reachOf, seesTopic, topicRow, topicRows, type TopicRow } from "../views/radar.ts";
import { alertRows, batchRows, correctionRows, heatRows, itemRows, profilesFound } from "../views/topic.ts";
import { standingTopic } from "../views/topics.ts";

const mostItems = 200;
const mostHours = 24 * 30;
const mostBatches = 20;
const mostAnswers = 10;

const reasonsIn = (reading: string | null): Reason[] => (reading === null ? [] : (JSON.parse(reading) as { why: Reason[] }).why);

const lineOf = (row: TopicRow): TopicLine => ({
  id: row.id, title: row.title, placeCode: row.placeCode, placeName: row.placeName, category: row.category, hazard: row.hazard, concern: row.concern, emergency: row.emergency, needsCheck: row.needsCheck, heat: row.heat, peak: row.peak,
  items: row.items, sources: row.sources, deaths: row.deaths, injured: row.injured, missing: row.missing, magnitude: row.magnitude,
  firstSeenAt: row.firstSeenAt.toISOString(), lastSeenAt: row.lastSeenAt.toISOString(), mark: row.mark, alertedAt: row.alertedAt?.toISOString() ?? null, answers: row.answers, lastDay: row.lastDay, why: tellingReasons(reasonsIn(row.reading)),
});

/** Topics within what a person sees. */
export async function listTopics(ctx: Context, ask: Sifting & { page: number; size: number }) {
  allow(mayReadTopics(ctx.actor), "opinion.may-not-read");
  const unitId = watchesFor(ctx.actor);
  const { items, ...rest } = await topicRows(ctx.read, await reachOf(ctx.read, ctx.actor), unitId, ask, ctx.now());
  return { ...rest, items: items.map(lineOf), mayTriage: mayTriage(ctx.actor, unitId) };
}

/** When topics began and where they lie; a county that nobody speaks of stands with zero, because it was looked at. */
export async function readOverview(ctx: Context, ask: Sifting) {
  allow(mayReadTopics(ctx.actor), "opinion.may-not-read");
  const { hours, places } = await overview(ctx.read, await reachOf(ctx.read, ctx.actor), watchesFor(ctx.actor), ask, ctx.now());
  const [drawn, counties] = await Promise.all([factsOf(ctx.read, "tiles"), placesOn(ctx.read, isoDay(ctx.now()))]);
  const rows = drawn && drawn.length > 0 ? drawn : counties.filter((place) => place.parent !== null).map((place, i) => ({ code: place.code, name: place.name.slice(0, 4), row: Math.floor(i / 10) + 1, col: (i % 10) + 1 }));
  return {
    hours: hours.map(({ hour, topics }) => ({ hour: hour.toISOString(), topics })),
    tiles: rows.map((tile) => ({ code: tile.code, name: tile.name, row: tile.row, col: tile.col, count: places.get(tile.code) ?? 0 })), drawnFrom: drawn && drawn.length > 0 ? "preset" : "codes",
  };
}

/** Whither the heat goes, when it was greatest once that is over, and how fast it halves. */
function courseOf(heat: readonly { hour: Date; value: number | null; looked: boolean }[]) {
  const series = heat.map(({ value }) => value);
  const peak = peakOf(series, (i) => heat[i]?.looked ?? false);
  const hour = peak && heat[peak.hour]?.hour;
  return { trend: trendOf(series).direction, peak: peak && hour ? { hour: hour.toISOString(), heat: peak.heat } : null, halfLifeHours: halfLifeOf(series, peak?.heat ?? null) };
}

/** One topic with everything it rests on. One outside what the person sees does not exist for them. */
export async function readTopic(ctx: Context, input: { topicId: string }) {
  allow(mayReadTopics(ctx.actor), "opinion.may-not-read");
  const topicId = found(await standingTopic(ctx.read, input.topicId), "opinion.no-topic");
  found(await seesTopic(ctx.read, await reachOf(ctx.read, ctx.actor), topicId) ? true : null, "opinion.no-topic");
  const unitId = watchesFor(ctx.actor);
  const row = found(await topicRow(ctx.read, unitId, topicId, ctx.now()), "opinion.no-topic");
  const shown = ctx.actor.scope.all ? null : [...new Set([unitId, ...ctx.actor.scope.unitIds])];
  const [items, heat, alerts, profiles, corrections, answers] = await Promise.all([
    itemRows(ctx.read, topicId, mostItems), heatRows(ctx.read, topicId, mostHours), alertRows(ctx.read, topicId, shown), profilesFound(ctx.read, topicId, shown ?? [unitId]), correctionRows(ctx.read, topicId), answerRows(ctx.read, topicId, mostAnswers),
  ]);
  const units = await unitsById(ctx.read, alerts.map((alert) => alert.unitId), isoDay(ctx.now()));
  const why = (text: string | null): Reason[] => (text === null ? [] : (JSON.parse(text) as Reason[]));
  const telling = items.map((item) => (item.reading === null ? null : (JSON.parse(item.reading) as { emergency: number; why: Reason[] })));
  return {
    topic: lineOf(row), placeNames: await placeNamesOf(ctx.read, row.placeLine), placeLikelihood: row.placeLikelihood,
    items: items.map(({ reading: _, ...item }, i) => ({ ...item, why: why(item.why), emergency: telling[i]?.emergency ?? null, seenAt: item.seenAt.toISOString(), publishedAt: item.publishedAt?.toISOString() ?? null })),
    why: reasonsIn(row.reading),
    heat: heat.map(({ hour, value }) => ({ hour: hour.toISOString(), value })), course: courseOf(heat),
    answers: answers.map(({ kind, id, link, at, ...one }) => ({ ...one, link: link ?? `${ctx.house.publicUrl}/a/${id}`, pieceId: kind === "release" ? id : null, at: at.toISOString() })),
    alerts: alerts.map(({ unitId: of, grounds, raisedAt, ...alert }) => ({ ...alert, unitName: units.get(of)?.shortName ?? "", raisedAt: raisedAt.toISOString(), ...(JSON.parse(grounds) as { titles: string[]; figures: Record<string, number>; why: Reason[] }) })),
    profiles, corrections: corrections.map((one) => ({ ...one, at: one.at.toISOString() })), mayTriage: mayTriage(ctx.actor, unitId), mayCorrect: mayKeepWatch(ctx.actor, unitId),
  };
}

/** The last batches of decisions of the person's unit. */
export async function listTriage(ctx: Context) {
  allow(mayReadTopics(ctx.actor), "opinion.may-not-read");
  const may = mayTriage(ctx.actor, watchesFor(ctx.actor));
  return {
    items: (await batchRows(ctx.read, watchesFor(ctx.actor), mostBatches)).map(({ at, since, ...batch }) => ({ ...batch, at: at.toISOString(), undoable: may && whyNotUndo({ undone: batch.undoneByName !== null, to: batch.to }, since).ok })),
  };
}
