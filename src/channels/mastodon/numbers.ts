import { z } from "zod";
import type { ConnectorContext, Failure, OwnNumbers } from "#kernel/connector.ts";
import { failure, refusedByStatus, unanswered } from "../failures.ts";
import { parseJson } from "../json.ts";
import { ask } from "./api.ts";

const Me = z.object({ id: z.string() });
const Count = z.number().int().min(0).default(0);
const Post = z.object({ id: z.string(), created_at: z.coerce.date(), reblog: z.looseObject({}).nullish(), reblogs_count: Count, favourites_count: Count, replies_count: Count });
const Posts = z.array(Post);

const pageSize = 40;
/** Pages read at most: four thousand posts, more than any account of ours writes in a year. */
const mostPages = 100;

/** Counts the account's own posts of a period, page by page from the newest; the server tells no reads. */
export async function readNumbers(ctx: ConnectorContext, { from, until }: { from: Date; until: Date }): Promise<{ ok: true; numbers: OwnNumbers } | Failure> {
  const me = await read(ctx, "/accounts/verify_credentials", Me);
  if (!me.ok) return me;
  const within: z.infer<typeof Posts> = [];
  let before = "";
  for (let page = 0; page < mostPages; page += 1) {
    const posts = await read(ctx, `/accounts/${me.value.id}/statuses?limit=${pageSize}${before === "" ? "" : `&max_id=${before}`}`, Posts);
    if (!posts.ok) return posts;
    within.push(...posts.value.filter(({ created_at }) => created_at >= from && created_at < until));
    const oldest = posts.value.at(-1);
    if (!oldest || oldest.created_at < from) return { ok: true, numbers: sumOf(within) };
    before = oldest.id;
  }
  return failure("content", "too-many-posts", "");
}

function sumOf(posts: z.infer<typeof Posts>): OwnNumbers {
  const own = posts.filter(({ reblog }) => !reblog);
  const sum = (of: (post: (typeof own)[number]) => number) => own.reduce((total, post) => total + of(post), 0);
  return { posts: posts.length, originalPosts: own.length, reads: 0, praises: sum((p) => p.favourites_count), shares: sum((p) => p.reblogs_count), comments: sum((p) => p.replies_count) };
}

async function read<T>(ctx: ConnectorContext, path: string, shape: z.ZodType<T>): Promise<{ ok: true; value: T } | Failure> {
  const answer = await ask(ctx, "GET", path);
  if (!answer.ok) return unanswered(answer);
  if (answer.status !== 200) return refusedByStatus(answer, ctx.now(), true);
  const value = shape.safeParse(parseJson(answer.body));
  return value.success ? { ok: true, value: value.data } : failure("transient", "unreadable", answer.body);
}
