import type { AnyConnector, HeldLine, LineNews } from "#kernel/connector.ts";
import type { House } from "#platform/house.ts";
import type { CallableAccount } from "#modules/channels/index.ts";
import { heardFrom } from "../opt-outs.ts";
import { writeNews } from "../store/news.ts";

const trialMs = 10_000;
const farewellMs = 3_000;

/** Dials and says who we are, then takes leave: null where the gateway let us in, else why not. A report that comes meanwhile is kept like any other. */
export async function tryLine(house: House, connector: AnyConnector, account: CallableAccount): Promise<string | null> {
  const { line } = connector;
  if (!line) return "no line";
  let held: HeldLine | null = null;
  let timer: NodeJS.Timeout | undefined;
  const outcome = await new Promise<string | null>((settle) => {
    timer = setTimeout(() => { settle(`no answer within ${trialMs / 1000} s`); }, trialMs);
    const tell = (news: LineNews): void | Promise<void> => {
      switch (news.kind) {
        case "bound": settle(null); return;
        case "lost": settle(news.reason); return;
        case "suspended": settle(`${news.failure.class} ${news.failure.rawCode} ${news.failure.rawBody}`); return;
        case "report": return writeNews(house.db, account.id, [{ kind: "report", id: null, report: news.report, at: house.now() }], house.now());
        case "incoming": return writeNews(house.db, account.id, [heardFrom(house, line.phones(account.config), news)], house.now());
        default: return;
      }
    };
    held = line.open(account, { reach: house.reach, now: house.now, tried: true, tell });
  });
  clearTimeout(timer);
  await Promise.race([(held as HeldLine | null)?.stop(), new Promise((resolve) => setTimeout(resolve, farewellMs).unref())]);
  return outcome;
}
