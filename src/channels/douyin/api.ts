import { z } from "zod";
import type { ConnectorContext, Failure, OutboundAnswer } from "#kernel/connector.ts";
import { evidence, failure, forCall, refusedBareStatus, retryAfter, unanswered } from "../failures.ts";
import type { Form } from "../form.ts";
import { parseJson } from "../json.ts";
import { accountOf } from "./account.ts";
import { failureOf } from "./results.ts";

/** What the platform said when it did as asked: the inside of its envelope. */
type Said = { ok: true; data: unknown; rawBody: string };

/** One call. `once`: a repeat might be seen by the public, so an answer that was lost leaves the outcome unknown; everything else may be asked again. */
export type Call = { method?: "GET" | "POST"; path: string; query?: Readonly<Record<string, string>>; json?: object; form?: Form; once?: true; token?: string; timeoutMs?: number };

const code = z.coerce.number().default(0);
/** {data:{error_code,description},extra:{logid,sub_error_code,now}}; some refusals come with the code in `extra` alone. */
const Envelope = z.looseObject({ data: z.looseObject({ error_code: code }).nullish(), extra: z.looseObject({ error_code: code }).nullish() });

/** Makes one call and reads the platform's own code first, whatever the status beside it; only its own codes blame the token. */
export async function call(ctx: ConnectorContext, { method = "POST", path, query = {}, json, form, once, token, timeoutMs }: Call): Promise<Said | Failure> {
  const words = new URLSearchParams(query).toString();
  const answer = await ctx.call({
    method, url: `${accountOf(ctx).baseUrl.replace(/\/$/, "")}${path}${words ? `?${words}` : ""}`,
    headers: { "content-type": form?.type ?? "application/json", ...(token === undefined ? {} : { "access-token": token }) },
    ...(form ? { body: form.body } : json ? { body: JSON.stringify(json) } : {}), ...(timeoutMs === undefined ? {} : { timeoutMs }),
  });
  return readAnswer(answer, ctx.now(), once === true);
}

function readAnswer(answer: OutboundAnswer, now: Date, once: boolean): Said | Failure {
  if (!answer.ok) return forCall(unanswered(answer), once);
  const { data, extra } = Envelope.safeParse(parseJson(answer.body)).data ?? {};
  const refused = data?.error_code || extra?.error_code;
  if (refused) return forCall(failureOf(refused, answer.body, retryAfter(answer.headers, now)), once);
  if (answer.status !== 200) return forCall(refusedBareStatus(answer, now, !once), once);
  return data ? { ok: true, data, rawBody: evidence(answer.body) } : failure(once ? "unknownOutcome" : "transient", "unreadable", answer.body);
}
