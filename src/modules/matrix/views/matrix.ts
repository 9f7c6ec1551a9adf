import { sql } from "kysely";
import type { z } from "zod";
import type { Actor } from "#kernel/actor.ts";
import type { AnyConnector } from "#kernel/connector.ts";
import type { Reader } from "#platform/db/database.ts";
import type { MatrixView } from "../contract.ts";
import { mayRunRound } from "../policy.ts";
import { accountFacts, accountScope, mostAccounts } from "./accounts.ts";

type Standing = { accountId: string; open: number; veto: boolean; idle: boolean; overdue: number; toRecheck: number };

/** The matrix as one person sees it: units down, their public accounts with how they stand. */
export async function matrixView(read: Reader, actor: Actor, connectors: ReadonlyMap<string, AnyConnector>, now: Date): Promise<z.input<typeof MatrixView>> {
  const accounts = (await accountFacts(read, connectors, now, { actor })).filter((a) => a.audience === "public");
  const { rows } = await sql<Standing>`
    select f.account_id as "accountId", count(*)::int as open, bool_or(f.level = 'veto') as veto, bool_or(f.code = 'idle') as idle, count(*) filter (where f.state = 'open' and f.due_at <= ${now})::int as overdue, count(*) filter (where f.state = 'rectified')::int as "toRecheck"
    from matrix.finding f join channels.account a on a.id = f.account_id join organisation.unit u on u.id = f.unit_id where f.state <> 'closed' and ${accountScope(actor)} group by 1`.execute(read);
  const standing = new Map(rows.map((row) => [row.accountId, row]));
  const last = await read.selectFrom("matrix.round").select("at").orderBy("at", "desc").limit(1).executeTakeFirst();
  const sum = (of: (row: Standing) => number) => rows.reduce((total, row) => total + of(row), 0);
  return {
    rows: [...Map.groupBy(accounts.slice(0, mostAccounts), (a) => a.unitId).values()].map((own) => ({
      unit: { id: own[0]?.unitId ?? "", name: own[0]?.unitName ?? "", seal: own[0]?.unitSeal ?? "" },
      accounts: own.map((a) => ({ id: a.id, name: a.name, platform: { zh: a.platform.zh, en: a.platform.en }, newMedia: a.newMedia, state: a.state, health: a.health, lastPostAt: a.lastPostAt?.toISOString() ?? null, open: standing.get(a.id)?.open ?? 0, veto: standing.get(a.id)?.veto ?? false })),
    })),
    more: accounts.length > mostAccounts, inspectedAt: last?.at.toISOString() ?? null, mayRun: mayRunRound(actor),
    counts: {
      accounts: accounts.length, passing: accounts.filter((a) => !standing.get(a.id)?.veto).length, veto: rows.filter((row) => row.veto).length, open: sum((row) => row.open), overdue: sum((row) => row.overdue), idle: rows.filter((row) => row.idle).length, toRecheck: sum((row) => row.toRecheck),
    },
  };
}
