import { z } from "zod";
import type { ConnectorContext, Order, Status } from "#kernel/connector.ts";
import { eachPhone, sayFates, statusOf, type Fate } from "../sms/fates.ts";
import { fullNumber, masked } from "../sms/phones.ts";
import { accountOf } from "./account.ts";
import { ask } from "./api.ts";
import { listOf, markOf, readRef, writeRef, type Ref } from "./send.ts";

const Report = z.object({ SerialNo: z.string().default(""), ReportStatus: z.string().default(""), Description: z.string().default(""), SessionContext: z.string().default("") });
const Reports = z.object({ PullSmsSendStatusSet: z.array(Report) });

const mostReports = 100;
const daySeconds = 86_400;
/** Clocks differ; and the platform keeps seven days. */
const slackSeconds = 300;
const keptSeconds = 7 * daySeconds - slackSeconds;

/**
 * Asks the platform for the reports of the carriers, phone by phone. A report proves that a message went out, by its number or, where the platform
 * returns it, by our key. No report proves nothing, so an order is never said to be absent.
 */
export async function look(ctx: ConnectorContext, order: Order): Promise<Status> {
  const { phones } = accountOf(ctx);
  const ref = readRef(order.ref);
  if (ref && ref.list !== listOf(phones)) return { state: "unclear", rawBody: "the list of phones is another by now" };
  const nowSeconds = Math.floor(ctx.now().getTime() / 1000);
  const sought = { key: order.key, from: Math.max(nowSeconds - keptSeconds, (ref?.atSeconds ?? nowSeconds - daySeconds) - slackSeconds), to: nowSeconds };
  const asked = phones.flatMap((phone, n) => (ref?.marks[n] === null ? [] : [{ phone, mark: ref?.marks[n] ?? null }]));
  const fates = await eachPhone(asked, ({ phone, mark }) => fateAt(ctx, phone, { ...sought, mark }), { everyMs: 1_000 });
  const known = fates.some(({ state }) => state === "delivered" || state === "failed") || (ref !== null && ref.marks.length > 0 && fates.every(({ state }) => state === "missing"));
  return known ? statusOf(fates, writeRef(ref ?? blank(phones, nowSeconds))) : { state: "unclear", rawBody: sayFates(fates) };
}

const blank = (phones: readonly string[], atSeconds: number): Ref => ({ atSeconds, list: listOf(phones), marks: [] });

async function fateAt(ctx: ConnectorContext, phone: string, { key, mark, from, to }: { key: string; mark: string | null; from: number; to: number }): Promise<Fate> {
  const { sdkAppId, phones } = accountOf(ctx);
  const answer = await ask(ctx, "PullSmsSendStatusByPhoneNumber", { BeginTime: from, EndTime: to, Offset: 0, Limit: mostReports, PhoneNumber: fullNumber(phone), SmsSdkAppId: sdkAppId });
  const reports = answer.ok ? Reports.safeParse(answer.said).data?.PullSmsSendStatusSet : undefined;
  if (!reports) return { phone, state: "unread", code: answer.ok ? "unreadable" : answer.rawCode };
  const own = reports.find(({ SerialNo, SessionContext }) => (mark !== null && markOf(SerialNo) === mark) || SessionContext === key);
  if (own?.ReportStatus === "SUCCESS") return { phone, state: "delivered" };
  if (own?.ReportStatus === "FAIL") return { phone, state: "failed", code: masked(own.Description, phones).slice(0, 60) };
  return { phone, state: "missing" };
}
