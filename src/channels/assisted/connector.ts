import { z } from "zod";
import { defineConnector } from "#kernel/connector.ts";
import type { SealedEdition } from "#kernel/edition.ts";
import { canonical, sha256Hex } from "#kernel/fingerprint.ts";
import { healthOf, lookThrough, submitThrough } from "../house.ts";
import { emptyTexts, overLimits } from "../limits.ts";
import { missingParts, messageText, plainText, signatureText } from "../text.ts";

const most = { title: 100, text: 50_000 };

const Config = z.object({
  /** As people call it: 头条号, 快手, B站. */
  platform: z.string().min(1),
  /** The account a person posts with, as its followers see it. */
  account: z.string().min(1),
  titleMax: z.number().int().min(1).max(most.title).default(30),
  textMax: z.number().int().min(1).max(most.text).default(20_000),
  imagesMax: z.number().int().min(0).max(100).default(20),
  /** What the person ticks off beside our own steps. */
  checklist: z.array(z.string().min(1)).max(20).default([]),
});
type Config = z.infer<typeof Config>;

/** What a person carries to a platform that has no door for us: words, pictures by hash, steps. */
export const ExportPack = z.object({
  pieceId: z.uuid(), edition: z.number().int(), platform: z.string(), account: z.string(), title: z.string(), text: z.string(), signature: z.string(),
  materials: z.array(z.object({ sha256: z.string(), kind: z.enum(["image", "video"]), name: z.string(), mime: z.string(), bytes: z.number().int(), credit: z.string(), alt: z.string() })),
  checklist: z.array(z.string()),
});
export type ExportPack = z.infer<typeof ExportPack>;

/** Hand posting: a named person posts the pack and brings back the link and a screenshot; until then nothing above `accepted` is claimed. */
export const assisted = defineConnector({
  id: "assisted",
  name: { zh: "人工代发", en: "Posted by hand" },
  kind: "assisted",
  variant: "phone",
  newMedia: ({ platform }) => platform,
  config: Config,
  secrets: [],
  capabilities: {
    limits: { title: { max: most.title, unit: "codepoint" }, text: { max: most.text, unit: "codepoint" } }, rate: { perAccount: { calls: 600, perSeconds: 60 } },
    quotaScarce: false, idempotency: "native", receipt: "published", receiptBy: ["session"], update: true, recall: { how: "delete" },
  },
  deadlineSeconds: 7200,
  render: (edition, config) => {
    const pack = packOf(edition, config);
    const payload = canonical(pack);
    const images = pack.materials.filter(({ kind }) => kind === "image").length;
    return {
      payload, hash: sha256Hex(payload), preview: { kind: "phone", title: pack.title, text: pack.text },
      findings: [
        ...emptyTexts("assisted", { title: edition.title, text: plainText(edition) }),
        ...overLimits("assisted", { title: { max: config.titleMax, unit: "codepoint" }, text: { max: config.textMax, unit: "codepoint" } }, { title: pack.title, text: pack.text }),
        ...(images > config.imagesMax ? [{ code: "channels.too-many-images", level: "blocking", at: "assisted", facts: { have: images, max: config.imagesMax } } as const] : []),
        ...missingParts("assisted", edition),
      ],
    };
  },
  submit: submitThrough("hands"),
  check: lookThrough("hands"),
  health: healthOf("hands"),
});

function packOf(edition: SealedEdition, config: Config): ExportPack {
  const alts = new Map(edition.doc.blocks.flatMap((block) => (block.type === "image" ? [[block.materialId, block.alt] as const] : [])));
  return {
    pieceId: edition.pieceId, edition: edition.number, platform: config.platform, account: config.account,
    title: edition.title, text: messageText(edition, plainText(edition)), signature: signatureText(edition.signature),
    materials: edition.materials.map(({ id, sha256, kind, name, mime, bytes, credit }) => ({ sha256, kind, name, mime, bytes, credit, alt: alts.get(id) ?? "" })),
    checklist: [
      `登录${config.platform}账号“${config.account}”`,
      edition.number > 1 ? "替换此前版本，保留更正说明" : "逐字粘贴标题与正文，不增不减",
      ...(edition.materials.length > 0 ? ["按顺序上传图片、视频，标注来源"] : []),
      ...config.checklist,
      "发布后粘贴链接并上传截图",
    ],
  };
}
