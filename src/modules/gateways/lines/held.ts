import type { AnyConnector, Failure, HeldLine, Line, LineNews } from "#kernel/connector.ts";
import type { House } from "#platform/house.ts";
import { handOver, noteLine, refuseWaiting } from "../store/line.ts";
import type { News } from "../store/news.ts";
import { heardFrom } from "../opt-outs.ts";
import type { Pen } from "./pen.ts";

/** A channel whose lines are held. */
export type LineConnector = AnyConnector & { line: Line<unknown> };

/** How a line stands for its keeper. `failure`: why a person must mend the account before it is dialled again. */
type Standing = { state: "waiting" | "bound" | "suspended"; detail: string; failure: Failure | null };

/** The line of one account while this process holds it. */
export type Held = { standing: () => Standing; /** hands over what waits, as far as the window goes */ pump: () => void; /** says in the database that the line is held */ note: () => Promise<void>; stop: () => Promise<void> };

type Account = { id: string; config: unknown; secrets: Readonly<Record<string, string>> };

/** Longest time that the end of a line waits for what is under way. */
const farewellMs = 5_000;

/** Opens the line of an account and keeps its window full: a part is marked as handed over, that is committed, and only then may a byte of it be written. */
export function openHeld(house: House, connector: LineConnector, account: Account, pen: Pen): Held {
  const window = openWindow(connector.line.window(account.config));
  const phones = connector.line.phones(account.config);
  let stands: Standing = { state: "waiting", detail: "", failure: null };
  let stopping = false;
  const logged = (error: unknown): void => { house.log.error({ err: error, account: account.id }, "line"); };
  // One note after the other, so that the last word written is the last there was; after "ended" there is none.
  let noted: Promise<void> = Promise.resolve();
  const say = (ended: boolean): Promise<void> => noted = noted.then(() => {
    if (stopping && !ended) return;
    return noteLine(house.db, { accountId: account.id, processId: house.processId, state: ended ? "ended" : stands.state, detail: stands.detail }, house.now());
  }).catch(logged);
  const note = (): Promise<void> => say(false);
  const keep = (news: News): Promise<void> => pen.write(account.id, news).catch(() => undefined);
  const turn = (next: Standing): void => {
    stands = next;
    window.lineTurned();
    void note();
  };
  const pump = openPump(async () => {
    for (let room = window.room(); stands.state === "bound" && !stopping && room > 0; room = window.room()) {
      const parts = await handOver(house.db, account.id, house.processId, room, house.now());
      for (const { id, place, lastFour, ...part } of parts) {
        const phone = phones[place - 1];
        if (stopping) await keep({ kind: "returned", id });
        else if (phone?.slice(-4) !== lastFour) await keep({ kind: "refused", id, failure: listChanged });
        else { window.enter(id); line.carry(id, { ...part, phone }); }
      }
      if (parts.length === 0) return;
    }
  }, logged);
  const tell = (news: LineNews): void | Promise<void> => {
    switch (news.kind) {
      case "bound": turn({ state: "bound", detail: "", failure: null }); pump.run(); return;
      case "lost": turn({ state: "waiting", detail: news.reason, failure: null }); return;
      case "suspended":
        turn({ state: "suspended", detail: `${news.failure.class} ${news.failure.rawCode} ${news.failure.rawBody}`, failure: news.failure });
        void refuseWaiting(house.db, account.id, news.failure, house.now()).catch(logged);
        return;
      case "report": return pen.write(account.id, { ...news, at: house.now() });
      case "incoming": return pen.write(account.id, heardFrom(house, phones, news));
      case "unreadable": house.log.warn({ account: account.id, reason: news.reason }, "a gateway said what cannot be read"); return;
      // The window moves on when this is written: what a refusal keeps in the house must not have left by then.
      default: {
        const late = news.kind === "unknown" && stands.state === "bound";
        void pen.write(account.id, news).then(() => { window.decide(news.id, late); pump.run(); }, () => undefined);
      }
    }
  };
  const line: HeldLine = connector.line.open(account, { reach: house.reach, now: house.now, tried: false, tell });
  return {
    standing: () => stands, pump: pump.run, note,
    async stop() {
      stopping = true;
      await pump.idle();
      await Promise.race([line.stop(), new Promise((resolve) => setTimeout(resolve, farewellMs).unref())]);
      await say(true);
    },
  };
}

/** Which parts are under way on a line; one that nobody answered in time keeps its place until it is answered late or the line is another. */
function openWindow(size: number) {
  const inside = new Set<string>();
  const overdue = new Set<string>();
  return {
    room: () => size - inside.size,
    enter: (id: string): void => { inside.add(id); },
    decide: (id: string, late: boolean): void => { if (late && inside.has(id)) overdue.add(id); else { inside.delete(id); overdue.delete(id); } },
    lineTurned: (): void => {
      for (const id of overdue) inside.delete(id);
      overdue.clear();
    },
  };
}

/** Does one thing at a time; asked while it is at it, it goes on once more. */
function openPump(work: () => Promise<void>, failed: (error: unknown) => void) {
  let running: Promise<void> | null = null;
  let again = false;
  const all = async (): Promise<void> => { while (again) { again = false; await work(); } };
  return {
    run: (): void => {
      again = true;
      running ??= all().catch(failed).finally(() => { running = null; });
    },
    idle: async (): Promise<void> => { await running; },
  };
}

const listChanged: Failure = { ok: false, class: "recipient", scope: "recipient", rawCode: "gateways.list-changed", rawBody: "收信名单在这期间改过，这个号码不在原处了 / the list of phones was changed meanwhile" };
