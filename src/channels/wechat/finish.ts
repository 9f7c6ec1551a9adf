import type { Ear, End } from "./callback.ts";
import { readTask } from "./published.ts";
import { refusalOf } from "./results.ts";

const endOf = (status: number, rawBody: string): End | null => (Number.isInteger(status) && status !== 1 ? { state: String(status), failure: refusalOf(status, rawBody), rawBody } : null);

/** PUBLISHJOBFINISH: a draft became an article, or did not. */
export const publicationEnds: Ear = {
  event: "PUBLISHJOBFINISH",
  number: "publish_id",
  said: (event, raw) => endOf(Number(event.get("publish_status") ?? Number.NaN), raw),
  async asked(ctx, number) {
    const task = await readTask(ctx, number);
    return task.ok ? endOf(task.status, task.rawBody) : null;
  },
};
