import { createECDH } from "node:crypto";
import { z } from "zod";
import { defineConnector, type ConnectorContext, type Rendered } from "#kernel/connector.ts";
import type { SealedEdition } from "#kernel/edition.ts";
import { canonical, sha256Hex } from "#kernel/fingerprint.ts";
import { doorOf, lookThrough, submitThrough } from "../house.ts";
import { parseJson } from "../json.ts";
import { emptyTexts, overLimits } from "../limits.ts";
import { correctionLines } from "../text.ts";

const Config = z.object({
  /** Where push services turn to when something is wrong with our reminders (VAPID, RFC 8292 §2.1). */
  subject: z.string().regex(/^(mailto:[^\s@]+@[^\s@]+|https:\/\/\S+)$/),
  /** The public half of the pair that `tongsheng push keys` makes; browsers are shown it when they ask to be reminded. */
  publicKey: z.string().regex(/^B[A-Za-z0-9_-]{86}$/),
  /** How long a push service keeps a reminder for a browser that is off; four weeks is the most they take. */
  ttlSeconds: z.number().int().min(0).max(2_419_200).default(86_400),
});

/** A push service takes 4096 bytes (RFC 8030 §7.2); encryption adds a header of 86, a tag of 16 and a delimiter (RFC 8188, 8291). */
const limits = { payload: { max: 4096 - 86 - 16 - 1, unit: "utf8byte" } } as const;

/** Reminders to the browsers of readers who asked for them (docs/channels/web-push.md). No browser reports what it showed: `accepted` is all that can be proven. */
export const webPush = defineConnector({
  id: "web-push",
  name: { zh: "网页提醒（Web Push）", en: "Browser reminders (Web Push)" },
  kind: "api",
  variant: "short",
  config: Config,
  secrets: [{ name: "privateKey", zh: "与公钥成对的私钥（tongsheng push keys 生成）", en: "The private key of the pair (made by tongsheng push keys)" }],
  capabilities: {
    limits, rate: { perAccount: { calls: 60, perSeconds: 60 } }, quotaScarce: false, idempotency: "native",
    receipt: "accepted", receiptBy: ["answer", "poll"], update: true, recall: { how: "supersede" },
  },
  deadlineSeconds: 900,
  render: (edition) => {
    const { title, text } = wordsOf(edition);
    const { pieceId, number, urgency, validUntil } = edition;
    return rendered({ pieceId, edition: number, title, text, units: edition.signature.units.map(({ name }) => name), link: `/a/${pieceId}`, urgency, validUntil, withdrawn: false }, edition.title);
  },
  renderRecall: ({ pieceId, title, reason, signature }) => rendered({
    pieceId, edition: null, title: `【撤回】${title}`, text: `此前发布的《${title}》现予撤回，请勿再转发、引用。原因：${reason}`, units: signature.units.map(({ name }) => name),
    link: `/a/${pieceId}`, urgency: "routine", validUntil: null, withdrawn: true,
  }, title),
  // A recall is a further reminder with signed words: it is put like any other.
  submit: (ctx, order) => submitThrough("push")(ctx, { ...order, action: order.action === "recall" ? "correct" : order.action }),
  check: lookThrough("push"),
  health: async (ctx) => {
    if (!keysMatch(ctx)) return { ok: false, detail: "私钥与公钥不成对 / the keys are no pair" };
    const status = await doorOf(ctx, "push").look({ key: "health", accountId: ctx.accountId, pieceId: "00000000-0000-0000-0000-000000000000" });
    const { standing } = Figures.parse(parseJson(status.rawBody) ?? {});
    return { ok: status.state !== "unclear", detail: `通，${standing} 台设备开着提醒 / reachable, ${standing} devices` };
  },
});

/** What the door tells of those who stand: how many. */
const Figures = z.object({ standing: z.number().int().catch(0) });

type Note = { pieceId: string; edition: number | null; title: string; text: string; units: readonly string[]; link: string; urgency: string; validUntil: string | null; withdrawn: boolean };

/** What stands on the screen: the title, and the summary; a correction says first what it changed. */
function wordsOf({ title, summary, correction }: SealedEdition): { title: string; text: string } {
  if (!correction) return { title, text: summary };
  return { title: title.startsWith("【更正】") ? title : `【更正】${title}`, text: [...correctionLines(correction), summary].filter(Boolean).join("\n") };
}

function rendered(note: Note, named: string): Rendered {
  const payload = canonical(note);
  return {
    payload, hash: sha256Hex(payload), preview: { kind: "short", title: note.title, text: [note.title, note.units.join(" "), note.text].filter(Boolean).join("\n") },
    findings: [...emptyTexts("web-push", { title: named }), ...overLimits("web-push", limits, { payload })],
  };
}

function keysMatch(ctx: ConnectorContext): boolean {
  try {
    const curve = createECDH("prime256v1");
    curve.setPrivateKey(Buffer.from(ctx.secrets["privateKey"] ?? "", "base64url"));
    return curve.getPublicKey("base64url") === Config.parse(ctx.config).publicKey;
  } catch {
    return false;
  }
}
