import { sql } from "kysely";
import { kept, type Reader } from "#platform/db/database.ts";
import type { Vault } from "#platform/secrets/seal.ts";

/** An account as its connector needs it, secrets opened; never leaves the server. */
export type CallableAccount = {
  id: string; connectorId: string; unitId: string; name: string; state: "active" | "suspended" | "closed"; audience: "public" | "staff";
  ownerPersonId: string; successorPersonId: string | null; health: "unknown" | "well" | "ill"; config: unknown; secrets: Readonly<Record<string, string>>;
};

/** Opens accounts for calling, by id; an unknown id is left out. */
export async function callableAccounts(read: Reader, vault: Vault, ids: readonly string[]): Promise<Map<string, CallableAccount>> {
  if (ids.length === 0) return new Map();
  const accounts = await read.selectFrom("channels.account").modifyFront(kept).selectAll().where(sql<boolean>`id = any(${ids}::uuid[])`).execute();
  const secrets = await read.selectFrom("channels.secret").modifyFront(kept).select(["account_id", "name", "sealed"]).where(sql<boolean>`account_id = any(${ids}::uuid[])`).execute();
  const bySecret = Map.groupBy(secrets, (secret) => secret.account_id);
  return new Map(accounts.map((a) => [a.id, {
    id: a.id, connectorId: a.connector_id, unitId: a.unit_id, name: a.name, state: a.state, audience: a.audience,
    ownerPersonId: a.owner_person_id, successorPersonId: a.successor_person_id, health: a.health, config: JSON.parse(a.config) as unknown,
    secrets: Object.fromEntries((bySecret.get(a.id) ?? []).flatMap(({ name, sealed }) => opened(vault, name, sealed))),
  }]));
}

// A secret sealed with another house key is as good as missing: its own account is refused by its channel, and no other one stops.
function opened(vault: Vault, name: string, sealed: string): [string, string][] {
  try {
    return [[name, vault.unseal(sealed)]];
  } catch {
    return [];
  }
}

/** The staff accounts of these units in the order they are worth trying: units as given, healthy ones before unknown before ill. */
export async function staffAccounts(read: Reader, vault: Vault, unitIds: readonly string[]): Promise<CallableAccount[]> {
  if (unitIds.length === 0) return [];
  const rows = await read.selectFrom("channels.account").select("id").where("unit_id", "in", [...unitIds]).where("audience", "=", "staff").where("state", "=", "active").execute();
  const accounts = [...(await callableAccounts(read, vault, rows.map((row) => row.id))).values()];
  const worth = (a: CallableAccount) => unitIds.indexOf(a.unitId) * 10 + ["well", "unknown", "ill"].indexOf(a.health);
  return accounts.sort((a, b) => worth(a) - worth(b) || a.name.localeCompare(b.name, "zh-CN"));
}
