import type { Finding } from "#kernel/finding.ts";

/** Room of one short message and of each part of a long one, in UCS-2 code units (rules.md, SMS). */
export const smsRoom = { single: 70, part: 67 } as const;

/** A short message as it will be sent: its parts, what it counts, the room of each part, and the numbers that two parts share. */
export type SmsParts = { parts: string[]; chars: number; max: number; broken: string[] };

const whole = /https?:\/\/[!-~]+|\d[\d-]*\d|\d+/g;

/** Stretches nobody wants to see in two halves: numbers and addresses, by start and end. */
const wholeStretches = (text: string) => [...text.matchAll(whole)].map((m) => ({ start: m.index, end: m.index + m[0].length, words: m[0] }));

const splitsPair = (text: string, at: number) => /[\uD800-\uDBFF]/.test(text[at - 1] ?? "") && /[\uDC00-\uDFFF]/.test(text[at] ?? "");

/** Cut points for a long message; with `kind`, a number that would be cut moves to the next part as a whole. */
function cuts(text: string, kind: boolean): number[] {
  const stretches = wholeStretches(text);
  const at: number[] = [];
  let start = 0;
  while (text.length - start > smsRoom.part) {
    let end = start + smsRoom.part;
    if (splitsPair(text, end)) end -= 1;
    const cut = kind ? stretches.find((s) => s.start < end && end < s.end) : undefined;
    if (cut && cut.start > start) end = cut.start;
    at.push(end);
    start = end;
  }
  return at;
}

/** Splits a short message as carriers do: 70 alone, 67 each when long; numbers stay whole unless that would cost another part. */
export function smsParts(text: string): SmsParts {
  if (text.length <= smsRoom.single) return { parts: [text], chars: text.length, max: smsRoom.single, broken: [] };
  const plain = cuts(text, false);
  const kind = cuts(text, true);
  const chosen = kind.length > plain.length ? plain : kind;
  const bounds = [0, ...chosen, text.length];
  const broken = wholeStretches(text).filter((s) => chosen.some((at) => s.start < at && at < s.end)).map((s) => s.words);
  return { parts: bounds.slice(0, -1).map((from, i) => text.slice(from, bounds[i + 1])), chars: text.length, max: smsRoom.part, broken };
}

/** Says which number or address two parts of a message would share. */
export const smsFindings = (text: string): Finding[] =>
  smsParts(text).broken.map((number) => ({ code: "content.sms-number-broken", level: "suggestion", at: "sms", facts: { number }, quote: number }));
