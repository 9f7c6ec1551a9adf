import type { Article } from "#kernel/article.ts";
import type { House } from "#platform/house.ts";
import * as website from "#modules/website/index.ts";

/** A piece with every edition that was published of it, oldest first. */
type Told = { pieceId: string; editions: readonly { article: Article; sha256: string; at: Date }[]; recall: website.RecallNote | null };

/** One alert message: the edition it speaks from, what it is about (CAP 1.2 §3.2.1 msgType), and the messages it replaces, oldest first. */
export type AlertMessage = {
  /** The piece and the edition, or that it was taken back: never given to another message. */
  id: string;
  kind: "Alert" | "Update" | "Cancel";
  article: Article;
  sha256: string;
  sent: Date;
  recall: website.RecallNote | null;
  earlier: readonly { id: string; sent: Date }[];
};

/** The messages of a piece: the first edition that bears a grade alerts, every later one updates, whatever grade it bears, and a recall cancels. */
export function messagesOf({ pieceId, editions, recall }: Told): AlertMessage[] {
  const first = editions.findIndex(({ article }) => article.urgency !== "routine");
  if (first < 0) return [];
  const said = editions.slice(first).map(({ article, sha256, at }, i) => ({ id: `${pieceId}.${article.edition}`, kind: i === 0 ? "Alert" as const : "Update" as const, article, sha256, sent: at, recall: null }));
  const last = said.at(-1);
  const all = recall && last ? [...said, { ...last, id: `${pieceId}.cancel`, kind: "Cancel" as const, sent: recall.at, recall }] : said;
  return all.map((message, i) => ({ ...message, earlier: all.slice(0, i).map(({ id, sent }) => ({ id, sent })) }));
}

async function toldOf(house: House, pieceId: string): Promise<Told | null> {
  const page = await website.articlePage(house.db, pieceId, null);
  if (!page) return null;
  const past = page.editions.toReversed();
  const editions = await Promise.all(past.map(async ({ edition, publishedAt }) => {
    if (edition === page.article.edition) return { article: page.article, sha256: page.sha256, at: publishedAt };
    const one = await website.articlePage(house.db, pieceId, edition);
    return one ? { article: one.article, sha256: one.sha256, at: publishedAt } : null;
  }));
  return { pieceId, editions: editions.filter((one) => one !== null), recall: page.recall };
}

/** The alert messages of one piece, oldest first; none where it never bore a grade. */
export async function alertsOf(house: House, pieceId: string): Promise<AlertMessage[]> {
  const told = await toldOf(house, pieceId);
  return told ? messagesOf(told) : [];
}

const [looked, listed] = [200, 50];

/** The messages of the newest pieces that bear or bore a grade, newest first. */
export async function newestAlerts(house: House): Promise<AlertMessage[]> {
  const items = await website.feedItems(house.db, { column: null, limit: looked });
  const graded = items.filter(({ face }) => face.urgency !== "routine" || face.edition > 1).slice(0, listed);
  const all = await Promise.all(graded.map(async ({ face, article, sha256, recall }) =>
    face.edition === 1 ? messagesOf({ pieceId: face.pieceId, editions: [{ article, sha256, at: face.firstPublishedAt }], recall }) : alertsOf(house, face.pieceId)));
  return all.flat().sort((a, b) => b.sent.getTime() - a.sent.getTime());
}
