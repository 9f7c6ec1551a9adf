import { sql } from "kysely";
import type { Context } from "#platform/http/context.ts";
import * as relay from "#modules/relay/index.ts";
import type { Act } from "./act.ts";
import type { Walk } from "./journey.ts";

const hour = 3_600_000;

/** A step of an order: hours before now, by whom, what. `target` finds the account of a key in the order. */
type Step = readonly [hoursAgo: number, by: string, act: (ctx: Context, o: Known) => Promise<unknown>];
type Known = { orderId: string; target: (ctx: Context, key: string) => Promise<{ orderId: string; targetId: string; unitId: string }> };

async function pieceOf(ctx: Context, title: string): Promise<string> {
  const { rows: [piece] } = await sql<{ id: string }>`select id from content.piece where title = ${title} order by created_at desc limit 1`.execute(ctx.read);
  if (!piece) throw new Error(`demo: no piece ${title}`);
  return piece.id;
}

const link = (account: string, day: string): string => `https://www.example.org/${account}/${day}`;
const day = (at: Date): string => at.toISOString().slice(0, 10).replaceAll("-", "");

/** What a unit does with its account in an order. */
const on = {
  acknowledge: (key: string): Step[2] => async (ctx, o) => { const { orderId, unitId } = await o.target(ctx, key); await relay.acknowledgeOrder(ctx, { orderId, unitId }); },
  report: (key: string): Step[2] => async (ctx, o) => { await relay.reportRelay(ctx, { ...(await o.target(ctx, key)), link: link(key, day(ctx.now())), at: new Date(ctx.now().getTime() - 60_000) }); },
  verify: (key: string): Step[2] => async (ctx, o) => { await relay.verifyRelay(ctx, await o.target(ctx, key)); },
  sendBack: (key: string, reason: string): Step[2] => async (ctx, o) => { await relay.returnRelay(ctx, { ...(await o.target(ctx, key)), reason }); },
  cannot: (key: string, reason: string): Step[2] => async (ctx, o) => { await relay.declareUnable(ctx, { ...(await o.target(ctx, key)), reason }); },
};

function acts(w: Walk, now: Date, what: string, steps: readonly Step[]): Act[] {
  const known: Known = {
    orderId: "",
    target: async (ctx, key) => {
      const { rows: [row] } = await sql<{ id: string; unit_id: string }>`select id, unit_id from relay.target where order_id = ${known.orderId} and account_id = ${w.accountId(key)}`.execute(ctx.read);
      if (!row) throw new Error(`demo: ${key} is not in the order`);
      return { orderId: known.orderId, targetId: row.id, unitId: row.unit_id };
    },
  };
  return steps.map(([hoursAgo, by, act]): Act => ({ at: new Date(now.getTime() - hoursAgo * hour), what, run: async () => { await act(await w.people.as(by), known); } }));
}

const issue = (w: Walk, now: Date, of: { title: string; accounts: readonly string[]; dueAgo: number; note: string }): Step[2] => async (ctx, known) => {
  const { id } = await relay.issueOrder(ctx, { pieceId: await pieceOf(ctx, of.title), accountIds: of.accounts.map(w.accountId), dueAt: new Date(now.getTime() - of.dueAgo * hour), note: of.note });
  known.orderId = id;
};

/** Relay orders of the demo: a warning across four units: verified, to verify, sent back, cannot, and one that only waits. */
export function relayActs(w: Walk, now: Date): Act[] {
  const warning = "大风天气森林火险橙色预警";
  return [
    ...acts(w, now, "转发令", [
      [2.2, "luoqinghe", issue(w, now, { title: warning, accounts: ["cc-toutiao", "ccxf-douyin", "jl-kuaishou", "yb-bilibili", "yb-toutiao"], dueAgo: -1.5, note: "预警在有效期内请置顶；林区市州优先。" })],
      [2.1, "zhaochenxi", on.acknowledge("cc-toutiao")], [2, "jinmeishan", on.acknowledge("yb-bilibili")], [1.9, "jinmeishan", on.report("yb-bilibili")], [1.8, "zhaochenxi", on.report("cc-toutiao")], [1.6, "luoqinghe", on.verify("yb-bilibili")],
      [1.5, "liusiyuan", on.report("jl-kuaishou")], [1.2, "luoqinghe", on.sendBack("jl-kuaishou", "没有注明发布单位")], [1, "zhouyuanhang", on.cannot("ccxf-douyin", "抖音号认证续期，平台审核中，今天不能发布")],
    ]),
  ];
}
