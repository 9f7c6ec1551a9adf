import { z } from "zod";
import type { ConnectorContext } from "#kernel/connector.ts";
import { sha256Hex } from "#kernel/fingerprint.ts";
import { accountOf } from "./account.ts";
import { post } from "./api.ts";

const Told = z.object({ uid: z.coerce.string(), expire_in: z.coerce.number().optional(), expires_in: z.coerce.number().optional() });

/** How long before its end a token makes its account ill, so that its owner is told while it still works. */
const warnSeconds = 3 * 86_400;

/** The platform counts a hundred calls a day for one account: what it told of a token is believed for so long. */
const believedMs = 3_600_000;

type Known = { uid: string; askedAt: number; until: number };
const known = new Map<string, Known>();

const lasting = (seconds: number): readonly [zh: string, en: string] =>
  seconds >= 2 * 86_400 ? [`${Math.floor(seconds / 86_400)} 天`, `${Math.floor(seconds / 86_400)} days`] : [`${Math.floor(seconds / 3600)} 小时`, `${Math.floor(seconds / 3600)} hours`];

/** Whose token it is and how long it still lives, as the platform tells (oauth2/get_token_info); it publishes nothing. */
export async function examineToken(ctx: ConnectorContext): Promise<{ ok: boolean; detail: string }> {
  const { baseUrl, uid, accessToken } = accountOf(ctx);
  const credential = sha256Hex(`${baseUrl}\n${accessToken}`);
  const now = ctx.now().getTime();
  const before = known.get(credential);
  const told = before && before.until > now && Math.abs(now - before.askedAt) < believedMs ? before : await ask(ctx, now);
  if ("detail" in told) return { ok: false, detail: told.detail };
  known.set(credential, told);
  if (told.uid !== uid) return { ok: false, detail: `令牌属于另一个账号（${told.uid}） / the token is another account's` };
  const left = (told.until - now) / 1000;
  if (left <= 0) return { ok: false, detail: "令牌已过期，请重新授权 / the token has expired: authorise again" };
  const [zh, en] = lasting(left);
  if (left < warnSeconds) return { ok: false, detail: `令牌只剩 ${zh}，现在还能发；请马上重新授权 / the token lives ${en} more and still works: authorise again now` };
  return { ok: true, detail: `令牌有效，还剩 ${zh} / the token is good for ${en} more` };
}

async function ask(ctx: ConnectorContext, now: number): Promise<Known | { detail: string }> {
  const answer = await post(ctx, { path: "oauth2/get_token_info", fields: {} });
  if (!answer.ok) return { detail: `${answer.class} ${answer.rawCode} ${answer.rawBody}`.slice(0, 300) };
  const told = Told.safeParse(answer.said).data;
  const seconds = told?.expire_in ?? told?.expires_in;
  return told && seconds !== undefined ? { uid: told.uid, askedAt: now, until: now + seconds * 1000 } : { detail: `答复读不懂 / unreadable ${answer.rawBody}`.slice(0, 300) };
}
