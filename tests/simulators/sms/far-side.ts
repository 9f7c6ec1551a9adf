/** A submit as a gateway took it, one entry for each phone and part. */
export type Taken = { phone: string; from: string; format: number; header: boolean; content: Buffer; sequence: string; ref: string; at: Date };

/** What a gateway makes of one frame. `code` 0 is yes, any other the refusal of that protocol; `answer` writes what the protocol answers. */
export type FarHeard =
  | { kind: "bind"; code: number; receives: boolean; answer: (code: number) => Buffer }
  | { kind: "submit"; code: number; sequence: string; phones: string[]; from: string; format: number; header: boolean; content: Buffer; answer: (code: number, ref: string) => Buffer }
  | { kind: "cancel"; ref: string; answer: (done: boolean) => Buffer }
  | { kind: "query"; ref: string; answer: (state: string) => Buffer }
  | { kind: "ask"; answer: Buffer }
  | { kind: "leave"; answer: Buffer }
  | { kind: "acknowledged"; sequence: number }
  | { kind: "answer" }
  | { kind: "bad"; answer: Buffer | null };

/** One protocol seen from the gateway. */
export type FarSide = {
  least: number;
  longest: number;
  codes: { throttled: number; duplicate: number };
  hear: (frame: Buffer, now: Date) => FarHeard;
  newRef: (count: number, now: Date, submitSequence: string) => string;
  report: (taken: Taken, stat: string, sequence: number, now: Date) => Buffer;
  /** A message from a phone. */
  deliver: (from: string, to: string, text: string, sequence: number, now: Date) => Buffer;
  /** What the gateway says first on a line that it opens itself (SGIP). */
  knock?: (sequence: number, now: Date) => Buffer;
};

/** Written out here, not asked of the code that is to be proven. */
const pad = (n: number, digits: number) => String(n).padStart(digits, "0");

let last = { second: -1, digits: "" };

/** Beijing's wall clock in digits: YYYYMMDDhhmmss. */
export function beijingDigits(now: Date): string {
  const second = Math.floor(now.getTime() / 1000);
  if (second !== last.second) last = { second, digits: digitsOf(now) };
  return last.digits;
}

function digitsOf(now: Date): string {
  const there = new Date(now.getTime() + 8 * 3_600_000);
  return pad(there.getUTCFullYear(), 4) + [there.getUTCMonth() + 1, there.getUTCDate(), there.getUTCHours(), there.getUTCMinutes(), there.getUTCSeconds()].map((n) => pad(n, 2)).join("");
}

/** Whether a time MMDDHHMMSS lies within five minutes of now; one that is no time does not. */
export function isFresh(timestamp: number, now: Date): boolean {
  const [month = 0, day = 0, hour = 0, minute = 0, second = 0] = pad(timestamp, 10).match(/\d\d/g)?.map(Number) ?? [];
  if (month < 1 || month > 12 || day < 1 || day > 31 || hour > 23 || minute > 59 || second > 59) return false;
  const year = Number(beijingDigits(now).slice(0, 4));
  return Math.abs(Date.UTC(year, month - 1, day, hour - 8, minute, second) - now.getTime()) <= 300_000;
}

type Flaw = "phone" | "format" | "length" | "header" | null;

/** What is wrong with the message itself, whatever the protocol: phones, coding, length, and a header that is promised. */
export function flawOf(message: { phones: readonly string[]; phone: RegExp; format: number; formats: readonly number[]; header: number; content: Uint8Array }): Flaw {
  const { phones, phone, format, formats, header, content } = message;
  if (phones.length === 0 || phones.length > 100 || !phones.every((one) => phone.test(one))) return "phone";
  if (!formats.includes(format)) return "format";
  if (content.length === 0 || content.length > (format === 0 ? 160 : 140)) return "length";
  if (format === 8 && content.length % 2 !== 0) return "length";
  if (header > 1) return "header";
  const [a, b, c, , total = 0, number = 0] = content;
  return header === 1 && !(a === 5 && b === 0 && c === 3 && number >= 1 && number <= total && content.length > 6) ? "header" : null;
}
