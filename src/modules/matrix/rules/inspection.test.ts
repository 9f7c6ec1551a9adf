import { describe, expect, test } from "vitest";
import { houseChecks, inspect, workingDays, type Check, type Inspected } from "./inspection.ts";

const now = new Date("2026-04-03T06:00:00Z");
const at = { now, today: "2026-04-03" };
const checks: readonly Check[] = [
  { code: "no-update", level: "veto", days: 14 }, { code: "no-interaction", level: "veto" }, { code: "bought-fans", level: "veto" }, { code: "leak", level: "veto" }, { code: "one-per-platform", level: "warn" }, { code: "registration", level: "warn" },
  { code: "closing-filed", level: "warn", days: 5 }, { code: "idle", level: "warn", days: 90 }, ...houseChecks,
];
const ago = (days: number): Date => new Date(now.getTime() - days * 86_400_000 - 1000);
const account = (over: Partial<Inspected> = {}): Inspected => ({
  audience: "public", state: "active", newMedia: true, createdAt: ago(400), lastPostAt: ago(1), registrationNo: "吉新媒备 001", filing: { certifiedAs: "吉林省应急管理厅", certifiedUntil: "2026-12-31", closingFiledOn: null },
  closedOn: null, ownerLeft: false, hasSuccessor: true, twins: [], interaction: null, ...over,
});
const codes = (over: Partial<Inspected>) => inspect(account(over), checks, at).map(({ code }) => code);

describe("inspection finds", () => {
  test.each<[string, Partial<Inspected>, string[]]>([
    ["nothing at an account in order", {}, []],
    ["nothing at one that posted fourteen days ago", { lastPostAt: new Date(now.getTime() - 14 * 86_400_000) }, []],
    ["one that is silent for more than fourteen days", { lastPostAt: ago(15) }, ["no-update"]],
    ["one that never posted, from its opening", { createdAt: ago(20), lastPostAt: null }, ["no-update"]],
    ["one idle for three months, which is not told to post as well", { lastPostAt: ago(91) }, ["idle"]],
    ["an idle one also while it is suspended", { lastPostAt: ago(91), state: "suspended" }, ["idle"]],
    ["no silence where the channel is our own, such as a screen or a mailing list", { lastPostAt: ago(91), newMedia: false }, []],
    ["no silence where only staff are alerted", { lastPostAt: null, audience: "staff" }, []],
    ["readers who are never answered", { interaction: { comments: 12, answered: 0 } }, ["no-interaction"]],
    ["nothing where nobody asked", { interaction: { comments: 0, answered: 0 } }, []],
    ["a second account on one platform", { twins: ["吉林应急二"] }, ["one-per-platform"]],
    ["no second account where the platform is our own", { twins: ["另一块屏"], newMedia: false }, []],
    ["an account without a number", { registrationNo: "" }, ["registration"]],
    ["one certified as nobody", { filing: null }, ["registration"]],
    ["one whose certification is over", { filing: { certifiedAs: "厅", certifiedUntil: "2026-04-02", closingFiledOn: null } }, ["registration"]],
    ["nothing on the last day of it", { filing: { certifiedAs: "厅", certifiedUntil: "2026-04-03", closingFiledOn: null } }, []],
    ["an owner who left, and nobody to take over", { ownerLeft: true, hasSuccessor: false }, ["owner-gone", "no-successor"]],
    ["a closing that nobody filed in five working days", { state: "closed", closedOn: "2026-03-26" }, ["closing-filed"]],
    ["nothing while they are not over: weekends do not count", { state: "closed", closedOn: "2026-03-27" }, []],
    ["nothing once it is filed", { state: "closed", closedOn: "2026-03-01", filing: { certifiedAs: "", certifiedUntil: null, closingFiledOn: "2026-03-03" } }, []],
  ])("%s", (_, over, found) => expect(codes(over)).toEqual(found));
});

test("what only people can see is found by no machine", () => {
  expect(inspect(account({ lastPostAt: ago(1) }), [{ code: "bought-fans", level: "veto" }, { code: "leak", level: "veto" }], at)).toEqual([]);
});

test("working days leave out Saturdays and Sundays", () => {
  expect([workingDays("2026-04-03", "2026-04-03"), workingDays("2026-04-03", "2026-04-06"), workingDays("2026-04-03", "2026-04-10")]).toEqual([0, 1, 5]);
});
