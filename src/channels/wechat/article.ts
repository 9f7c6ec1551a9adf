import { z } from "zod";
import type { Capabilities, Rendered } from "#kernel/connector.ts";
import { SealedMaterial, type SealedEdition } from "#kernel/edition.ts";
import type { Finding } from "#kernel/finding.ts";
import { canonical, sha256Hex } from "#kernel/fingerprint.ts";
import { bodyHtml, correctionHtml, printable, signatureHtml } from "../html.ts";
import { blocking, emptyTexts, overLimits } from "../limits.ts";
import { originalOf } from "../original.ts";
import { correctionLines, missingParts, plainText, signatureText } from "../text.ts";
import type { Config } from "./account.ts";
import { dressed } from "./dress.ts";

const channel = "wechat";

/** 20,000 characters at most is also less than 1 MB, the platform's other limit on a text. */
export const limits: Capabilities["limits"] = { title: { max: 32, unit: "codepoint" }, digest: { max: 128, unit: "codepoint" }, content: { max: 19_999, unit: "codepoint" } };
const authorLimit: Capabilities["limits"] = { author: { max: 16, unit: "codepoint" } };

/** A picture in a text is below 1 MB, JPEG or PNG. */
const picture = { most: 1024 * 1024 - 1, kinds: ["image/jpeg", "image/png"] };

/** An address the platform gives a picture is longer than ours, and unknown before it was uploaded: so much is set aside for each. */
const addressRoom = 240;

const Picture = SealedMaterial.pick({ sha256: true, mime: true, bytes: true });
export type Picture = z.infer<typeof Picture>;

/** What people sign: the article as the platform will be given it, its pictures standing under their SHA-256 instead of the platform's addresses, and its cover. */
export const Signed = z.object({
  article: z.object({ article_type: z.literal("news"), title: z.string(), author: z.string(), digest: z.string(), content: z.string(), content_source_url: z.string() }),
  cover: z.union([z.object({ sha256: z.string() }), z.object({ name: z.string() })]),
  pictures: z.array(Picture),
});
export type Signed = z.infer<typeof Signed>;

/** Where a picture stands in a signed text, until the platform has given it an address. */
export const placeOf = ({ sha256 }: Pick<Picture, "sha256">): string => `/m/${sha256}`;

const places = /src="\/m\/[0-9a-f]{64}"/g;

/** Renders an edition into one article; whatever the platform would refuse or leave out blocks before people sign. */
export function renderArticle(edition: SealedEdition, config: Config): Rendered {
  const used = picturesOf(edition);
  const cover = used[0] ?? edition.materials.find(isPicture);
  const content = dressed([edition.correction ? correctionHtml(edition.correction) : "", bodyHtml(edition, (m) => (isPicture(m) ? placeOf(m) : null)), signatureHtml(edition.signature)].join("\n"));
  const article = {
    article_type: "news" as const, title: printable(edition.correction && !edition.title.startsWith("【更正】") ? `【更正】${edition.title}` : edition.title),
    author: printable(config.author ?? edition.signature.units[0]?.shortName ?? ""), digest: printable(edition.summary), content,
    content_source_url: originalOf(config, edition.pieceId, edition.number),
  };
  const pictures = [...new Map([...used, ...(cover ? [cover] : [])].map(({ sha256, mime, bytes }) => [sha256, { sha256, mime, bytes }])).values()];
  const payload = canonical({ article, cover: cover ? { sha256: cover.sha256 } : { name: config.coverName ?? "" }, pictures } satisfies Signed);
  const text = plainText(edition);
  return {
    payload, hash: sha256Hex(payload),
    preview: { kind: "phone", title: article.title, text: [...(edition.correction ? [correctionLines(edition.correction).join("\n")] : []), text, signatureText(edition.signature)].join("\n\n") },
    findings: [
      ...emptyTexts(channel, { title: edition.title, text }), ...overLimits(channel, limits, { ...article, content: content.replace(places, `src="${"x".repeat(addressRoom)}"`) }), ...overLimits(channel, authorLimit, article),
      ...pictures.flatMap(whyNotPicture), ...(cover || config.coverName ? [] : [blocking("channels.no-cover", channel)]), ...missingParts(channel, edition),
    ],
  };
}

const isPicture = ({ kind }: Pick<SealedMaterial, "kind">): boolean => kind === "image";

/** The pictures of a text, in its order. */
const picturesOf = ({ doc, materials }: SealedEdition): SealedMaterial[] =>
  doc.blocks.flatMap((block) => (block.type === "image" ? materials.filter((m) => m.id === block.materialId && isPicture(m)) : []));

function whyNotPicture({ mime, bytes }: Picture): Finding[] {
  if (!picture.kinds.includes(mime)) return [blocking("channels.picture-kind", channel, { mime })];
  return bytes > picture.most ? [blocking("channels.picture-too-large", channel, { field: "picture", have: bytes, max: picture.most, unit: "utf8byte" })] : [];
}
