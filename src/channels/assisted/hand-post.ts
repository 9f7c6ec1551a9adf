import { z } from "zod";
import { defineConnector, type AnyConnector } from "#kernel/connector.ts";
import type { SealedEdition } from "#kernel/edition.ts";
import { canonical, sha256Hex } from "#kernel/fingerprint.ts";
import { quoted } from "#kernel/quotes.ts";
import { healthOf, lookThrough, submitThrough } from "../house.ts";
import { emptyTexts, overLimits } from "../limits.ts";
import { missingParts, messageText, plainText, signatureText } from "../text.ts";

/** What a platform takes, as far as is known, and what its poster ticks off. `verified: false` = from hearsay: an account may set its own figures. */
type HandPlatform = {
  id: string;
  /** The connector's name. */
  name: { zh: string; en: string };
  /** As people call the platform: 头条号; null where each account names its own. */
  platform: string | null;
  variant: "phone" | "short";
  limits: { title: number; text: number; images: number; verified: boolean };
  steps: readonly string[];
};

const most = { title: 100, text: 50_000, images: 100 };

/** What a person carries to a platform that has no door for us: words, pictures by hash, steps. */
type ExportPack = {
  pieceId: string; edition: number; platform: string; account: string; title: string; text: string; signature: string;
  materials: { sha256: string; kind: "image" | "video"; name: string; mime: string; bytes: number; credit: string; alt: string }[]; checklist: string[];
};

type Settings = { platform?: string; account: string; titleMax: number; textMax: number; imagesMax: number; checklist: string[] };

const settingsOf = ({ platform, limits }: HandPlatform): z.ZodType<Settings> => z.object({
  ...(platform === null ? { /** As people call it: 头条号, 快手, B站. */ platform: z.string().min(1) } : {}),
  /** The account a person posts with, as its followers see it. */
  account: z.string().min(1),
  titleMax: z.number().int().min(1).max(most.title).default(limits.title),
  textMax: z.number().int().min(1).max(most.text).default(limits.text),
  imagesMax: z.number().int().min(0).max(most.images).default(limits.images),
  /** What the person ticks off beside our own steps. */
  checklist: z.array(z.string().min(1)).max(20).default([]),
}) as z.ZodType<Settings>;

/** Hand posting (docs/channels/assisted.md): a named person posts the pack and brings back the link and a screenshot; until then nothing above `accepted` is claimed. */
export function handPostConnector(on: HandPlatform): AnyConnector {
  const nameOf = (config: Settings): string => on.platform ?? config.platform ?? "";
  return defineConnector<Settings>({
    id: on.id, name: on.name, kind: "assisted", variant: on.variant, newMedia: nameOf, config: settingsOf(on), secrets: [],
    capabilities: {
      limits: { title: { max: most.title, unit: "codepoint" }, text: { max: most.text, unit: "codepoint" } }, rate: { perAccount: { calls: 600, perSeconds: 60 } },
      quotaScarce: false, idempotency: "native", receipt: "published", receiptBy: ["session"], update: true, recall: { how: "delete" },
    },
    deadlineSeconds: 7200,
    render: (edition, config) => {
      const pack = packOf(on, edition, { ...config, platform: nameOf(config) });
      const payload = canonical(pack);
      const images = pack.materials.filter(({ kind }) => kind === "image").length;
      return {
        payload, hash: sha256Hex(payload), preview: { kind: on.variant, title: pack.title, text: pack.text },
        findings: [
          ...emptyTexts(on.id, { title: edition.title, text: wordsOf(on, edition) }),
          ...overLimits(on.id, { title: { max: config.titleMax, unit: "codepoint" }, text: { max: config.textMax, unit: "codepoint" } }, { title: pack.title, text: pack.text }),
          ...(images > config.imagesMax ? [{ code: "channels.too-many-images", level: "blocking", at: on.id, facts: { have: images, max: config.imagesMax } } as const] : []),
          ...missingParts(on.id, edition),
        ],
      };
    },
    submit: submitThrough("hands"),
    check: lookThrough("hands"),
    health: healthOf("hands"),
  });
}

const wordsOf = ({ variant }: HandPlatform, edition: SealedEdition): string => (variant === "short" ? edition.variants.short.text : plainText(edition));

function packOf(on: HandPlatform, edition: SealedEdition, config: Settings & { platform: string }): ExportPack {
  const alts = new Map(edition.doc.blocks.flatMap((block) => (block.type === "image" ? [[block.materialId, block.alt] as const] : [])));
  return {
    pieceId: edition.pieceId, edition: edition.number, platform: config.platform, account: config.account,
    title: edition.title, text: messageText(edition, wordsOf(on, edition)), signature: signatureText(edition.signature),
    materials: edition.materials.map(({ id, sha256, kind, name, mime, bytes, credit }) => ({ sha256, kind, name, mime, bytes, credit, alt: alts.get(id) ?? "" })),
    checklist: [
      `登录${config.platform}账号${quoted(config.account)}`,
      edition.number > 1 ? "替换此前版本，保留更正说明" : "逐字粘贴标题与正文，不增不减",
      ...(edition.materials.length > 0 ? ["按顺序上传图片、视频，标注来源"] : []),
      ...on.steps,
      ...config.checklist,
      "发布后粘贴链接并上传截图",
    ],
  };
}
