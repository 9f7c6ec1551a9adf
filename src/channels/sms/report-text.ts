import type { ReportState } from "#kernel/connector.ts";

/** What the gateways' words for the fate of a message come to; `underway` is not the end (design/channels.md). Any other word is one of a gateway's own codes for not delivered. */
const words: Readonly<Record<string, ReportState>> = {
  DELIVRD: "delivered", EXPIRED: "undelivered", DELETED: "undelivered", UNDELIV: "undelivered", REJECTD: "undelivered", UNKNOWN: "unclear", ACCEPTD: "underway", ENROUTE: "underway",
};

/** What a word of a gateway means for the message. */
export const stateOf = (stat: string): ReportState => words[stat] ?? "undelivered";

/** A report written as text: `id:… sub:… dlvrd:… submit date:… done date:… stat:… err:… text:…` (SMPP 3.4, appendix B; SMGP 3.0 likewise). */
type ReportText = { id: Buffer; stat: string; err: string };

/**
 * Reads a report written as text, or null where it is none. With `idOctets` the id is so many raw octets (SMGP), whatever
 * they are; without, it ends at the first blank.
 */
export function readReportText(content: Uint8Array, idOctets?: number): ReportText | null {
  const bytes = Buffer.from(content);
  const words = bytes.toString("latin1");
  if (!/^id:/i.test(words)) return null;
  const end = idOctets === undefined ? Math.max(3, words.search(/ |$/)) : 3 + idOctets;
  if (end === 3 || bytes.length < end) return null;
  const rest = words.slice(end);
  const stat = / stat:([!-~]{1,7})/i.exec(rest)?.[1];
  return stat === undefined ? null : { id: bytes.subarray(3, end), stat: stat.toUpperCase(), err: / err:([!-~]{1,3})/i.exec(rest)?.[1] ?? "" };
}
