import { z } from "zod";
import type { ConnectorContext, Failure, Order, Submitted } from "#kernel/connector.ts";
import { sha256Hex } from "#kernel/fingerprint.ts";
import { evidence, failure } from "../failures.ts";
import { parseJson } from "../json.ts";
import { failureOf, meaningOf } from "../sms/codes.ts";
import { fullNumber, lastFour } from "../sms/phones.ts";
import { Signed } from "../sms/template.ts";
import { accountOf } from "./account.ts";
import { ask } from "./api.ts";
import { results } from "./results.ts";

const Told = z.object({ Code: z.string(), PhoneNumber: z.string().default(""), SerialNo: z.string().default("") });
type Told = z.infer<typeof Told>;
const Sent = z.object({ SendStatusSet: z.array(Told).min(1), RequestId: z.string().default("") });

/** When a message was handed in (seconds since 1970), to which list of phones, and a mark of the platform's number for each phone, null where it refused the phone; no marks where no answer told any. */
export type Ref = { atSeconds: number; list: string; marks: readonly (string | null)[] };

const markLength = 6;
const refused = "-".repeat(markLength);

/** A platform's number as a ref keeps it: 24 bits tell the few messages of one phone apart, and 200 of them still fit an index. */
export const markOf = (serialNo: string): string => sha256Hex(serialNo).slice(0, markLength);

/** A list of phones by its fingerprint, so that a ref is never read over another list. */
export const listOf = (phones: readonly string[]): string => sha256Hex(phones.map(fullNumber).join()).slice(0, 8);

/** A ref as it is kept: 1775196000.1f2e3d4c.a1b2c3------. */
export const writeRef = ({ atSeconds, list, marks }: Ref): string => `${atSeconds}.${list}.${marks.map((mark) => mark ?? refused).join("")}`;

/** A ref read, or null where it is none of ours. */
export function readRef(ref: string | null): Ref | null {
  const [, atSeconds = "", list = "", marks = ""] = /^(\d+)\.([0-9a-f]{8})\.((?:[0-9a-f]{6}|-{6})*)$/.exec(ref ?? "") ?? [];
  return atSeconds === "" ? null : { atSeconds: Number(atSeconds), list, marks: (marks.match(/.{6}/g) ?? []).map((mark) => (mark === refused ? null : mark)) };
}

/** Sends the signed words to every phone of the account in one call, under the order's key. The platform answers for each number: one that it takes makes the message accepted. */
export async function send(ctx: ConnectorContext, order: Order): Promise<Submitted | Failure> {
  const { phones, sdkAppId } = accountOf(ctx);
  const { signName, templateCode, words } = Signed.parse(parseJson(order.payload));
  const handedIn: Ref = { atSeconds: Math.floor(ctx.now().getTime() / 1000), list: listOf(phones), marks: [] };
  const answer = await ask(ctx, "SendSms", {
    PhoneNumberSet: phones.map(fullNumber), SmsSdkAppId: sdkAppId, SignName: signName, TemplateId: templateCode, TemplateParamSet: [words], SessionContext: order.key,
  });
  const unknown = (why: Failure): Failure => (why.class === "unknownOutcome" ? { ...why, ref: writeRef(handedIn) } : why);
  if (!answer.ok) return unknown(answer);
  const sent = Sent.safeParse(answer.said).data;
  if (!sent) return unknown(failure("unknownOutcome", "no-status", answer.rawBody));
  const rawBody = sayTold(sent.RequestId, sent.SendStatusSet);
  const told = new Map(sent.SendStatusSet.map((one) => [fullNumber(one.PhoneNumber), one]));
  const marks = phones.map((phone) => { const one = told.get(fullNumber(phone)); return one?.Code === "Ok" ? markOf(one.SerialNo) : null; });
  return marks.some((mark) => mark !== null) ? { ok: true, ref: writeRef({ ...handedIn, marks }), rung: "accepted", rawBody } : unknown(nobody(sent.SendStatusSet, rawBody));
}

/** What the platform said of each number, as evidence: those it refused by their last four digits and its code. */
const sayTold = (requestId: string, told: readonly Told[]): string => {
  const no = told.filter(({ Code }) => Code !== "Ok");
  return evidence(JSON.stringify({ RequestId: requestId, numbers: told.length, taken: told.length - no.length, refused: no.map(({ PhoneNumber, Code }) => `${lastFour(PhoneNumber)} ${Code}`) }));
};

/** Nobody gets it: for the one reason all numbers share, else because of the numbers; unknown as soon as one may have it all the same. */
function nobody(told: readonly Told[], rawBody: string): Failure {
  const failures = told.map(({ Code }) => failureOf(meaningOf(results, Code), Code, rawBody));
  const lost = failures.find((one) => one.class === "unknownOutcome");
  const [first] = failures;
  if (lost || !first) return lost ?? failure("unknownOutcome", "no-status", rawBody);
  if (failures.some((one) => one.class !== first.class)) return failure("recipient", first.rawCode, rawBody, { scope: "recipient" });
  const rests = failures.flatMap(({ retryAfterSeconds }) => retryAfterSeconds ?? []);
  return rests.length > 0 ? { ...first, retryAfterSeconds: Math.max(...rests) } : first;
}
