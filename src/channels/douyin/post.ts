import { z } from "zod";
import type { Capabilities, Rendered } from "#kernel/connector.ts";
import { SealedMaterial, type SealedEdition } from "#kernel/edition.ts";
import type { Finding } from "#kernel/finding.ts";
import { canonical, sha256Hex } from "#kernel/fingerprint.ts";
import { printable } from "../html.ts";
import { blocking, emptyTexts, overLimits } from "../limits.ts";
import { messageText, missingParts } from "../text.ts";

const channel = "douyin";
const megabyte = 1024 * 1024;

/** The words beside a film or pictures. The platform's pages name no number; its own editor takes a thousand (verified: false). */
export const limits = { text: { max: 1000, unit: "codepoint" } } as const satisfies Capabilities["limits"];

/** A film is MP4 or WebM and up to 4 GB; up to 15 minutes too, which nobody here can tell: an edition carries the bytes of a film and not its length. */
const film = { most: 4096 * megabyte, kinds: ["video/mp4", "video/webm"] };

/** A picture is up to 100 MB. That only JPEG and PNG are taken, and no more than thirty, is caution (verified: false). */
const picture = { most: 100 * megabyte, kinds: ["image/jpeg", "image/png"], count: 30 };

const Material = SealedMaterial.pick({ sha256: true, mime: true, bytes: true });
export type Material = z.infer<typeof Material>;

/** What people sign: the words, and the film or the pictures by their SHA-256 in the order of the text. */
export const Signed = z.object({ text: z.string(), film: Material.nullable(), pictures: z.array(Material) });
export type Signed = z.infer<typeof Signed>;

/** Renders the short form with the one film of the text or, where there is none, its pictures; whatever the platform would refuse or we would leave out unsaid blocks before people sign. */
export function renderPost(edition: SealedEdition): Rendered {
  const { text: short } = edition.variants.short;
  const text = printable(messageText(edition, short));
  const [films, images] = [attached(edition, "video"), attached(edition, "image")];
  const [first] = films;
  const pictures = first ? [] : images;
  const payload = canonical({ text, film: first ? bare(first) : null, pictures: pictures.map(bare) } satisfies Signed);
  const shown = first ? `〔视频：${first.name}〕` : pictures.length > 0 ? `〔图：${pictures.map(({ name }) => name).join("、")}〕` : "";
  return {
    payload, hash: sha256Hex(payload), preview: { kind: "short", text: shown === "" ? text : `${text}\n${shown}` },
    findings: [
      ...emptyTexts(channel, { text: short }), ...overLimits(channel, limits, { text }),
      ...(first ? whyNotFilm(first) : []), ...(films.length > 1 ? [blocking("channels.one-film", channel, { have: films.length })] : []),
      ...pictures.flatMap(whyNotPicture), ...(pictures.length > picture.count ? [blocking("channels.too-many-images", channel, { have: pictures.length, max: picture.count })] : []),
      ...(first || pictures.length > 0 ? [] : [blocking("channels.no-film-or-picture", channel)]), ...missingParts(channel, edition).filter(({ code }) => code === "channels.missing-material"),
    ],
  };
}

const bare = ({ sha256, mime, bytes }: SealedMaterial): Material => ({ sha256, mime, bytes });

/** The films or pictures of a text in its order, each once. */
const attached = ({ doc, materials }: SealedEdition, kind: SealedMaterial["kind"]): SealedMaterial[] =>
  [...new Map(doc.blocks.flatMap((block) => ("materialId" in block ? materials.filter((m) => m.id === block.materialId && m.kind === kind) : [])).map((m) => [m.sha256, m])).values()];

function whyNotFilm({ mime, bytes }: SealedMaterial): Finding[] {
  if (!film.kinds.includes(mime)) return [blocking("channels.film-kind", channel, { mime })];
  return bytes > film.most ? [blocking("channels.film-too-large", channel, { field: "film", have: bytes, max: film.most, unit: "utf8byte" })] : [];
}

function whyNotPicture({ mime, bytes }: SealedMaterial): Finding[] {
  if (!picture.kinds.includes(mime)) return [blocking("channels.picture-kind", channel, { mime })];
  return bytes > picture.most ? [blocking("channels.picture-too-large", channel, { field: "picture", have: bytes, max: picture.most, unit: "utf8byte" })] : [];
}
