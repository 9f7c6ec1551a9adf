import { randomUUID } from "node:crypto";
import { z } from "zod";
import type { ConnectorContext, Failure, OutboundAnswer } from "#kernel/connector.ts";
import { evidence, failure, refusedBareStatus, unanswered } from "../failures.ts";
import { parseJson } from "../json.ts";
import { failureOf } from "../sms/codes.ts";
import { masked } from "../sms/phones.ts";
import { accountOf } from "./account.ts";
import { signCall } from "./sign.ts";
import { refusalOf } from "./results.ts";

/** What the platform said when it did as asked. */
type Said = { ok: true; said: unknown; rawBody: string };

const Answer = z.looseObject({ Code: z.string(), Message: z.string().default("") });

/** One signed call. What comes back as evidence names no phone beyond its last four digits. */
export async function ask(ctx: ConnectorContext, action: "SendSms" | "QuerySendDetails", params: Readonly<Record<string, string>>): Promise<Said | Failure> {
  const { baseUrl, accessKeyId, accessKeySecret, phones } = accountOf(ctx);
  const { origin, host } = new URL(baseUrl);
  const { query, headers } = signCall({ host, action, version: "2017-05-25", params }, { id: accessKeyId, secret: accessKeySecret }, ctx.now(), randomUUID());
  const answer = await ctx.call({ method: "POST", url: `${origin}/?${query}`, headers });
  return answer.ok ? readAnswer(answer, masked(answer.body, phones), ctx.now()) : unanswered(answer);
}

function readAnswer(answer: Extract<OutboundAnswer, { ok: true }>, shown: string, now: Date): Said | Failure {
  const said = Answer.safeParse(parseJson(answer.body)).data;
  if (answer.status === 200 && said?.Code === "OK") return { ok: true, said, rawBody: evidence(shown) };
  const known = said ? refusalOf(said.Code, said.Message, shown, now) : null;
  if (known) return known;
  if (answer.status === 200) return said ? failureOf(undefined, said.Code, shown) : failure("unknownOutcome", "unreadable", shown);
  return refusedBareStatus({ ...answer, body: shown }, now, false);
}
