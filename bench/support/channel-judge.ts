import { sql } from "kysely";
import type { AnyConnector } from "#kernel/connector.ts";
import type { Db } from "#platform/db/database.ts";
import type { Stage } from "./channel-stages.ts";

/** When a kill counts for a channel, in a sentence. */
export const whatCounts = "a kill counts for a channel where the database, read after the death and before anybody else acts, holds a delivery of it that the victim had begun and that is neither over nor shown by its channel (of reminders: not told to every browser)";

/** A delivery as the board would show it. `untold`: browsers its reminder has not been sent to. */
export type ChannelLeg = { id: string; key: string; pieceId: string; channel: string; state: string; rung: string | null; code: string | null; attempt: number; untold: number };

/** The deliveries of pieces, over all channels. */
export async function channelLegs(db: Db, pieceIds: readonly string[]): Promise<ChannelLeg[]> {
  const { rows } = await sql<ChannelLeg>`select d.id, d.key, d.piece_id as "pieceId", d.connector_id as channel, s.state, s.rung, s.failure_code as code, s.attempt,
      (select count(*)::int from push.message m join push.pending p on p.message_id = m.id where m.key = d.key) as untold
    from dispatch.delivery d join dispatch.progress s on s.delivery_id = d.id where d.piece_id = any(${[...pieceIds]}::uuid[])`.execute(db);
  return rows;
}

/** It has come as far as it can without anybody outside: it is over, or its channel has it and further evidence would come by itself. */
export const rests = ({ state, rung, untold }: ChannelLeg): boolean => untold === 0 && (["settled", "failed", "unknown", "void"].includes(state) || (state === "waiting" && rung !== null));

/** Channels that a victim had in hand when it died. */
export const inHand = (legs: readonly ChannelLeg[]): Set<string> => new Set(legs.filter((leg) => leg.attempt > 0 && !rests(leg)).map(({ channel }) => channel));

/** How often the platform's own ledger says that a delivery took effect; `words` stand in its piece and in no other. */
export type Ledgers = (leg: ChannelLeg) => number;

/** Opens the ledgers of all stages. */
export const ledgersOf = (stages: ReadonlyMap<string, Pick<Stage, "effects">>, wordsOf: ReadonlyMap<string, string>): Ledgers =>
  ({ channel, pieceId, key }) => stages.get(channel)?.effects({ words: wordsOf.get(pieceId) ?? "?", key }) ?? Number.NaN;

/** The law: one public effect, or none and a board that says failed or unknown; never two, and never a board that claims what the ledger does not show. */
export function whyWrong(leg: ChannelLeg, effects: number, connector: AnyConnector | undefined): string[] {
  const knows = connector?.capabilities.idempotency === "native" && !connector.line;
  const name = `${leg.channel} ${leg.state} ${leg.rung ?? "-"} ${leg.code ?? ""} after ${leg.attempt} tries`;
  if (!Number.isFinite(effects) || effects > 1) return [`${name}: took effect ${effects} times`];
  if (leg.rung !== null && effects !== 1) return [`${name}: the ledger shows ${effects}`];
  if (leg.state === "failed" && effects > 0) return [`${name}: it stands there all the same`];
  if (!rests(leg)) return [`${name}: neither settled nor brought to a person`];
  return leg.state === "unknown" && knows ? [`${name}: the channel knows its keys, and still nobody knows`] : [];
}
