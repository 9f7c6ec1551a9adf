import { z } from "zod";
import type { ConnectorContext, Failure, OutboundAnswer } from "#kernel/connector.ts";
import { sha256Hex } from "#kernel/fingerprint.ts";
import { evidence, failure, forCall, refusedBareStatus, unanswered } from "../failures.ts";
import { parseJson } from "../json.ts";
import { openTokenBroker, type Grant, type TokenUse } from "../tokens.ts";
import { accountOf } from "./account.ts";
import { failureOf, tokenCodes } from "./results.ts";

/** What the platform said when it did as asked. */
type Said = { ok: true; said: unknown; rawBody: string };

/** One call. `once`: a repeat might be seen by the public, so an answer that was lost leaves the outcome unknown; everything else may be asked again. `doneBefore`: the code by which the platform says that it did this before, which is as good as done. */
export type Call = { path: string; query?: string; once?: true; doneBefore?: number; timeoutMs?: number } & ({ json: object } | { form: { type: string; body: Uint8Array } });

const Answer = z.looseObject({ errcode: z.coerce.number().default(0) });
const TokenAnswer = z.object({ access_token: z.string(), expires_in: z.number() });

// The platform renews five minutes early and both tokens are good meanwhile; forced renewals: 20 a day, 30 s apart.
const tokens = openTokenBroker({ earlySeconds: 300, forced: { perDay: 20, apartSeconds: 30 } });

/** Asks the platform as the account: with a token that is good, renewed once if the platform refuses it, which certainly had no effect. */
export const ask = (ctx: ConnectorContext, call: Call): Promise<Said | Failure> => tokens.calling(tokenUse(ctx), tokenCodes, (token) => askWith(ctx, call, token));

function tokenUse(ctx: ConnectorContext): TokenUse {
  const { baseUrl, appId, appSecret } = accountOf(ctx);
  return { credential: sha256Hex(`${baseUrl}\n${appId}\n${appSecret}`), now: ctx.now, ask: (force) => askToken(ctx, force) };
}

async function askToken(ctx: ConnectorContext, force: boolean): Promise<Grant | Failure> {
  const { appId, appSecret } = accountOf(ctx);
  const answer = await post(ctx, { path: "stable_token", json: { grant_type: "client_credential", appid: appId, secret: appSecret, force_refresh: force } }, "");
  const read = readAnswer(answer, ctx.now(), {});
  if (!read.ok) return read;
  const grant = TokenAnswer.safeParse(read.said).data;
  // What came instead may hold a token, so it is nobody's evidence.
  return grant ? { ok: true, token: grant.access_token, lifeSeconds: grant.expires_in } : failure("transient", "no-token", "", { scope: "app" });
}

const askWith = async (ctx: ConnectorContext, call: Call, token: string): Promise<Said | Failure> =>
  readAnswer(await post(ctx, call, `access_token=${encodeURIComponent(token)}${call.query ? `&${call.query}` : ""}`), ctx.now(), call);

function post(ctx: ConnectorContext, call: Call, query: string): Promise<OutboundAnswer> {
  const { baseUrl } = accountOf(ctx);
  const { type, body } = "json" in call ? { type: "application/json; charset=utf-8", body: JSON.stringify(call.json) } : call.form;
  return ctx.call({
    method: "POST", url: `${baseUrl.replace(/\/$/, "")}/cgi-bin/${call.path}${query ? `?${query}` : ""}`, headers: { "content-type": type }, body,
    ...(call.timeoutMs === undefined ? {} : { timeoutMs: call.timeoutMs }),
  });
}

/** An answer read: a status that is no 200, a page that is no JSON and a code that is not 0 are failures; only the platform's own codes blame the secret. */
function readAnswer(answer: OutboundAnswer, now: Date, { once = false, doneBefore = 0 }: { once?: boolean; doneBefore?: number }): Said | Failure {
  if (!answer.ok) return forCall(unanswered(answer), once);
  if (answer.status !== 200) return forCall(refusedBareStatus(answer, now, !once), once);
  const said = Answer.safeParse(parseJson(answer.body)).data;
  if (!said) return failure(once ? "unknownOutcome" : "transient", "unreadable", answer.body);
  return said.errcode === 0 || said.errcode === doneBefore ? { ok: true, said, rawBody: evidence(answer.body) } : failureOf(said.errcode, answer.body);
}
