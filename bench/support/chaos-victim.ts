import { openDatabase } from "#platform/db/database.ts";
import { outbound } from "#platform/http/outbound.ts";
import { aSigner, type Ready } from "#modules/dispatch/fixtures/ready.ts";
import { as, aSendingHouse, signAll } from "#modules/dispatch/fixtures/sending.ts";
import { recallPiece } from "#modules/dispatch/actions/release.ts";
import { startSender } from "#modules/dispatch/sender/sender.ts";
import { aChaosChannel, kinds, type Around } from "./chaos-channel.ts";

/** What a victim does and where it dies: around its n-th statement, around its n-th call, or at the far side's hand. */
export type Fate = { url: string; work: "send" | "sign" | "recall"; ready: Ready; where: "before-statement" | "at-statement" | "after-statement" | "before-call" | "after-call" | "at-far-side"; nth: number };

// kill -9, by its own hand so that the place is exact; nothing runs after it.
const die = (): void => { process.kill(process.pid, "SIGKILL"); };

function counting(fate: Fate, where: Fate["where"]): () => void {
  let n = 0;
  return () => { n += 1; if (fate.where === where && n === fate.nth) die(); };
}

type Query = (...given: unknown[]) => unknown;

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
  const around: Around = { before: counting(fate, "before-call"), after: counting(fate, "after-call") };
  const house = { ...aSendingHouse(db, kinds.map((kind) => aChaosChannel(kind, around))), call: outbound({ allow: () => true }) };
  const unitId = fate.ready.unitIds[0] ?? "";
  const work = { send: async () => undefined, sign: () => signAll(house, fate.ready), recall: () => recallPiece(as(house, aSigner(unitId)), { pieceId: fate.ready.pieceId, reason: "撤回" }) }[fate.work];
  void work().then(() => { startSender(house, { pollMs: 40 }); }, () => process.exit(1));
}

process.on("disconnect", () => process.exit(0));
process.once("message", (fate: Fate) => { live(fate); });
process.send?.("ready");
