import { openDatabase, type Db } from "#platform/db/database.ts";
import { outbound } from "#platform/http/outbound.ts";
import { aSigner, type Ready } from "#modules/dispatch/fixtures/ready.ts";
import { as, aSendingHouse, signAll } from "#modules/dispatch/fixtures/sending.ts";
import { recallPiece } from "#modules/dispatch/actions/release.ts";
import { startSender } from "#modules/dispatch/sender/sender.ts";
import { openChannelHouse, type Work } from "./channel-house.ts";
import { aChaosChannel, kinds, type Around } from "./chaos-channel.ts";

/** Where a victim dies: around its n-th statement, around its n-th call, or at the far side's hand, which that side sees to; at the 0th of anything it lives. */
export type Boundary = {
  where: "before-statement" | "at-statement" | "after-statement" | "before-call" | "after-call" | "at-far-side"; nth: number;
  /** Whose calls are counted, and from whose first call on statements are; null: everybody's, from the beginning. */
  focus: string | null;
};

/** What a victim does and where it dies. It speaks through the `channels` of the house, or through the three `kinds` of channels there are; `ready` is what it signs or recalls. */
export type Fate = Boundary & { url: string; through: "channels" | "kinds"; work: "send" | "sign" | "recall"; ready: Ready | null };

/** What a victim that lived counted: its statements, the calls of every channel, and which statements passed between the first and the last of these. */
export type Counts = { statements: number; calls: Record<string, number>; spans: Record<string, [number, number]> };

// kill -9, by its own hand so that the place is exact; nothing runs after it.
const die = (): void => { process.kill(process.pid, "SIGKILL"); };

function openCounter({ where, focus, nth }: Boundary) {
  const counts: Counts = { statements: 0, calls: {}, spans: {} };
  let passed = 0;
  const pass = (place: Boundary["where"]): void => { if (place === where && (passed += 1) === nth) die(); };
  return {
    counts,
    statement: (place: Boundary["where"]) => (): void => {
      if (place === "before-statement") counts.statements += 1;
      if (focus === null || counts.spans[focus]) pass(place);
    },
    call: (place: "before-call" | "after-call") => (channel = ""): void => {
      if (place === "before-call") counts.calls[channel] = (counts.calls[channel] ?? 0) + 1;
      counts.spans[channel] = [counts.spans[channel]?.[0] ?? counts.statements, counts.statements];
      if (focus === null || focus === channel) pass(place);
    },
  };
}

type Query = (...given: unknown[]) => unknown;

function house(db: Db, { through }: Fate, around: Around): Work {
  if (through === "channels") return openChannelHouse(db, around);
  return { house: { ...aSendingHouse(db, kinds.map((kind) => aChaosChannel(kind, around))), call: outbound({ allow: () => true }) }, begin: () => async () => undefined };
}

function live(fate: Fate): Counts {
  const { db, pool } = openDatabase({ url: fate.url, max: fate.through === "channels" ? 8 : 4 });
  const { counts, statement, call } = openCounter(fate);
  const [before, at, after] = [statement("before-statement"), statement("at-statement"), statement("after-statement")];
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
  const { house: mine, begin } = house(db, fate, { before: call("before-call"), after: call("after-call") });
  const act = async (): Promise<void> => {
    if (fate.ready && fate.work === "sign") await signAll(mine, fate.ready);
    if (fate.ready && fate.work === "recall") await recallPiece(as(mine, aSigner(fate.ready.unitIds[0] ?? "")), { pieceId: fate.ready.pieceId, reason: "撤回" });
  };
  void act().then(() => { begin(); startSender(mine, { pollMs: fate.through === "channels" ? 500 : 40 }); }, () => process.exit(1));
  return counts;
}

// Ctrl-C is for whoever kills: it ends when the runs under way are over.
process.on("SIGINT", () => undefined);
process.on("disconnect", () => process.exit(0));
process.once("message", (fate: Fate) => {
  const counts = live(fate);
  // Whoever asks afterwards is told what was counted.
  process.on("message", () => { process.send?.(counts); });
});
process.send?.("ready");
