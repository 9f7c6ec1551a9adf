import { Matters } from "#opinion/watch/matters.ts";
import type { Tx } from "#platform/db/database.ts";
import type { Context } from "#platform/http/context.ts";
import { closeAlerts, officersNow, raise } from "#modules/duty/index.ts";
import { peopleWithPost, regionByCode } from "#modules/organisation/index.ts";
import { planAlert, type Grounds, type PlannedAlert } from "../rules/alert.ts";
import { whyConcerned, type Match } from "../rules/profile.ts";
import { insertAlert } from "../store/listening.ts";
import { lockMatters, saveMatters } from "../store/matters.ts";
import { saveMatches, type FoundMatch } from "../store/profiles.ts";
import { profilesInUse, ruleTopics, saidIn, timesTold, type RuleTopic, type UnitProfile } from "../views/listening.ts";
import type { Engine, Reading, Said, Telling } from "./engine.ts";

const mostTitles = 400;

type Found = FoundMatch & { match: Match; profile: UnitProfile; topic: RuleTopic };

/** Which topics concern which profiles, by which rule. */
export const matchesOf = (profiles: readonly UnitProfile[], topics: readonly RuleTopic[]): Found[] =>
  topics.flatMap((topic) => profiles.flatMap((profile) => {
    const match = whyConcerned(profile, profile.within, topic);
    return match ? [{ profileId: profile.id, topicId: topic.id, rule: match.rule, match, profile, topic }] : [];
  }));

/** That a unit was told of a topic, or that it knew of it with another. */
type Told = { topic: string; unit: string; rule: PlannedAlert["rule"] | "known"; nobody?: true };

/** Looks which profiles topics concern, and tells the duty officer of each unit what the unit does not know of yet; `fresh` are the titles each topic won just now. */
export async function alertWatchers(ctx: Context, tx: Tx, engine: Engine, topicIds: readonly string[], fresh: ReadonlyMap<string, ReadonlySet<string>>): Promise<Told[]> {
  const [profiles, topics] = [await profilesInUse(tx), await ruleTopics(tx, { ids: topicIds })];
  const found = matchesOf(profiles, topics);
  await saveMatches(tx, { profileIds: profiles.map(({ id }) => id), topicIds: topics.map(({ id }) => id) }, found, ctx.now());
  const all: Told[] = [];
  const times = await timesTold(tx, topicIds);
  for (const [unitId, ofUnit] of Map.groupBy(found.filter(({ profile }) => profile.alerts), ({ profile }) => profile.unitId)) {
    const news = ofUnit.filter(({ topicId }) => !times.has(`${topicId} ${unitId}`) || (fresh.get(topicId)?.size ?? 0) > 0);
    if (news.length === 0) continue;
    const matters = new Matters(await lockMatters(tx, unitId));
    for (const one of news) {
      const nth = times.get(`${one.topicId} ${unitId}`) ?? 0;
      const told = await tellOf(ctx, tx, { engine, matters, one, nth, fresh: fresh.get(one.topicId) ?? new Set() });
      if (told.length > 0) times.set(`${one.topicId} ${unitId}`, nth + told.length);
      all.push(...told);
    }
    await saveMatters(tx, unitId, matters.all());
  }
  return all;
}

type Asked = { engine: Engine; matters: Matters; one: Found; /** How often the unit was told of the topic. */ nth: number; fresh: ReadonlySet<string> };

async function tellOf(ctx: Context, tx: Tx, { engine, matters, one: { topic, profile, match }, nth, fresh }: Asked): Promise<Told[]> {
  const at = topic.lastSeenAt.getTime();
  const planned = (why: Grounds) => planAlert(topic, match, profile, why, ctx.now());
  const tellings = engine.tellings(await titlesOf(tx, topic.id), { isFresh: (title) => nth === 0 || fresh.has(title), told: nth > 0, least: profile.least });
  const told: Told[] = [];
  const write = async (plan: PlannedAlert, rule: Told["rule"], withTopic: string | null): Promise<void> => {
    const grounds = JSON.stringify({ titles: plan.titles, figures: plan.figures, why: plan.why, ...(withTopic ? { with: withTopic } : {}) });
    if (!(await insertAlert(tx, { topicId: topic.id, unitId: profile.unitId, nth: nth + told.length + 1, profileId: profile.id, rule, grounds }, ctx.now()))) return;
    told.push({ topic: topic.id, unit: profile.unitId, rule, ...(rule === "known" || await tellOfficer(ctx, tx, profile.unitId, topic, plan) ? {} : { nobody: true as const }) });
  };
  let known: { plan: PlannedAlert; with: string } | null = null;
  for (const telling of tellings) {
    const plan = planned(groundsOf(telling));
    if (!plan) break;
    const before = matters.knownWith(topic.id, telling.of, at);
    const other = [...before ?? []].find((id) => id !== topic.id);
    matters.note(topic.id, telling.of, at);
    if (!before) await write(plan, plan.rule, null);
    else if (other !== undefined) known ??= { plan, with: other };
  }
  if (told.length + nth > 0) return told;
  if (known) await write(known.plan, "known", known.with);
  const byWords = tellings.length === 0 ? planned(null) : null;
  if (byWords) await write(byWords, byWords.rule, null);
  return told;
}

const groundsOf = ({ titles, why }: Telling): Grounds => ({ titles, why: why.map(({ rule, words, figure }) => ({ rule, words: [...words], ...(figure === undefined ? {} : { figure }) })) });

const titlesOf = async (tx: Tx, topicId: string): Promise<Said[]> => ((await saidIn(tx, [topicId], mostTitles)).get(topicId) ?? []).map(({ title, at, reading }) => ({ title, at: at.getTime(), reading: JSON.parse(reading) as Reading }));

/** Whoever is on duty in the unit; where nobody is, its liaison, then its leaders. What was told of the topic before is done with. */
async function tellOfficer(ctx: Context, tx: Tx, unitId: string, topic: RuleTopic, plan: PlannedAlert): Promise<boolean> {
  const now = ctx.now();
  const [onDuty] = (await officersNow(tx, unitId, now)).people;
  const owner = onDuty ?? (await peopleWithPost(tx, unitId, "liaison", now))[0] ?? (await peopleWithPost(tx, unitId, "leading-group", now))[0];
  if (!owner) return false;
  const place = topic.placeLine[0] ? ((await regionByCode(tx, topic.placeLine[0]))?.name ?? "") : "";
  const subject = { type: "topic", id: `${topic.id}/${unitId}` };
  await closeAlerts(tx, subject, ["opinion.alert"], "told-anew", now);
  await raise(ctx, tx, {
    kind: "opinion.alert", subject, unitId, ownerPersonId: owner.id, urgency: plan.urgency,
    facts: { title: topic.title, place, rule: plan.rule, likelihood: Math.round(topic.emergency * 100), titles: plan.titles.join("；").slice(0, 300) }, link: `/desk/radar?topic=${topic.id}`,
  });
  return true;
}
