import { sql } from "kysely";
import type { z } from "zod";
import type { Reader } from "#platform/db/database.ts";
import { isoDay } from "#kernel/clock.ts";
import { unitNamesOn } from "#modules/organisation/index.ts";
import type { AskableView } from "../contract.ts";
import type { Asked } from "../rules/order.ts";
import type { PlatformName } from "./orders.ts";

type Row = Asked & { unitId: string; connectorId: string };

/** The accounts of every open unit, each with whether the house itself carries the piece there; relay rules say which may be asked. */
export async function askableAccounts(read: Reader, pieceId: string): Promise<Row[]> {
  const { rows } = await sql<Row>`
    select a.id, a.name, a.unit_id as "unitId", a.connector_id as "connectorId", a.audience, a.state,
      exists (select from dispatch.delivery d join dispatch.progress s on s.delivery_id = d.id where d.piece_id = ${pieceId} and d.account_id = a.id and d.action <> 'recall' and s.state not in ('void', 'failed')) as carries
    from channels.account a join organisation.unit u on u.id = a.unit_id where a.state <> 'closed' and u.opened_on is not null and u.closed_on is null
    order by array_position(array['province', 'city', 'county', 'partner'], u.level), u.region_code, u.code, a.connector_id, a.name collate "C"`.execute(read);
  return rows;
}

/** The same for the screen: public accounts in use, by unit. */
export async function askableUnits(read: Reader, pieceId: string, platform: PlatformName, now: Date): Promise<z.input<typeof AskableView>["units"]> {
  const rows = (await askableAccounts(read, pieceId)).filter((a) => a.audience === "public" && a.state === "active");
  const names = await unitNamesOn(read, rows.map((a) => a.unitId), isoDay(now));
  return [...Map.groupBy(rows, (a) => a.unitId)].map(([id, own]) => ({
    id, name: names.get(id)?.shortName ?? "", seal: names.get(id)?.seal ?? "", accounts: own.map((a) => ({ id: a.id, name: a.name, platform: platform(a.connectorId), carries: a.carries })),
  }));
}
