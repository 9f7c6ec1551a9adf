import { z } from "zod";
import type { ConnectorContext, Failure } from "#kernel/connector.ts";
import { sha256Hex } from "#kernel/fingerprint.ts";
import { failure } from "../failures.ts";
import { openTokenBroker, type Grant, type TokenUse } from "../tokens.ts";
import { accountOf } from "./account.ts";
import { call, type Call } from "./api.ts";
import { tokenCodes } from "./results.ts";

const Granted = z.object({ access_token: z.string(), expires_in: z.coerce.number(), open_id: z.string(), refresh_expires_in: z.coerce.number().optional() });

// Asked with the authorisation (refresh_token), the platform answers with the one access token in force and lets it live fifteen days more, or with another where it
// was over; the authorisation itself lives thirty days from the day a person gave it, however often it is used. It cannot be forced: "force" asks plainly once more.
const tokens = openTokenBroker({ earlySeconds: 86_400, forced: { perDay: 20, apartSeconds: 30 } });

/** How long before its end an authorisation makes its account ill, so that its owner is told while it still works. */
const warnSeconds = 3 * 86_400;

/** Until when authorisations live, as the platform last told this process. */
const authorisedUntil = new Map<string, number>();

/** Calls the platform as the account: with a token that is good, renewed once if the platform refuses it, which certainly had no effect. */
export function ask(ctx: ConnectorContext, { path, query = {}, ...rest }: Call): ReturnType<typeof call> {
  const asked = { ...rest, path: `/api/douyin/v1/video/${path}/`, query: { open_id: accountOf(ctx).openId, ...query } };
  return tokens.calling(tokenUse(ctx), tokenCodes, (token) => call(ctx, { ...asked, token }));
}

function tokenUse(ctx: ConnectorContext): TokenUse {
  const { baseUrl, clientKey, refreshToken } = accountOf(ctx);
  const credential = sha256Hex(`${baseUrl}\n${clientKey}\n${refreshToken}`);
  return { credential, now: ctx.now, ask: () => askToken(ctx, credential) };
}

async function askToken(ctx: ConnectorContext, credential: string): Promise<Grant | Failure> {
  const { clientKey, openId, refreshToken } = accountOf(ctx);
  const body = new URLSearchParams({ client_key: clientKey, grant_type: "refresh_token", refresh_token: refreshToken }).toString();
  const answer = await call(ctx, { path: "/oauth/refresh_token/", form: { type: "application/x-www-form-urlencoded", body: Buffer.from(body) } });
  if (!answer.ok) return answer;
  const granted = Granted.safeParse(answer.data).data;
  // What came instead may hold a token, so it is nobody's evidence.
  if (!granted) return failure("transient", "no-token", "", { scope: "app" });
  if (granted.open_id !== openId) return failure("permission", "another-account", `授权属于另一个账号（${granted.open_id}）`);
  if (granted.refresh_expires_in !== undefined) authorisedUntil.set(credential, ctx.now().getTime() + granted.refresh_expires_in * 1000);
  return { ok: true, token: granted.access_token, lifeSeconds: granted.expires_in };
}

/** Whether the authorisation is good, for this very account, to list what it posted, and how long a person need not renew it; it publishes nothing. */
export async function examine(ctx: ConnectorContext): Promise<{ ok: boolean; detail: string }> {
  const answer = await ask(ctx, { method: "GET", path: "video_list", query: { cursor: "0", count: "1" } });
  if (!answer.ok) return { ok: false, detail: `${answer.class} ${answer.rawCode} ${answer.rawBody}`.slice(0, 300) };
  const until = authorisedUntil.get(tokenUse(ctx).credential);
  const days = until === undefined ? null : Math.floor((until - ctx.now().getTime()) / 86_400_000);
  if (until !== undefined && until - ctx.now().getTime() < warnSeconds * 1000) return { ok: false, detail: `授权只剩 ${days} 天，现在还能发；请马上重新授权 / the authorisation lives ${days} days more and still works: authorise again now` };
  return { ok: true, detail: `授权有效${days === null ? "" : `，还剩 ${days} 天`}，能读作品；发布权限要真发一条才知道 / the authorisation is good${days === null ? "" : ` for ${days} days more`}; the right to post shows only when something is posted` };
}
