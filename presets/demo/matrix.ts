import { theHouse } from "#kernel/actor.ts";
import { contextOf } from "#platform/http/context.ts";
import { isoDay } from "#kernel/clock.ts";
import * as matrix from "#modules/matrix/index.ts";
import type { Act } from "./act.ts";
import type { Walk } from "./journey.ts";

const hour = 3_600_000;
const day = 24 * hour;

/** What is on file about the accounts of the demo, two months of their own numbers, and an inspection with its way to mend. */
export function matrixActs(w: Walk, now: Date): Act[] {
  const at = (hoursAgo: number): Date => new Date(now.getTime() - hoursAgo * hour);
  const filed = async (by: string, key: string, certifiedAs: string, certifiedUntil: string | null) =>
    matrix.saveFile(await w.people.as(by), { accountId: w.accountId(key), certifiedAs, certifiedUntil, openedOn: "2019-06-01", closingFiledOn: null, closingNumber: "" });
  const reading = async (by: string, key: string, monthsAgo: number, scale: number) => {
    const to = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - monthsAgo + 1, 0));
    const from = new Date(Date.UTC(to.getUTCFullYear(), to.getUTCMonth(), 1));
    const n = (count: number) => Math.round(count * scale);
    await matrix.enterReading(await w.people.as(by), {
      accountId: w.accountId(key), from: isoDay(from), to: isoDay(to), posts: n(24), originalPosts: n(11), reads: n(186_400), headlineReads: n(98_200), mostReads: n(31_600), praises: n(1840), recommends: n(960), shares: n(730), comments: n(214), answered: n(171),
    });
  };
  const year = now.getUTCFullYear();
  return [
    { at: at(30 * 24), what: "备案", run: async () => {
      await filed("linzhixia", "yjt-wechat", "吉林省应急管理厅", `${year + 1}-03-31`);
      await filed("sunruoxi", "yjt-weibo", "吉林省应急管理厅", null);
      await filed("xumuchuan", "xfj-douyin", "吉林省消防救援总队", `${year + 1}-06-30`);
      await filed("zhouyuanhang", "ccxf-douyin", "长春市消防救援支队", isoDay(new Date(now.getTime() - 12 * day)));
      await filed("jinmeishan", "yb-bilibili", "延边朝鲜族自治州应急管理局", `${year + 1}-01-31`);
    } },
    { at: at(20 * 24), what: "账号数据", run: async () => {
      await reading("linzhixia", "yjt-wechat", 2, 0.82);
      await reading("linzhixia", "yjt-wechat", 1, 1);
      await reading("sunruoxi", "yjt-weibo", 1, 0.64);
      await reading("xumuchuan", "xfj-douyin", 1, 1.7);
    } },
    { at: at(40), what: "检查", run: async () => { await matrix.runRound(contextOf(w.past.house, theHouse, "demo")); } },
  ];
}
