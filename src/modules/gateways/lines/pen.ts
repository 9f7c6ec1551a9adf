import type { House } from "#platform/house.ts";
import { writeNews, type News } from "../store/news.ts";

/** Writes what lines say. `write` ends when it is committed; it is tried again until then, and broken off only when the process ends. */
export type Pen = { write: (accountId: string, news: News) => Promise<void>; stop: () => Promise<void> };

type Entry = { news: News; done: () => void; failed: (error: Error) => void };

const gatherMs = 3;
const againMs = 250;
const most = 500;
const lastMs = 5_000;

/** Gathers what the lines of one process say for a moment and writes it account by account, in the order it was said; a database that is away for a while loses nothing of it. */
export function openPen(house: House): Pen {
  const waiting = new Map<string, Entry[]>();
  const writing = new Map<string, Promise<void>>();
  let ended = false;

  const write = async (accountId: string): Promise<void> => {
    await new Promise((resolve) => setTimeout(resolve, gatherMs));
    let size = most;
    for (let queue = waiting.get(accountId) ?? []; queue.length > 0 && !ended; queue = waiting.get(accountId) ?? []) {
      const batch = queue.slice(0, size);
      try {
        await writeNews(house.db, accountId, batch.map(({ news }) => news), house.now());
        queue.splice(0, batch.length);
        size = most;
        for (const entry of batch) entry.done();
      } catch (error) {
        house.log.error({ err: error, account: accountId, count: batch.length }, "writing what a line said, will try again");
        // One word that cannot be written must not hold up the others: they go one by one, it goes to the back.
        if (size === 1) queue.push(...queue.splice(0, 1));
        size = 1;
        await new Promise((resolve) => setTimeout(resolve, againMs));
      }
    }
    writing.delete(accountId);
  };

  return {
    write: (accountId, news) => new Promise((done, failed) => {
      if (ended) { failed(new Error("the process ends")); return; }
      waiting.set(accountId, [...waiting.get(accountId) ?? [], { news, done, failed }]);
      if (!writing.has(accountId)) writing.set(accountId, write(accountId));
    }),
    async stop() {
      await Promise.race([Promise.all(writing.values()), new Promise((resolve) => setTimeout(resolve, lastMs).unref())]);
      ended = true;
      for (const { failed } of [...waiting.values()].flat()) failed(new Error("the process ends"));
    },
  };
}
