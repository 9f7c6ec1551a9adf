import { openDatabase, type Db } from "#platform/db/database.ts";
import { outbound } from "#platform/http/outbound.ts";
import { aSigner, type Ready } from "#modules/dispatch/fixtures/ready.ts";
import { as, aSendingHouse, signAll } from "#modules/dispatch/fixtures/sending.ts";
import { recallPiece } from "#modules/dispatch/actions/release.ts";
import { startSender } from "#modules/dispatch/sender/sender.ts";
import { openChannelHouse, type Work } from "./channel-house.ts";
import { aChaosChannel, kinds, type Around } from "./chaos-channel.ts";

/**
 * What a victim does and where it dies: around its n-th statement, around its n-th call, or at the far side's hand. It speaks through a channel of the
 * house, or through the three kinds of channels there are; `ready` is what it signs or recalls.
 */
export type Fate = {
  url: string; channel: string | null; work: "send" | "sign" | "recall"; ready: Ready | null;
  where: "before-statement" | "at-statement" | "after-statement" | "before-call" | "after-call" | "at-far-side"; nth: number;
};

// kill -9, by its own hand so that the place is exact; nothing runs after it.
const die = (): void => { process.kill(process.pid, "SIGKILL"); };

function counting(fate: Fate, where: Fate["where"]): () => void {
  let n = 0;
  return () => { n += 1; if (fate.where === where && n === fate.nth) die(); };
}

type Query = (...given: unknown[]) => unknown;

function house(db: Db, { channel }: Fate, around: Around): Work {
  if (channel !== null) return openChannelHouse(db, channel, around);
  return { house: { ...aSendingHouse(db, kinds.map((kind) => aChaosChannel(kind, around))), call: outbound({ allow: () => true }) }, begin: () => async () => undefined };
}

function live(fate: Fate): void {
  const { db, pool } = openDatabase({ url: fate.url, max: 4 });
  const [before, at, after] = [counting(fate, "before-statement"), counting(fate, "at-statement"), counting(fate, "after-statement")];
  pool.on("connect", (client) => {
    const query = client.query.bind(client) as Query;
    Object.assign(client, {
      query: (...given: unknown[]): unknown => {
        before();
        const answer = query(...given);
        at();
        return answer instanceof Promise ? answer.then((value: unknown) => { after(); return value; }) : answer;
      },
    });
  });
  const { house: mine, begin } = house(db, fate, { before: counting(fate, "before-call"), after: counting(fate, "after-call") });
  const act = async (): Promise<void> => {
    if (fate.ready && fate.work === "sign") await signAll(mine, fate.ready);
    if (fate.ready && fate.work === "recall") await recallPiece(as(mine, aSigner(fate.ready.unitIds[0] ?? "")), { pieceId: fate.ready.pieceId, reason: "撤回" });
  };
  void act().then(() => { begin(); startSender(mine, { pollMs: 40 }); }, () => process.exit(1));
}

process.on("disconnect", () => process.exit(0));
process.once("message", (fate: Fate) => { live(fate); });
process.send?.("ready");
