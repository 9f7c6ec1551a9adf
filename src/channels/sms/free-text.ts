import { z } from "zod";
import type { Rendered, StaffAlert } from "#kernel/connector.ts";
import type { SealedEdition } from "#kernel/edition.ts";
import type { Finding } from "#kernel/finding.ts";
import { canonical, sha256Hex } from "#kernel/fingerprint.ts";
import { blocking, emptyTexts } from "../limits.ts";
import { parseJson } from "../json.ts";
import { messageText } from "../text.ts";
import type { Coding } from "./coding.ts";
import { cutMessage, signedWith, type Cut } from "./parts.ts";
import { phoneList } from "./phones.ts";

/** Most phones of one account: a list of staff, not of the public. */
const mostPhones = 1000;

/** What an account of a gateway says of its messages: the signature the carrier knows, how long they may get, whom they go to. */
export const textFields = {
  signName: z.string().min(2).max(24).regex(/^[^【】\s]+$/, "without brackets and blanks"),
  partsMax: z.number().int().min(1).max(7).default(4),
  phones: phoneList(mostPhones),
};

type Account = { signName: string; partsMax: number };

/** How a gateway's messages are judged: its channel, and the codings that decide how many parts they make. */
export type Writing = { id: string; codings: readonly Coding[] };

/** The signed part of a message: its signature and its words. */
const Signed = z.object({ signName: z.string(), words: z.string() });

/** What a message may hold where its account says nothing else: four parts, the signature counted. */
export const textLimits = { message: { max: 4, unit: "smsPart" } } as const;

// Brackets belong to the signature alone: carriers read the first pair as the sender.
const plain = (text: string): string => text.trim().replaceAll(/[【〖]/g, "（").replaceAll(/[】〗]/g, "）").replaceAll("\r\n", "\n");

const partsOf = ({ codings }: Writing, message: string): number => {
  const cut = cutMessage(message, codings, 0);
  return cut.ok ? cut.value.parts.length : Number(cut.refusal.facts?.["parts"] ?? Infinity);
};

function tooLong(writing: Writing, { partsMax }: Account, message: string): Finding[] {
  const have = partsOf(writing, message);
  if (have === Infinity) return [blocking("channels.unfit-signs", writing.id, { signs: "�" })];
  return have > partsMax ? [blocking("channels.over-limit", writing.id, { field: "message", have, max: partsMax, unit: "smsPart" })] : [];
}

/** The bytes people sign: free words under 【签名】, counted in the very parts that will leave. */
export function renderWords(writing: Writing, account: Account, text: string): Rendered {
  const { signName } = account;
  const words = plain(text);
  const message = signedWith(signName, words);
  const payload = canonical({ signName, words } satisfies z.infer<typeof Signed>);
  return { payload, hash: sha256Hex(payload), preview: { kind: "sms", text: message }, findings: tooLong(writing, account, message) };
}

/** The bytes of an edition: its SMS form, what a correction changed, its units. */
export function renderEdition(writing: Writing, account: Account, edition: SealedEdition): Rendered {
  const { text } = edition.variants.sms;
  const rendered = renderWords(writing, account, messageText(edition, text));
  return { ...rendered, findings: [...emptyTexts(writing.id, { text }), ...rendered.findings] };
}

/** An alert cut to the parts of the account, its headline and its link kept. */
export function renderAlert(writing: Writing, account: Account, { title, text, link }: StaffAlert): string {
  const { signName, partsMax } = account;
  const said = [...plain(`${title}：${text}`).toWellFormed()];
  const wordsAt = (length: number): string => `${length < said.length ? `${said.slice(0, length).join("")}…` : said.join("")}\n${link}`;
  const fits = (length: number): boolean => partsOf(writing, signedWith(signName, wordsAt(length))) <= partsMax;
  let [least, most] = [0, said.length];
  while (least < most) {
    const middle = Math.ceil((least + most) / 2);
    if (fits(middle)) least = middle;
    else most = middle - 1;
  }
  return canonical({ signName, words: wordsAt(least) } satisfies z.infer<typeof Signed>);
}

/** The message of signed bytes, cut for the air; null where the bytes are none of ours or cannot be cut. */
export function cutSigned({ codings }: Writing, payload: string, reference: number): Cut | null {
  const signed = Signed.safeParse(parseJson(payload)).data;
  const cut = signed && cutMessage(signedWith(signed.signName, signed.words), codings, reference);
  return cut?.ok ? cut.value : null;
}
