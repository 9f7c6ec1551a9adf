import { describe, expect, inject, it } from "vitest";
import { changeFact } from "#modules/content/contract.ts";
import { readBoard, recallPiece } from "#modules/dispatch/contract.ts";
import { weiboAccount } from "#tests/simulators/weibo.ts";
import { simulatorPorts } from "../../presets/demo/accounts.ts";
import { factsOf, officersAt, review, settledBoard, signFor, write } from "./officers.ts";

const house = inject("house");
const at = officersAt(house);
const account = "“吉林应急”微博";
const platform = `http://127.0.0.1:${simulatorPorts(Number(new URL(house).port)).weibo}/2/statuses/user_timeline.json`;
// The platform remembers what an earlier run said, and takes no words twice a day.
const call = `第 ${Date.now() % 100_000} 号救援已经结束`;
let pieceId: string;

/** What the public can read on the account now, as the platform tells it. */
async function standing(): Promise<string[]> {
  const { statuses } = await (await fetch(`${platform}?access_token=${weiboAccount.accessToken}`)).json() as { statuses: { text: string }[] };
  return statuses.map(({ text }) => text).filter((text) => text.includes(call));
}
const rows = async () => (await settledBoard(at, pieceId)).rows.filter(({ connectorId }) => connectorId === "weibo");

describe("a Weibo account that cannot replace what it said", () => {
  it("shows the post as signed, leading to our own site, read back word for word", async () => {
    pieceId = await write(at, { title: "冰面救援情况通报", fact: { kind: "injured", label: "受伤人数", text: "3人", number: 3 }, lines: [`${call}，请勿在未封冻水面停留。`], units: ["yjt"], accounts: ["吉林应急网", account] });
    await review(at, pieceId);
    await signFor(at, pieceId, ["yjt"]);
    expect(await rows()).toEqual([expect.objectContaining({ rung: "verified", goal: "verified", url: expect.stringContaining(`https://weibo.com/${weiboAccount.uid}/`) as unknown })]);
    expect(await standing()).toEqual([expect.stringContaining("http://t.cn/")]);
  });

  it("a correction is a second post, marked, beside the first", async () => {
    const editor = await at.as("linzhixia");
    const [fact] = await factsOf(at, pieceId);
    await editor.call(changeFact, { params: { factId: fact?.id ?? "" }, body: { text: "5人", number: 5, source: "市医院复核", reason: "另有两人自行就诊" } });
    await review(at, pieceId, "受伤人数经医院复核更新");
    await signFor(at, pieceId, ["yjt"]);
    await expect.poll(async () => (await editor.call(readBoard, { params: { pieceId } })).editionNumber, { timeout: 30_000 }).toBe(2);
    await rows();
    expect((await standing()).map((text) => text.startsWith("【更正】")).toSorted()).toEqual([false, true]);
  });

  it("a recall deletes both", async () => {
    await (await at.as("songhuaiyuan")).call(recallPiece, { params: { pieceId }, body: { reason: "误发" } });
    expect((await rows()).map((row) => [row.action, row.editionNumber, row.rung]).toSorted()).toEqual([["recall", 1, "published"], ["recall", 2, "published"]]);
    expect(await standing()).toEqual([]);
  });
});
