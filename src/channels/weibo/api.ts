import { z } from "zod";
import type { ConnectorContext, Failure, OutboundAnswer } from "#kernel/connector.ts";
import { evidence, failure, forCall, refusedBareStatus, retryAfter, unanswered } from "../failures.ts";
import { formOf } from "../form.ts";
import { parseJson } from "../json.ts";
import { accountOf } from "./account.ts";
import { failureOf } from "./results.ts";
import type { Picture } from "./status.ts";

/** What the platform said when it did as asked. */
type Said = { ok: true; said: unknown; rawBody: string };

/** A picture with its bytes. */
export type Pic = Pick<Picture, "sha256" | "mime"> & { file: Uint8Array };

/** One call. `once`: a repeat might be seen by the public, so an answer that was lost leaves the outcome unknown; everything else may be asked again. */
type Call = { path: string; fields: Readonly<Record<string, string>>; once?: true; pic?: Pic | null };

const uploadMs = 60_000;
const Refusal = z.looseObject({ error_code: z.coerce.number() });

/** Reads something. */
export async function read(ctx: ConnectorContext, { path, fields }: Pick<Call, "path" | "fields">): Promise<Said | Failure> {
  const { accessToken } = accountOf(ctx);
  const query = new URLSearchParams({ ...fields, access_token: accessToken }).toString();
  return readAnswer(await ctx.call({ method: "GET", url: `${addressOf(ctx, path)}?${query}` }), ctx.now(), false);
}

/** Posts a form: the plain kind, or one of several parts where it brings a picture. */
export async function post(ctx: ConnectorContext, { path, fields, once, pic }: Call): Promise<Said | Failure> {
  const all = { access_token: accountOf(ctx).accessToken, ...fields };
  const { type, body } = pic ? formOf({ field: "pic", sha256: pic.sha256, mime: pic.mime, bytes: pic.file }, all) : { type: "application/x-www-form-urlencoded; charset=utf-8", body: new URLSearchParams(all).toString() };
  const answer = await ctx.call({ method: "POST", url: addressOf(ctx, path), headers: { "content-type": type }, body, ...(pic ? { timeoutMs: uploadMs } : {}) });
  return readAnswer(answer, ctx.now(), once === true);
}

const addressOf = (ctx: ConnectorContext, path: string): string => `${accountOf(ctx).baseUrl.replace(/\/$/, "")}/${path}`;

/** An answer read: the platform's own codes first, whatever the status beside them; only they blame the token. */
function readAnswer(answer: OutboundAnswer, now: Date, once: boolean): Said | Failure {
  if (!answer.ok) return forCall(unanswered(answer), once);
  const said = parseJson(answer.body);
  const refusal = Refusal.safeParse(said).data;
  if (refusal) return forCall(failureOf(refusal.error_code, answer.body, retryAfter(answer.headers, now)), once);
  if (answer.status !== 200) return forCall(refusedBareStatus(answer, now, !once), once);
  return said === null ? failure(once ? "unknownOutcome" : "transient", "unreadable", answer.body) : { ok: true, said, rawBody: evidence(answer.body) };
}
