import { permit, refuse, type Decision } from "#kernel/decision.ts";
import { chooseCoding, encodeText, type Coding } from "./coding.ts";
import { gb18030Bytes } from "./gb18030.ts";

/** Octets that one message alone and each part of a long one hold (rules.md, SMS): 140 and 134, and as many septets as those are for the GSM alphabet. */
const room: Record<Coding, { alone: number; part: number }> = { ascii: { alone: 160, part: 153 }, ucs2: { alone: 140, part: 134 }, gb18030: { alone: 140, part: 134 } };

/** A message cut for the air: the words of each part and their octets, with the concatenation header where there are several. */
export type Cut = { coding: Coding; parts: { words: string; header: boolean; content: Buffer }[] };

/** Most parts that the concatenation header can count. */
const mostParts = 255;

/** What a character takes on the air; what is handed over in GB18030 is sent as UCS-2 all the same, so the larger counts. */
const weigh = (char: string, coding: Coding): number =>
  coding === "ascii" ? 1 : coding === "ucs2" ? 2 * char.length : Math.max(2 * char.length, gb18030Bytes(char).length);

const whole = /https?:\/\/[!-~]+|\d[\d-]*\d|\d+/g;

/** Cuts by weight, never inside a character; with `kind`, a number or an address that would be cut moves on as a whole. */
function cutBy(text: string, coding: Coding, kind: boolean): string[] {
  const stretches = kind ? [...text.matchAll(whole)].map((m) => ({ start: m.index, end: m.index + m[0].length })) : [];
  const parts: string[] = [];
  for (let start = 0; start < text.length;) {
    let end = start;
    for (let weight = 0; end < text.length;) {
      const char = String.fromCodePoint(text.codePointAt(end) ?? 0);
      weight += weigh(char, coding);
      if (weight > room[coding].part) break;
      end += char.length;
    }
    const cut = end < text.length ? stretches.find((s) => s.start < end && end < s.end) : undefined;
    if (cut && cut.start > start) end = cut.start;
    parts.push(text.slice(start, end));
    start = end;
  }
  return parts;
}

/**
 * Cuts a message as carriers count it: 70 characters alone, 67 in each part of a long one, 【签名】 included; numbers stay
 * whole unless that would cost another part. `reference` (0 to 255) tells the parts of one message from those of another.
 */
export function cutMessage(text: string, offered: readonly Coding[], reference: number): Decision<Cut> {
  if (text === "") return refuse("sms.empty");
  if (!text.isWellFormed()) return refuse("sms.half-character");
  const coding = chooseCoding(text, offered);
  const weight = [...text].reduce((sum, char) => sum + weigh(char, coding), 0);
  if (weight <= room[coding].alone) return permit({ coding, parts: [{ words: text, header: false, content: encodeText(text, coding) }] });
  const plain = cutBy(text, coding, false);
  const kind = cutBy(text, coding, true);
  const chosen = kind.length > plain.length ? plain : kind;
  if (chosen.length > mostParts) return refuse("sms.too-many-parts", { parts: chosen.length, max: mostParts });
  // The header of 3GPP TS 23.040, 9.2.3.24.1: five octets follow, element 0, three octets long, reference, total, number.
  const header = (n: number) => Buffer.from([0x05, 0x00, 0x03, reference & 0xff, chosen.length, n]);
  return permit({ coding, parts: chosen.map((words, i) => ({ words, header: true, content: Buffer.concat([header(i + 1), encodeText(words, coding)]) })) });
}

/** The text with its signature in front, as Chinese carriers demand it; one that is signed already stays as it is. */
export const signedWith = (signature: string, text: string): string => (text.startsWith(`【${signature}】`) ? text : `【${signature}】${text}`);
