import type { Tx } from "#platform/db/database.ts";
import type { Context } from "#platform/http/context.ts";
import { officersNow, raise } from "#modules/duty/index.ts";
import { peopleWithPost, regionByCode } from "#modules/organisation/index.ts";
import { planAlert, type PlannedAlert } from "../rules/alert.ts";
import { whyConcerned, type Match } from "../rules/profile.ts";
import { insertAlert } from "../store/listening.ts";
import { saveMatches, type FoundMatch } from "../store/profiles.ts";
import { profilesInUse, ruleTopics, saidIn, unitsTold, type RuleTopic, type UnitProfile } from "../views/listening.ts";
import type { Engine, Reading } from "./engine.ts";

const mostTitles = 400;

/** Which topics concern which profiles, by which rule. */
export const matchesOf = (profiles: readonly UnitProfile[], topics: readonly RuleTopic[]): (FoundMatch & { match: Match; profile: UnitProfile; topic: RuleTopic })[] =>
  topics.flatMap((topic) => profiles.flatMap((profile) => {
    const match = whyConcerned(profile, profile.within, topic);
    return match ? [{ profileId: profile.id, topicId: topic.id, rule: match.rule, match, profile, topic }] : [];
  }));

/** Looks which profiles the topics concern, and tells the duty officer of each unit, once per topic; answers what was told. */
export async function alertWatchers(ctx: Context, tx: Tx, engine: Engine, topicIds: readonly string[]): Promise<{ topic: string; unit: string; rule: string; nobody?: true }[]> {
  const [profiles, topics] = [await profilesInUse(tx), await ruleTopics(tx, { ids: topicIds })];
  const found = matchesOf(profiles, topics);
  await saveMatches(tx, { profileIds: profiles.map(({ id }) => id), topicIds: topics.map(({ id }) => id) }, found, ctx.now());
  const told: { topic: string; unit: string; rule: string; nobody?: true }[] = [];
  const before = await unitsTold(tx, topicIds);
  for (const { profile, topic, match } of found) {
    if (!profile.alerts || before.has(`${topic.id} ${profile.unitId}`)) continue;
    const said = (await saidIn(tx, topic.id, mostTitles)).map(({ title, at, reading }) => ({ title, at: at.getTime(), reading: JSON.parse(reading) as Reading }));
    const why = engine.whyTell(said, profile.least);
    const plan = planAlert(topic, match, profile, why && { titles: why.titles, why: why.why.map(({ rule, words, figure }) => ({ rule, words: [...words], ...(figure === undefined ? {} : { figure }) })) }, ctx.now());
    if (!plan) continue;
    const grounds = JSON.stringify({ titles: plan.titles, figures: plan.figures, why: plan.why });
    if (!(await insertAlert(tx, { topicId: topic.id, unitId: profile.unitId, profileId: profile.id, rule: plan.rule, grounds }, ctx.now()))) continue;
    told.push({ topic: topic.id, unit: profile.unitId, rule: plan.rule, ...(await tellOfficer(ctx, tx, profile.unitId, topic, plan) ? {} : { nobody: true as const }) });
  }
  return told;
}

/** Whoever is on duty in the unit; where nobody is, its liaison, then its leaders. */
async function tellOfficer(ctx: Context, tx: Tx, unitId: string, topic: RuleTopic, plan: PlannedAlert): Promise<boolean> {
  const now = ctx.now();
  const [onDuty] = (await officersNow(tx, unitId, now)).people;
  const owner = onDuty ?? (await peopleWithPost(tx, unitId, "liaison", now))[0] ?? (await peopleWithPost(tx, unitId, "leading-group", now))[0];
  if (!owner) return false;
  const place = topic.placeLine[0] ? ((await regionByCode(tx, topic.placeLine[0]))?.name ?? "") : "";
  await raise(ctx, tx, {
    kind: "opinion.alert", subject: { type: "topic", id: `${topic.id}/${unitId}` }, unitId, ownerPersonId: owner.id, urgency: plan.urgency,
    facts: { title: topic.title, place, rule: plan.rule, likelihood: Math.round(topic.emergency * 100), titles: plan.titles.join("；").slice(0, 300) }, link: `/desk/radar?topic=${topic.id}`,
  });
  return true;
}
