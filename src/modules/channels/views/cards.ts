import type { Reader } from "#platform/db/database.ts";

/** An account as neighbours see it: enough to choose it, to render for it and to name it; no secrets. */
export type AccountCard = {
  id: string; connectorId: string; unitId: string; name: string; audience: "public" | "staff"; state: "active" | "suspended" | "closed"; stateReason: string;
  health: "unknown" | "well" | "ill"; ownerPersonId: string; successorPersonId: string | null; config: unknown; lastPostAt: Date | null;
};

const cards = (read: Reader) => read.selectFrom("channels.account")
  .select(["id", "connector_id", "unit_id", "name", "audience", "state", "state_reason", "health", "owner_person_id", "successor_person_id", "config", "last_post_at"]);

type Row = Awaited<ReturnType<ReturnType<typeof cards>["executeTakeFirstOrThrow"]>>;

const cardOf = (row: Row): AccountCard => ({
  id: row.id, connectorId: row.connector_id, unitId: row.unit_id, name: row.name, audience: row.audience, state: row.state, stateReason: row.state_reason, health: row.health,
  ownerPersonId: row.owner_person_id, successorPersonId: row.successor_person_id, config: JSON.parse(row.config) as unknown, lastPostAt: row.last_post_at,
});

/** Accounts by id; an unknown id is left out. */
export async function accountCards(read: Reader, ids: readonly string[]): Promise<Map<string, AccountCard>> {
  if (ids.length === 0) return new Map();
  return new Map((await cards(read).where("id", "in", [...ids]).execute()).map((row) => [row.id, cardOf(row)]));
}

/** The accounts of units through which the public is spoken to, closed ones left out; suspended ones say so. */
export async function accountsOfUnits(read: Reader, unitIds: readonly string[]): Promise<AccountCard[]> {
  if (unitIds.length === 0) return [];
  const rows = await cards(read).where("unit_id", "in", [...unitIds]).where("audience", "=", "public").where("state", "<>", "closed").orderBy("unit_id").orderBy("connector_id").orderBy("name").execute();
  return rows.map(cardOf);
}
