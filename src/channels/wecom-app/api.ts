import { z } from "zod";
import type { ConnectorContext, Failure, OutboundAnswer } from "#kernel/connector.ts";
import { sha256Hex } from "#kernel/fingerprint.ts";
import { evidence, failure, forCall, refusedBareStatus, retryAfter, unanswered } from "../failures.ts";
import { parseJson } from "../json.ts";
import { openTokenBroker, type Grant, type TokenUse } from "../tokens.ts";
import { accountOf } from "./account.ts";
import { failureOf, tokenCodes } from "./results.ts";

/** What the platform said when it did as asked. */
type Said = { ok: true; said: unknown; rawBody: string };

/** One call; with `json` a POST. `once`: a repeat might reach people again, so an answer that was lost leaves the outcome unknown. */
type Call = { path: string; query?: Readonly<Record<string, string>>; json?: object; once?: true };

const Answer = z.looseObject({ errcode: z.coerce.number().default(0) });
const TokenAnswer = z.object({ access_token: z.string(), expires_in: z.number() });

// The platform answers with the one token in force until it is over, and knows no force: "force" asks plainly once more.
const tokens = openTokenBroker({ earlySeconds: 60, forced: { perDay: 20, apartSeconds: 30 } });

/** Asks the platform as the application: with a token that is good, renewed once if the platform refuses it, which certainly had no effect. */
export const ask = (ctx: ConnectorContext, call: Call): Promise<Said | Failure> => tokens.calling(tokenUse(ctx), tokenCodes, (token) => askWith(ctx, call, token));

function tokenUse(ctx: ConnectorContext): TokenUse {
  const { baseUrl, corpId, corpSecret } = accountOf(ctx);
  return { credential: sha256Hex(`${baseUrl}\n${corpId}\n${corpSecret}`), now: ctx.now, ask: () => askToken(ctx) };
}

async function askToken(ctx: ConnectorContext): Promise<Grant | Failure> {
  const { corpId, corpSecret } = accountOf(ctx);
  const read = await send(ctx, { path: "gettoken", query: { corpid: corpId, corpsecret: corpSecret } });
  if (!read.ok) return read;
  const grant = TokenAnswer.safeParse(read.said).data;
  // What came instead may hold a token, so it is nobody's evidence.
  return grant ? { ok: true, token: grant.access_token, lifeSeconds: grant.expires_in } : failure("transient", "no-token", "", { scope: "app" });
}

const askWith = (ctx: ConnectorContext, call: Call, token: string): Promise<Said | Failure> => send(ctx, { ...call, query: { access_token: token, ...call.query } });

async function send(ctx: ConnectorContext, { path, query = {}, json, once }: Call): Promise<Said | Failure> {
  const url = `${accountOf(ctx).baseUrl.replace(/\/$/, "")}/cgi-bin/${path}?${new URLSearchParams(query).toString()}`;
  const answer = await ctx.call(json ? { method: "POST", url, headers: { "content-type": "application/json; charset=utf-8" }, body: JSON.stringify(json) } : { method: "GET", url });
  return readAnswer(answer, ctx.now(), once === true);
}

/** An answer read: a status that is no 200, a page that is no JSON and a code that is not 0 are failures; only the platform's own codes blame the secret. */
function readAnswer(answer: OutboundAnswer, now: Date, once: boolean): Said | Failure {
  if (!answer.ok) return forCall(unanswered(answer), once);
  if (answer.status !== 200) return forCall(refusedBareStatus(answer, now, !once), once);
  const said = Answer.safeParse(parseJson(answer.body)).data;
  if (!said) return failure(once ? "unknownOutcome" : "transient", "unreadable", answer.body);
  return said.errcode === 0 ? { ok: true, said, rawBody: evidence(answer.body) } : failureOf(said.errcode, answer.body, retryAfter(answer.headers, now));
}
