import { z } from "zod";
import type { ConnectorContext, Failure, Rendered } from "#kernel/connector.ts";
import type { SealedEdition } from "#kernel/edition.ts";
import { canonical, sha256Hex } from "#kernel/fingerprint.ts";
import { renderArticle } from "../wechat/article.ts";
import { Draft, layReady } from "../wechat/upload.ts";
import type { Config } from "./account.ts";

const Filter = z.union([z.object({ is_to_all: z.literal(true) }), z.object({ is_to_all: z.literal(false), tag_id: z.int() })]);

/** What people sign beside the article: whom it goes to. */
const Addressed = z.looseObject({ filter: Filter });

/** What `submit` takes: the draft that holds the article, and whom it goes to, as signed. */
export const Message = Draft.extend({ filter: Filter });

/** Renders an edition as the article of the account, with whom it goes to in the signed bytes: settings that change later change no audience. */
export function renderMessage(edition: SealedEdition, config: Config): Rendered {
  const article = renderArticle(edition, config);
  const filter: z.infer<typeof Filter> = config.tagId === undefined ? { is_to_all: true } : { is_to_all: false, tag_id: config.tagId };
  const payload = canonical({ ...JSON.parse(article.payload) as object, filter });
  return { ...article, payload, hash: sha256Hex(payload) };
}

/** Lays the article ready as a draft, which nobody sees; may be repeated. */
export async function layMessage(ctx: ConnectorContext, payload: string): Promise<{ ok: true; payload: string } | Failure> {
  const { filter } = Addressed.parse(JSON.parse(payload));
  const laid = await layReady(ctx, payload);
  return laid.ok ? { ok: true, payload: JSON.stringify({ ...JSON.parse(laid.payload) as object, filter }) } : laid;
}
