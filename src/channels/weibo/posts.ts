import { z } from "zod";
import type { ConnectorContext, Failure } from "#kernel/connector.ts";
import { failure } from "../failures.ts";
import { accountOf } from "./account.ts";
import { read } from "./api.ts";
import { secondsOf, type Ref } from "./refs.ts";
import { gone } from "./results.ts";
import type { Signed } from "./status.ts";
import { saysTheSame } from "./words.ts";

const yes = z.union([z.boolean(), z.number(), z.string()]).optional().transform((value) => value === true || value === 1 || value === "1");

/** A post as the platform shows it. */
export const Post = z.object({
  idstr: z.string().regex(/^\d+$/), created_at: z.string().transform((said) => new Date(said)), text: z.string(), mid: z.string().regex(/^\d+$/).optional(),
  original_pic: z.string().optional(), pic_urls: z.array(z.unknown()).optional(), truncated: yes, isLongText: yes, deleted: yes,
});
export type Post = z.infer<typeof Post>;

const Timeline = z.object({ statuses: z.array(Post), total_number: z.number().optional() });

/** How long a post may take to be shown: the platform says one to two minutes (20032); nothing is concluded before. */
const quietSeconds = 300;

/** How far the platform's clock and ours may be apart. */
const skewSeconds = 120;

/** How far back words may stand that the platform says it has, or whose time nobody knows. */
const lookBackSeconds = 86_400;

/** Is it too early to conclude anything from not seeing a post? */
export const isEarly = (ctx: ConnectorContext, { atSeconds }: Ref): boolean => secondsOf(ctx.now()) - atSeconds < quietSeconds;

/** A post by its number; null where there is none any more. */
export async function readPost(ctx: ConnectorContext, id: string): Promise<{ ok: true; post: Post | null; rawBody: string } | Failure> {
  const answer = await read(ctx, { path: "2/statuses/show.json", fields: { id } });
  if (!answer.ok) return answer.rawCode === gone ? { ok: true, post: null, rawBody: answer.rawBody } : answer;
  const post = Post.safeParse(answer.said).data;
  return post ? { ok: true, post: post.deleted ? null : post, rawBody: answer.rawBody } : failure("transient", "unreadable", answer.rawBody);
}

/** What the newest posts tell of words that were handed in. `none` = the list proves that nothing came of them. */
type Found = { ok: true; post: Post | null; none: boolean; rawBody: string };

/**
 * Looks for words among the newest posts that came through this application (user_timeline, which shows five). That nothing came of them is certain only
 * where their time is known and the list reaches back beyond it, or is whole, and shows no post at all from then: one that the platform changed would look like another's.
 */
export async function findPost(ctx: ConnectorContext, ref: Ref | null, isOurs: (post: Post) => boolean): Promise<Found | Failure> {
  const { uid } = accountOf(ctx);
  const answer = await read(ctx, { path: "2/statuses/user_timeline.json", fields: { uid, count: "20", base_app: "1" } });
  if (!answer.ok) return answer;
  const list = Timeline.safeParse(answer.said).data;
  if (!list) return failure("transient", "unreadable", answer.rawBody);
  const from = ref?.kind === "lost" ? ref.atSeconds - skewSeconds : secondsOf(ctx.now()) - lookBackSeconds;
  const until = ref?.kind === "lost" ? ref.atSeconds + quietSeconds : Infinity;
  const within = list.statuses.filter(({ created_at, deleted }) => !deleted && secondsOf(created_at) >= from && secondsOf(created_at) <= until);
  const post = within.find(isOurs) ?? null;
  const reachesBack = list.statuses.some(({ created_at }) => secondsOf(created_at) < from) || (list.total_number !== undefined && list.total_number <= list.statuses.length);
  return { ok: true, post, none: ref?.kind === "lost" && !isEarly(ctx, ref) && within.length === 0 && reachesBack, rawBody: answer.rawBody };
}

/** Is this what people signed: every word and address, and a picture where there was one? Undefined where the platform shows only a part. */
export function matchesSigned(post: Post, { status, pic }: Signed): boolean | undefined {
  if (post.truncated || post.isLongText) return undefined;
  const pictures = Math.max(post.pic_urls?.length ?? 0, post.original_pic ? 1 : 0);
  return saysTheSame(post.text, status) && pictures === (pic ? 1 : 0);
}

const digits = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
const base62 = (n: number): string => (n < 62 ? digits.charAt(n) : base62(Math.floor(n / 62)) + digits.charAt(n % 62));

/** Where people read a post: its number in groups of seven digits from the right, each in base 62 and four wide but for the first. */
export function addressOf(uid: string, { mid, idstr }: Pick<Post, "mid" | "idstr">): string {
  const number = mid ?? idstr;
  const groups: string[] = [];
  for (let end = number.length; end > 0; end -= 7) groups.unshift(base62(Number(number.slice(Math.max(0, end - 7), end))).padStart(end > 7 ? 4 : 1, "0"));
  return `https://weibo.com/${uid}/${groups.join("")}`;
}
