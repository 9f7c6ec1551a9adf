import { z } from "zod";
import type { ConnectorContext, Failure } from "#kernel/connector.ts";
import { htmlWords } from "../html-words.ts";
import { ask } from "./api.ts";
import type { Signed } from "./article.ts";

/** How what was sent is found again: a task of publication, an article that came of one, or the draft that was handed in when the answer was lost. */
export type Ref = { kind: "task"; id: string } | { kind: "article"; id: string } | { kind: "draft"; id: string; handedInSeconds: number };

/** A reference as the house keeps it: a task by its bare number, as callbacks name it. */
export function writeRef(ref: Ref): string {
  if (ref.kind === "draft") return `draft/${ref.id}/${ref.handedInSeconds}`;
  return ref.kind === "article" ? `article/${ref.id}` : ref.id;
}

/** The same, read. */
export function readRef(ref: string): Ref {
  const [kind = "", id = "", seconds = ""] = ref.split("/");
  if (kind === "draft") return { kind, id, handedInSeconds: Number(seconds) };
  return kind === "article" ? { kind, id } : { kind: "task", id: ref };
}

const Task = z.object({ publish_status: z.coerce.number(), article_id: z.string().optional(), article_detail: z.object({ item: z.array(z.object({ article_url: z.string() })).default([]) }).optional() });
const NewsItem = z.object({ title: z.string(), author: z.string().default(""), digest: z.string().default(""), content: z.string().default(""), content_source_url: z.string().default(""), url: z.string().optional(), is_deleted: z.union([z.boolean(), z.number()]).default(false).transform(Boolean) });
const Article = z.object({ news_item: z.array(NewsItem) });
const List = z.object({ item: z.array(z.object({ article_id: z.string(), content: Article })).default([]) });
type NewsItem = z.infer<typeof NewsItem>;

/** Where a task of publication stands. */
export async function readTask(ctx: ConnectorContext, id: string): Promise<{ ok: true; status: number; articleId: string | null; url: string | null; rawBody: string } | Failure> {
  const answer = await ask(ctx, { path: "freepublish/get", json: { publish_id: id } });
  if (!answer.ok) return answer;
  const task = Task.safeParse(answer.said).data;
  if (!task) return unreadable(answer.rawBody);
  return { ok: true, status: task.publish_status, articleId: task.article_id || null, url: task.article_detail?.item[0]?.article_url ?? null, rawBody: answer.rawBody };
}

/** An article as the platform shows it; null where there is none any more. */
export async function readArticle(ctx: ConnectorContext, id: string): Promise<{ ok: true; item: NewsItem | null; rawBody: string } | Failure> {
  const answer = await ask(ctx, { path: "freepublish/getarticle", json: { article_id: id } });
  if (!answer.ok) return answer.rawCode === gone ? { ok: true, item: null, rawBody: answer.rawBody } : answer;
  const item = Article.safeParse(answer.said).data?.news_item[0];
  return item ? { ok: true, item: item.is_deleted ? null : item, rawBody: answer.rawBody } : unreadable(answer.rawBody);
}

/** The code for an article that is not there. */
export const gone = "53600";

/** The code for a draft that is not there. */
const noDraft = "40007";

/** How long a draft that was handed in may take to become an article before anything is concluded from finding it still a draft. */
const quietSeconds = 300;

/** A draft whose handing in got no answer: still kept long after it would have become an article, so nothing came of it; perhaps on its way; or gone, which proves nothing. */
export async function readDraft(ctx: ConnectorContext, draft: Extract<Ref, { kind: "draft" }>): Promise<{ ok: true; state: "kept" | "coming" | "gone"; rawBody: string } | Failure> {
  const answer = await ask(ctx, { path: "draft/get", json: { media_id: draft.id } });
  if (!answer.ok && answer.rawCode !== noDraft) return answer;
  const early = ctx.now().getTime() / 1000 - draft.handedInSeconds < quietSeconds;
  return { ok: true, state: early ? "coming" : answer.ok ? "kept" : "gone", rawBody: answer.rawBody };
}

const unreadable = (rawBody: string): Failure => ({ ok: false, class: "transient", scope: "account", rawCode: "unreadable", rawBody });

/** The newest articles are looked through, and no more of them read than this. */
const newest = 20;
const mostRead = 3;

/** The newest articles of the account without their texts, deleted ones too. */
async function listNewest(ctx: ConnectorContext): Promise<{ ok: true; items: { id: string; item: NewsItem }[] } | Failure> {
  const answer = await ask(ctx, { path: "freepublish/batchget", json: { offset: 0, count: newest, no_content: 1 } });
  if (!answer.ok) return answer;
  const list = List.safeParse(answer.said).data;
  return list ? { ok: true, items: list.item.flatMap(({ article_id, content }) => content.news_item.slice(0, 1).map((item) => ({ id: article_id, item }))) } : unreadable(answer.rawBody);
}

/** Finds the signed article among the newest of the account, by every word of it; null when it is not there. */
export async function findArticle(ctx: ConnectorContext, signed: Signed): Promise<{ ok: true; id: string | null } | Failure> {
  const listed = await listNewest(ctx);
  if (!listed.ok) return listed;
  const alike = listed.items.filter(({ item }) => !item.is_deleted && sameHead(item, signed));
  for (const { id } of alike.slice(0, mostRead)) {
    const read = await readArticle(ctx, id);
    if (!read.ok) return read;
    if (read.item && isAsSigned(read.item, signed)) return { ok: true, id };
  }
  return { ok: true, id: null };
}

/** Finds an article among the newest by the original it leads to; null when it is not there, or leads nowhere. */
export async function findByOriginal(ctx: ConnectorContext, original: string): Promise<{ ok: true; id: string | null } | Failure> {
  if (original === "") return { ok: true, id: null };
  const listed = await listNewest(ctx);
  return listed.ok ? { ok: true, id: listed.items.find(({ item }) => item.content_source_url === original)?.id ?? null } : listed;
}

const bare = (text: string): string => text.replace(/\s+/g, "");
const picturesIn = (html: string): number => html.match(/<img\b/gi)?.length ?? 0;

// An empty digest is filled in by the platform with the first words of the text.
const sameHead = (item: NewsItem, { article }: Signed): boolean =>
  bare(item.title) === bare(article.title) && (article.digest === "" || bare(item.digest) === bare(article.digest)) && item.content_source_url === article.content_source_url;

/** Is this what people signed? Every word of title, author, digest and text, and as many pictures; the platform writes the markup its own way. */
export const isAsSigned = (item: NewsItem, signed: Signed): boolean =>
  sameHead(item, signed) && bare(item.author) === bare(signed.article.author) && bare(htmlWords(item.content)) === bare(htmlWords(signed.article.content)) && picturesIn(item.content) === picturesIn(signed.article.content);
