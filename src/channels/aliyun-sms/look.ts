import { z } from "zod";
import type { ConnectorContext, Order, Status } from "#kernel/connector.ts";
import { isoDay } from "#kernel/clock.ts";
import { parseJson } from "../json.ts";
import { eachPhone, sayFates, statusOf, type Fate } from "../sms/fates.ts";
import { dialled } from "../sms/phones.ts";
import { Signed, wholeMessage } from "../sms/template.ts";
import { accountOf, platform } from "./account.ts";
import { ask } from "./api.ts";
import { readRef, writeRef } from "./send.ts";

const Detail = z.object({ OutId: z.string().optional(), SendStatus: z.coerce.number(), ErrCode: z.string().optional(), Content: z.string().optional() });
const Details = z.object({ TotalCount: z.coerce.number(), SmsSendDetailDTOs: z.object({ SmsSendDetailDTO: z.array(Detail) }) });

const pageSize = 50;
const mostPages = 10;

/** Seconds after which a message that is on no phone's record was never taken. The platform names no time; this is generous. */
const settledSeconds = 600;

const states: Readonly<Record<number, Fate["state"]>> = { 1: "waiting", 2: "failed", 3: "delivered" };

/** Asks the platform's records what became of an order at every phone. Without a record anywhere, long after it was handed in, it was never taken. */
export async function look(ctx: ConnectorContext, order: Order): Promise<Status> {
  const { phones } = accountOf(ctx);
  const ref = readRef(order.ref);
  const nowSeconds = Math.floor(ctx.now().getTime() / 1000);
  const message = wholeMessage(platform, Signed.parse(parseJson(order.payload)));
  const days = daysOf(ref?.atSeconds ?? nowSeconds - 86_400, ref ? Math.min(nowSeconds, ref.atSeconds + settledSeconds) : nowSeconds);
  const fates = await eachPhone(phones, (phone) => fateAt(ctx, phone, days, { key: order.key, bizId: ref?.bizId ?? null, message }));
  const seen = fates.some(({ state }) => state !== "missing" && state !== "unread");
  if (seen || (ref?.bizId && fates.every(({ state }) => state === "missing"))) return statusOf(fates, order.ref ?? writeRef({ bizId: null, atSeconds: nowSeconds }));
  const proven = ref !== null && ref.bizId === null && nowSeconds - ref.atSeconds >= settledSeconds && fates.every(({ state }) => state === "missing");
  return { state: proven ? "absent" : "unclear", rawBody: sayFates(fates) };
}

/** The days in Beijing on which a message may be recorded, as the platform writes them. */
const daysOf = (fromSeconds: number, toSeconds: number): string[] => [...new Set([fromSeconds, toSeconds].map((seconds) => isoDay(new Date(seconds * 1000)).replaceAll("-", "")))];

const bare = (text: string): string => text.replace(/\s/g, "");

async function fateAt(ctx: ConnectorContext, phone: string, days: readonly string[], sought: { key: string; bizId: string | null; message: string }): Promise<Fate> {
  for (const day of days) {
    for (let page = 1, listed = 0; page <= mostPages; page += 1) {
      const answer = await ask(ctx, "QuerySendDetails", { PhoneNumber: dialled(phone), SendDate: day, PageSize: String(pageSize), CurrentPage: String(page), ...(sought.bizId ? { BizId: sought.bizId } : {}) });
      const said = answer.ok ? Details.safeParse(answer.said).data : undefined;
      if (!said) return { phone, state: "unread", code: answer.ok ? "unreadable" : answer.rawCode };
      const details = said.SmsSendDetailDTOs.SmsSendDetailDTO;
      const own = details.find(({ OutId }) => OutId === sought.key);
      if (own) return { phone, state: states[own.SendStatus] ?? "waiting", ...(own.SendStatus === 2 && own.ErrCode ? { code: own.ErrCode } : {}), ...(own.Content === undefined ? {} : { matches: bare(own.Content) === bare(sought.message) }) };
      listed += details.length;
      if (listed >= said.TotalCount) break;
      // The platform counts more than it shows: nothing can be concluded from what is not there.
      if (details.length === 0 || page === mostPages) return { phone, state: "unread", code: "not-all-shown" };
    }
  }
  return { phone, state: "missing" };
}
