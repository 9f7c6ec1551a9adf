import { decodeText, type Coding } from "./coding.ts";

/** The number of a coding: Msg_Fmt, MessageCoding and MsgFormat of the Chinese protocols. SMPP's data_coding agrees for the first two. */
export const formats: Readonly<Record<Coding, number>> = { ascii: 0, ucs2: 8, gb18030: 15 };

/** The words of a message from a phone, its concatenation header left away; null where the coding is none of ours. */
export function textOf(format: number, header: boolean, content: Uint8Array): string | null {
  const coding = (Object.keys(formats) as Coding[]).find((name) => formats[name] === format);
  return coding === undefined ? null : decodeText(header ? content.subarray(1 + (content[0] ?? 0)) : content, coding);
}
