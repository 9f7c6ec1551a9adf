import { z } from "zod";
import type { Capabilities, Rendered } from "#kernel/connector.ts";
import { SealedMaterial, type SealedEdition } from "#kernel/edition.ts";
import type { Finding } from "#kernel/finding.ts";
import { canonical, sha256Hex } from "#kernel/fingerprint.ts";
import { printable } from "../html.ts";
import { blocking, emptyTexts } from "../limits.ts";
import { originalOf } from "../original.ts";
import { messageText } from "../text.ts";
import type { Config } from "./account.ts";
import { linksIn, weiboLength } from "./words.ts";

const channel = "weibo";

/** 140 Chinese characters as the platform counts them (`weiboLength`). */
export const limits = { text: { max: 140, unit: "codepoint" } } as const satisfies Capabilities["limits"];

/** One picture, below 5 MB (statuses/share). */
const picture = { most: 5 * 1024 * 1024 - 1, kinds: ["image/jpeg", "image/png", "image/gif"] };

const Picture = SealedMaterial.pick({ sha256: true, mime: true, bytes: true });
export type Picture = z.infer<typeof Picture>;

/** What people sign: the words of the post with the address they lead to, and the picture by its SHA-256. */
export const Signed = z.object({ status: z.string(), pic: Picture.nullable() });
export type Signed = z.infer<typeof Signed>;

/** The platform takes no post with a #topic# through this door (statuses/share). */
const topicMark = /#[^#]+#/;

/** Renders the short form and the first picture of the text into one post; whatever the platform would refuse blocks before people sign. */
export function renderStatus(edition: SealedEdition, config: Config): Rendered {
  const { text } = edition.variants.short;
  const words = printable(messageText(edition, text));
  const status = leadsHome(words, config) ? words : `${words} ${originalOf(config, edition.pieceId, edition.number)}`;
  const pic = pictureOf(edition);
  const payload = canonical({ pic, status } satisfies Signed);
  const have = weiboLength(status);
  return {
    payload, hash: sha256Hex(payload), preview: { kind: "short", text: status },
    findings: [
      ...emptyTexts(channel, { text }), ...(have > limits.text.max ? [blocking("channels.over-limit", channel, { field: "text", have, ...limits.text })] : []),
      ...(topicMark.test(words) ? [blocking("channels.topic-mark", channel)] : []), ...(pic ? whyNotPicture(pic) : []),
    ],
  };
}

/** Do the words already lead to our own site? */
const leadsHome = (words: string, { siteUrl }: Config): boolean =>
  linksIn(words).some((link) => URL.canParse(link) && new URL(link).host === new URL(siteUrl).host);

function pictureOf({ doc, materials }: SealedEdition): Picture | null {
  const ids = doc.blocks.flatMap((block) => (block.type === "image" ? [block.materialId] : []));
  const first = ids.map((id) => materials.find((m) => m.id === id && m.kind === "image")).find((m) => m !== undefined);
  return first ? { sha256: first.sha256, mime: first.mime, bytes: first.bytes } : null;
}

function whyNotPicture({ mime, bytes }: Picture): Finding[] {
  if (!picture.kinds.includes(mime)) return [blocking("channels.picture-kind", channel, { mime })];
  return bytes > picture.most ? [blocking("channels.picture-too-large", channel, { field: "picture", have: bytes, max: picture.most, unit: "utf8byte" })] : [];
}
