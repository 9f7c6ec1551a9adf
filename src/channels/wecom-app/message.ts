import { z } from "zod";
import type { Capabilities, Rendered, StaffAlert } from "#kernel/connector.ts";
import { canonical, sha256Hex } from "#kernel/fingerprint.ts";
import { printable } from "../html.ts";
import { measure, overLimits } from "../limits.ts";

const channel = "wecom-app";

/** A text is up to 2048 bytes of UTF-8; the platform would cut a longer one, so it blocks. */
export const limits = { text: { max: 2048, unit: "utf8byte" } } as const satisfies Capabilities["limits"];

/** A card is up to 128 bytes of title and 512 of description; it opens its address. */
const card = { title: 128, description: 512 };

const Text = z.object({ msgtype: z.literal("text"), text: z.object({ content: z.string() }) });
const Card = z.object({ msgtype: z.literal("textcard"), textcard: z.object({ title: z.string(), description: z.string(), url: z.string(), btntxt: z.string() }) });

/** A message as it is signed; whom it goes to is the account's, as with any list, and joins it when it is sent. */
export const Message = z.discriminatedUnion("msgtype", [Text, Card]);
type Message = z.infer<typeof Message>;

/** Renders words into the message people sign. */
export function renderText(words: string): Rendered {
  const content = printable(words);
  const payload = canonical({ msgtype: "text", text: { content } } satisfies Message);
  return { payload, hash: sha256Hex(payload), preview: { kind: "chat", text: content }, findings: overLimits(channel, limits, { text: content }) };
}

/** An alert to staff as a card that opens the place where to act; what does not fit is cut, and no sign of it is markup. */
export const renderAlert = ({ title, text, link }: StaffAlert): string =>
  canonical({ msgtype: "textcard", textcard: { title: fitted(title, card.title), description: fitted(text, card.description), url: link, btntxt: "去处理" } } satisfies Message);

/** Words in so many bytes of UTF-8, never cut inside a character. */
function fitted(words: string, most: number): string {
  const plain = printable(words).replaceAll("<", "＜");
  if (measure(plain, "utf8byte") <= most) return plain;
  const kept = [...plain];
  let bytes = measure("…", "utf8byte");
  return `${kept.slice(0, kept.findIndex((sign) => (bytes += measure(sign, "utf8byte")) > most)).join("")}…`;
}
