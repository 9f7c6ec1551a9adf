import { z } from "zod";
import type { Capabilities, RecallNotice, Rendered, StaffAlert } from "#kernel/connector.ts";
import type { SealedEdition } from "#kernel/edition.ts";
import { canonical, sha256Hex } from "#kernel/fingerprint.ts";
import { blocking, emptyTexts, measure, overLimits } from "../limits.ts";
import { messageText, recallText } from "../text.ts";
import { signedWith } from "./parts.ts";

/** How a platform writes the one variable of a template, and the most characters it documents for it. */
export type Platform = { id: string; variable: RegExp; variableMax: number };

/** What an account says of its approved signature and template, as the platform's console shows them. */
export const templateFields = ({ variable, variableMax }: Platform) => ({
  signName: z.string().min(2).max(24).regex(/^[^【】\s]+$/, "without brackets and blanks"),
  /** The approved words, copied whole: with them people see, sign and count the very message that phones show. */
  templateText: z.string().max(500).regex(/^[^【】]*$/, "without 【】")
    .refine((text) => text.split(variable).length === 2 && text.replace(variable, "").trim() !== "", "the approved words with exactly one variable in them"),
  variableMax: z.number().int().min(1).max(469).default(variableMax),
  partsMax: z.number().int().min(1).max(7).default(4),
});

type Account = { signName: string; templateCode: string; templateText: string; variableMax: number; partsMax: number };

/** The signed part of a message: which signature and template, and the words in its variable. */
export const Signed = z.object({ signName: z.string(), templateCode: z.string(), templateText: z.string(), words: z.string() });
export type Signed = z.infer<typeof Signed>;

/** The message as phones show it: 【签名】 and the template with its variable filled in. */
export const wholeMessage = ({ variable }: Platform, { signName, templateText, words }: Omit<Signed, "templateCode">): string => signedWith(signName, templateText.replace(variable, () => words));

/** What a message may hold where its account says nothing else: four parts, signature and template counted, and the documented length of the variable. */
export const limitsOf = ({ variableMax }: Platform) => ({ message: { max: 4, unit: "smsPart" }, variable: { max: variableMax, unit: "codepoint" } }) as const satisfies Capabilities["limits"];

// Brackets belong to the signature alone; the other signs come out garbled on phones (both platforms' rules for templates).
const plainSigns: readonly [RegExp, string][] = [[/[【〖]/g, "（"], [/[】〗]/g, "）"], [/[「『]/g, "“"], [/[」』]/g, "”"], [/\s*→\s*/g, "改为"], [/\s*\n\s*/g, " "]];
const addresses = /(?:https?:\/\/|www\.)[!-~]+|(?<![\w@.-])(?:[a-z0-9-]+\.)+(?:com|cn|net|org|gov|edu|io|top|xyz|vip)(?![a-z])(?:\/[!-~]*)?/giu;
const signs = /[{}$#¥￥^★☆※•●○◆◇■□▲△▼✓✔☞①-⑳²³]|\p{Extended_Pictographic}/gu;

/** Words as a variable takes them, line breaks and brackets written otherwise; nothing is left out. */
const plain = (text: string): string => plainSigns.reduce((said, [sign, instead]) => said.replace(sign, instead), text.trim());

const unfitIn = (words: string): string[] => [...new Set([...words.matchAll(addresses), ...words.matchAll(signs)].map(([found]) => found))];

function renderWords(platform: Platform, { signName, templateCode, templateText, variableMax, partsMax }: Account, text: string): Rendered {
  const words = plain(text);
  const message = wholeMessage(platform, { signName, templateText, words });
  const payload = canonical({ signName, templateCode, templateText, words } satisfies Signed);
  const unfit = unfitIn(words);
  return {
    payload, hash: sha256Hex(payload), preview: { kind: "sms", text: message },
    findings: [
      ...overLimits(platform.id, { message: { max: partsMax, unit: "smsPart" }, variable: { max: variableMax, unit: "codepoint" } }, { message, variable: words }),
      ...(unfit.length > 0 ? [blocking("channels.unfit-signs", platform.id, { signs: unfit.slice(0, 10).join(" ") })] : []),
    ],
  };
}

/** The bytes of an edition for one account: its SMS form, what a correction changed, its units. */
export function renderEdition(platform: Platform, account: Account, edition: SealedEdition): Rendered {
  const { text } = edition.variants.sms;
  const rendered = renderWords(platform, account, messageText(edition, text));
  return { ...rendered, findings: [...emptyTexts(platform.id, { text }), ...rendered.findings] };
}

/** A recall is a further message: an SMS that left cannot be taken back. */
export const renderRecall = (platform: Platform, account: Account, notice: RecallNotice): Rendered => renderWords(platform, account, recallText(notice));

/** Where to act, as far as there is room: a variable may hold no address, so the link becomes words. */
const pointers = ["，请登录工作台处理", "，见工作台", ""];

/** An alert cut to what the variable and the parts hold, its headline first. Nobody signs it, so what a variable may not hold is left out. */
export function renderAlert(platform: Platform, account: Account, { title, text }: StaffAlert): string {
  const { signName, templateCode, templateText, variableMax, partsMax } = account;
  const clean = (said: string): string => plain(said.replace(addresses, "").replace(signs, "")).replace(/ +/g, " ");
  const fits = (words: string): boolean => [...words].length <= variableMax && measure(wholeMessage(platform, { signName, templateText, words }), "smsPart") <= partsMax;
  const headline = clean(title);
  const pointer = pointers.find((words) => fits(`${headline}…${words}`)) ?? "";
  const said = [...`${headline}：${clean(text)}`];
  const cut = (length: number): string => `${length < said.length ? `${said.slice(0, length).join("")}…` : said.join("")}${pointer}`;
  let length = Math.min(said.length, variableMax);
  while (length > 0 && !fits(cut(length))) length -= 1;
  return canonical({ signName, templateCode, templateText, words: cut(length) } satisfies Signed);
}
