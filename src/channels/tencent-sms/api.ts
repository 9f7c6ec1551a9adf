import { z } from "zod";
import type { ConnectorContext, Failure, OutboundAnswer } from "#kernel/connector.ts";
import { evidence, failure, refusedBareStatus, unanswered } from "../failures.ts";
import { parseJson } from "../json.ts";
import { failureOf, meaningOf } from "../sms/codes.ts";
import { masked } from "../sms/phones.ts";
import { accountOf } from "./account.ts";
import { results } from "./results.ts";
import { signCall } from "./sign.ts";

/** What the platform said when it did as asked. */
type Said = { ok: true; said: unknown; rawBody: string };

const Answer = z.object({ Response: z.looseObject({ Error: z.object({ Code: z.string(), Message: z.string().default("") }).optional() }) });

/** One signed call. What comes back as evidence names no phone beyond its last four digits. */
export async function ask(ctx: ConnectorContext, action: "SendSms" | "PullSmsSendStatusByPhoneNumber", params: object): Promise<Said | Failure> {
  const { baseUrl, region, secretId, secretKey, phones } = accountOf(ctx);
  const { origin, host } = new URL(baseUrl);
  const atSeconds = Math.floor(ctx.now().getTime() / 1000);
  const body = JSON.stringify(params);
  const headers = { "content-type": "application/json; charset=utf-8", "x-tc-action": action, "x-tc-region": region, "x-tc-timestamp": String(atSeconds), "x-tc-version": "2021-01-11" };
  const authorization = signCall({ host, service: "sms", headers, body }, { id: secretId, secret: secretKey }, atSeconds);
  const answer = await ctx.call({ method: "POST", url: `${origin}/`, headers: { ...headers, host, authorization }, body });
  return answer.ok ? readAnswer(answer, masked(answer.body, phones), ctx.now()) : unanswered(answer);
}

function readAnswer(answer: Extract<OutboundAnswer, { ok: true }>, shown: string, now: Date): Said | Failure {
  if (answer.status !== 200) return refusedBareStatus({ ...answer, body: shown }, now, false);
  const said = Answer.safeParse(parseJson(answer.body)).data?.Response;
  if (!said) return failure("unknownOutcome", "unreadable", shown);
  if (said.Error) return failureOf(meaningOf(results, said.Error.Code), said.Error.Code, shown);
  return { ok: true, said, rawBody: evidence(shown) };
}
