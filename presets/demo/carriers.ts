import { sql } from "kysely";
import type { RegionCount } from "#kernel/carrier.ts";
import type { Context } from "#platform/http/context.ts";
import { enterCounts } from "#modules/carriers/index.ts";
import type { Act } from "./act.ts";
import type { Walk } from "./journey.ts";

const hour = 3_600_000;

/** What a carrier of the demo returned for one request: about which piece, hours before now, and figures by region. */
type Returned = { title: string; kind: "send" | "further"; hoursAgo: number; counts: readonly RegionCount[] };

const returned: readonly Returned[] = [
  { title: "大风天气森林火险橙色预警", kind: "send", hoursAgo: 1.4, counts: [{ region: "222400", submitted: 1_386_000, sent: 1_361_420, failed: 24_580 }, { region: "220600", submitted: 742_000, sent: 716_310, failed: 21_690 }, { region: "X22CBS", submitted: 51_300, sent: 50_870, failed: 430 }] },
  { title: "寒潮期间农村取暖安全提示", kind: "send", hoursAgo: 4.4 * 24, counts: [{ region: "220000", submitted: 15_240_000, sent: 14_877_300, failed: 362_700 }] },
  { title: "寒潮期间农村取暖安全提示", kind: "further", hoursAgo: 4.3 * 24, counts: [{ region: "220000", submitted: 15_240_000, sent: 14_902_150, failed: 337_850 }] },
];

async function enter(ctx: Context, { title, kind, counts }: Returned): Promise<void> {
  const { rows: [request] } = await sql<{ id: string }>`select id from carriers.request where title = ${title} and kind = ${kind} order by put_at desc limit 1`.execute(ctx.read);
  const sum = (of: (one: RegionCount) => number): number => counts.reduce((all, one) => all + of(one), 0);
  await enterCounts(ctx, { requestId: request?.id ?? "", takenBy: "集团客户部值班席（演示）", takenAt: new Date(ctx.now().getTime() - 10 * 60_000), counts, total: { submitted: sum((c) => c.submitted), sent: sum((c) => c.sent), failed: sum((c) => c.failed) } });
}

/** Counts that came back in the demo: a warning of today, and a tip that was taken back by a further message. */
export const carrierActs = (w: Walk, now: Date): Act[] => returned.map((one) => ({ at: new Date(now.getTime() - one.hoursAgo * hour), what: `回数 ${one.title}`, run: async () => { await enter(await w.people.as("linzhixia"), one); } }));
