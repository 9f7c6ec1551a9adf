import { z } from "zod";
import type { ConnectorContext, Failure } from "#kernel/connector.ts";
import { failure } from "../failures.ts";
import { secondsOf, type Ref } from "./refs.ts";
import type { Signed } from "./post.ts";
import { ask } from "./token.ts";

/** A post as the platform shows it. `video_status` and `is_reviewed` are not told to every application any more (the platform's notice of 2024-11-15). */
const Item = z.object({
  item_id: z.string().min(1), title: z.string().default(""), create_time: z.coerce.number(), share_url: z.string().optional(), is_top: z.boolean().default(false),
  media_type: z.coerce.number().optional(), video_status: z.coerce.number().optional(), is_reviewed: z.boolean().optional(),
});
export type Item = z.infer<typeof Item>;

const Items = z.object({ list: z.array(Item).nullish().transform((list) => list ?? []), has_more: z.boolean().optional() });

/** The newest posts are looked through, and no more than this many. */
const newest = 20;

/** How long a post may take to be listed before anything is concluded from not seeing it. The platform names no time; this is generous. */
const quietSeconds = 900;

/** How far the platform's clock and ours may be apart. */
const skewSeconds = 120;

/** Is it too early to conclude anything from not seeing a post? */
export const isEarly = (ctx: ConnectorContext, { atSeconds }: Ref): boolean => secondsOf(ctx.now()) - atSeconds < quietSeconds;

/** A post by its number (video_data); null where the platform tells of none. */
export async function readItem(ctx: ConnectorContext, id: string): Promise<{ ok: true; item: Item | null; rawBody: string } | Failure> {
  const answer = await ask(ctx, { path: "video_data", json: { item_ids: [id] } });
  if (!answer.ok) return answer;
  const list = Items.safeParse(answer.data).data?.list;
  return list ? { ok: true, item: list.find(({ item_id }) => item_id === id) ?? null, rawBody: answer.rawBody } : failure("transient", "unreadable", answer.rawBody);
}

/** What the newest posts tell of words that were handed in. `none` = the list proves that nothing came of them. */
type Found = { ok: true; item: Item | null; none: boolean; rawBody: string };

/**
 * Looks for signed words among the newest posts (video_list, which shows those under audit too). That nothing came of them is certain only where the
 * list, but for posts pinned to its top, reaches back beyond their time or is whole, and shows no post at all from then: one whose words were changed would look like another's.
 */
export async function findItem(ctx: ConnectorContext, { atSeconds }: Ref, signed: Signed): Promise<Found | Failure> {
  const answer = await ask(ctx, { method: "GET", path: "video_list", query: { cursor: "0", count: String(newest) } });
  if (!answer.ok) return answer;
  const told = Items.safeParse(answer.data).data;
  if (!told) return failure("transient", "unreadable", answer.rawBody);
  const from = atSeconds - skewSeconds;
  const within = told.list.filter(({ create_time }) => create_time >= from && create_time <= atSeconds + quietSeconds);
  const reachesBack = told.has_more === false || told.list.some(({ create_time, is_top }) => !is_top && create_time < from);
  return { ok: true, item: within.find((one) => isAsSigned(one, signed)) ?? null, none: within.length === 0 && reachesBack, rawBody: answer.rawBody };
}

const words = (text: string): string => text.replace(/\s+/g, "");
/** What the platform calls a post of pictures, and one of a film. */
const mediaTypes = { pictures: 2, film: 4 };

/** Is this what people signed, as far as the platform shows it: every word, and a film where it was one? Its bytes it makes anew and shows to nobody. */
export const isAsSigned = ({ title, media_type }: Item, { text, film }: Signed): boolean =>
  words(title) === words(text) && (media_type === undefined || media_type === (film ? mediaTypes.film : mediaTypes.pictures));
