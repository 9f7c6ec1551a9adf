import type { Tx } from "#platform/db/database.ts";
import { newId } from "#platform/ids.ts";
import type { Profile } from "../rules/profile.ts";

/** A profile as it is written down. */
export type SavedProfile = Profile & { unitId: string; label: string; alerts: boolean };

type By = { personId: string; name: string };

/** Locks a profile in use, or answers null. */
export async function lockProfile(tx: Tx, id: string): Promise<{ id: string; unitId: string; label: string } | null> {
  const row = await tx.selectFrom("opinion.profile").select(["id", "unit_id", "label"]).where("id", "=", id).where("state", "=", "active").forUpdate().executeTakeFirst();
  return row ? { id: row.id, unitId: row.unit_id, label: row.label } : null;
}

const rowOf = (p: SavedProfile, by: By, now: Date) => ({
  unit_id: p.unitId, label: p.label, regions: [...p.regions], hazards: [...p.hazards], categories: [...p.categories], least_likelihood: p.least, words: [...p.words], alerts: p.alerts,
  changed_by: by.personId, changed_by_name: by.name, changed_at: now,
});

/** Opens a profile; null when the unit has one of that name. */
export async function insertProfile(tx: Tx, p: SavedProfile, by: By, now: Date): Promise<string | null> {
  const row = await tx.insertInto("opinion.profile").values({ id: newId(now), state: "active", ...rowOf(p, by, now) })
    .onConflict((c) => c.columns(["unit_id", "label"]).where("state", "=", "active").doNothing()).returning("id").executeTakeFirst();
  return row?.id ?? null;
}

/** Does another profile of the unit bear that name? */
export async function profileLabelTaken(tx: Tx, p: { id: string; unitId: string; label: string }): Promise<boolean> {
  return (await tx.selectFrom("opinion.profile").select("id").where("unit_id", "=", p.unitId).where("label", "=", p.label).where("state", "=", "active").where("id", "<>", p.id).executeTakeFirst()) !== undefined;
}

/** Changes a profile. */
export async function updateProfile(tx: Tx, id: string, p: SavedProfile, by: By, now: Date): Promise<void> {
  await tx.updateTable("opinion.profile").set(rowOf(p, by, now)).where("id", "=", id).execute();
}

/** Ends a profile; what it found is forgotten, what was told stays told. */
export async function closeProfile(tx: Tx, id: string, by: By, now: Date): Promise<void> {
  await tx.updateTable("opinion.profile").set({ state: "closed", changed_by: by.personId, changed_by_name: by.name, changed_at: now }).where("id", "=", id).execute();
  await tx.deleteFrom("opinion.profile_match").where("profile_id", "=", id).execute();
}

/** A topic that concerns a profile, and by which rule. */
export type FoundMatch = { profileId: string; topicId: string; rule: string };

/** Writes anew which of these topics concern these profiles. */
export async function saveMatches(tx: Tx, looked: { profileIds: readonly string[]; topicIds: readonly string[] }, matches: readonly FoundMatch[], now: Date): Promise<void> {
  if (looked.profileIds.length === 0 || looked.topicIds.length === 0) return;
  await tx.deleteFrom("opinion.profile_match").where("profile_id", "in", [...looked.profileIds]).where("topic_id", "in", [...looked.topicIds]).execute();
  for (let i = 0; i < matches.length; i += 500) {
    await tx.insertInto("opinion.profile_match").values(matches.slice(i, i + 500).map((m) => ({ profile_id: m.profileId, topic_id: m.topicId, rule: m.rule, matched_at: now }))).execute();
  }
}
