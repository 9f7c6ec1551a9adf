import { sql } from "kysely";
import type { Reader } from "#platform/db/database.ts";
import type { Counts, Standing } from "./rules/put.ts";
import { PushSettings } from "./rules/settings.ts";

/** The public key the site hands to browsers: that of the web-push account in use that was opened first; null while there is none. */
export async function siteKey(read: Reader): Promise<string | null> {
  const account = await read.selectFrom("channels.account").select("config").where("connector_id", "=", "web-push").where("state", "=", "active").where("audience", "=", "public")
    .orderBy("created_at").orderBy("id").limit(1).executeTakeFirst();
  const settings = account && PushSettings.safeParse(JSON.parse(account.config));
  return settings?.success ? settings.data.publicKey : null;
}

/** A reminder under its delivery key, with what became of it. */
export async function underKey(read: Reader, key: string) {
  const m = await read.selectFrom("push.message as m")
    .select(["m.id", "m.account_id as accountId", "m.piece_id as pieceId", "m.payload", "m.sha256", "m.urgent", "m.told", "m.sent", "m.dropped", "m.given_up as givenUp", "m.overtaken_at as overtakenAt"])
    .select((eb) => eb.selectFrom("push.pending as p").select((c) => c.fn.countAll<number>().as("n")).whereRef("p.message_id", "=", "m.id").as("left")).where("m.key", "=", key).executeTakeFirst();
  if (!m) return null;
  const { told, sent, dropped, givenUp, left, ...message } = m;
  return { ...message, counts: { told, sent, dropped, givenUp, left: left ?? 0 } satisfies Counts };
}

/** What an account said about a piece, as `planPut` asks it, and the key under which it said this very edition. */
export async function standingOf(read: Reader, entry: { accountId: string; pieceId: string; edition: number; withdrawn: boolean }): Promise<Standing & { sameKey: string | null }> {
  const all = await read.selectFrom("push.message").select(["key", "edition", "withdrawn", "urgent", "sha256"]).where("account_id", "=", entry.accountId).where("piece_id", "=", entry.pieceId).execute();
  const same = all.find((m) => m.edition === entry.edition && m.withdrawn === entry.withdrawn);
  return {
    newest: all.reduce<number | null>((newest, m) => (newest === null || m.edition > newest ? m.edition : newest), null),
    withdrawn: all.some((m) => m.withdrawn), urgent: all.some((m) => m.urgent),
    sha256: same?.sha256 ?? null, sameKey: same?.key ?? null,
  };
}

/** How many browsers stand under a key: a figure for the officer, of nobody in particular. */
export async function standingUnder(read: Reader, serverKey: string): Promise<number> {
  const { n } = await read.selectFrom("push.subscription").select((eb) => eb.fn.countAll<number>().as("n")).where("server_key", "=", serverKey).executeTakeFirstOrThrow();
  return n;
}

/** Is anything due? */
export async function anythingDue(read: Reader, now: Date): Promise<boolean> {
  const row = await read.selectFrom("push.pending").select(sql`1`.as("one")).where("due_at", "<=", now).where((eb) => eb.or([eb("held_until", "is", null), eb("held_until", "<=", now)])).limit(1).executeTakeFirst();
  return row !== undefined;
}
