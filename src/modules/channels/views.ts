import type { Reader } from "#platform/db/database.ts";
import type { Vault } from "#platform/secrets/seal.ts";

/** An account as its connector needs it, secrets opened; never leaves the server. */
export type CallableAccount = {
  id: string; connectorId: string; unitId: string; name: string; state: "active" | "suspended" | "closed"; audience: "public" | "staff";
  ownerPersonId: string; successorPersonId: string | null; config: unknown; secrets: Readonly<Record<string, string>>;
};

/** Opens accounts for calling, by id; an unknown id is left out. */
export async function callableAccounts(read: Reader, vault: Vault, ids: readonly string[]): Promise<Map<string, CallableAccount>> {
  if (ids.length === 0) return new Map();
  const accounts = await read.selectFrom("channels.account").selectAll().where("id", "in", [...ids]).execute();
  const secrets = await read.selectFrom("channels.secret").select(["account_id", "name", "sealed"]).where("account_id", "in", [...ids]).execute();
  const bySecret = Map.groupBy(secrets, (secret) => secret.account_id);
  return new Map(accounts.map((a) => [a.id, {
    id: a.id, connectorId: a.connector_id, unitId: a.unit_id, name: a.name, state: a.state, audience: a.audience,
    ownerPersonId: a.owner_person_id, successorPersonId: a.successor_person_id, config: JSON.parse(a.config) as unknown,
    secrets: Object.fromEntries((bySecret.get(a.id) ?? []).map((secret) => [secret.name, vault.unseal(secret.sealed)])),
  }]));
}
