import { z } from "zod";
import type { Capabilities, Rendered } from "#kernel/connector.ts";
import { SealedMaterial, type SealedEdition } from "#kernel/edition.ts";
import type { Finding } from "#kernel/finding.ts";
import { canonical, sha256Hex } from "#kernel/fingerprint.ts";
import type { Urgency } from "#kernel/urgency.ts";
import { printable } from "../html.ts";
import { blocking, emptyTexts, overLimits } from "../limits.ts";
import { messageText, signatureText } from "../text.ts";
import type { Config } from "./account.ts";
import { dayOfId } from "./ids.ts";

const channel = "broadcast";

/** Our own limits: what is read aloud in two minutes. The profile's were not seen. */
export const limits = { title: { max: 60, unit: "codepoint" }, text: { max: 500, unit: "codepoint" } } as const satisfies Capabilities["limits"];

const Picture = SealedMaterial.pick({ sha256: true, mime: true, bytes: true });
export type Picture = z.infer<typeof Picture>;

/** What people sign: every word and code of the message that the platform is to broadcast. Its number and the time of sending come with the sending. */
export const Signed = z.object({
  title: z.string(), description: z.string(), senderName: z.string(), severity: z.string(), eventType: z.string(), areaCodes: z.array(z.string()), language: z.literal("zho"),
  /** When it ends, or for how many minutes it runs where it has no end of its own. */
  validUntil: z.iso.datetime().nullable(), minutes: z.number().int(),
  /** The day in its number (EBMID), in Beijing. */
  day: z.string(), media: z.array(Picture),
});
export type Signed = z.infer<typeof Signed>;

/** Severity: 1 特别重大 to 4 一般; 0 is none said. */
const severities: Readonly<Record<Urgency, string>> = { red: "1", orange: "2", yellow: "3", blue: "4", routine: "0" };

const full = (code: string): string => code.padEnd(12, "0");
const stem = (code: string): string => full(code).replace(/^(\d{2})0{10}$|^(\d{4})0{8}$|^(\d{6})0{6}$|^(\d{9})0{3}$/, "$1$2$3$4");

/** Where a text is broadcast: its regions within the platform's own area, or all of that area where the text has none; twelve digits each. */
function areasOf(regions: readonly string[], own: string): string[] {
  const within = regions.flatMap((region) => (stem(region).startsWith(stem(own)) ? [full(region)] : stem(own).startsWith(stem(region)) ? [full(own)] : []));
  return regions.length === 0 ? [full(own)] : [...new Set(within)].sort();
}

const eventTypeOf = (column: string, { eventTypes, eventType }: Config): string =>
  eventTypes.map((line) => line.split("=")).find(([name]) => name === column)?.[1] ?? eventType;

const picturesOf = ({ doc, materials }: SealedEdition): Picture[] => {
  const ids = doc.blocks.flatMap((block) => (block.type === "image" ? [block.materialId] : []));
  return materials.filter(({ id, kind }) => kind === "image" && ids.includes(id)).map(({ sha256, mime, bytes }) => ({ sha256, mime, bytes }));
};

/** Renders the short form, as it will be read aloud, into one message; what may not or cannot be broadcast blocks before people sign. */
export function renderMessage(edition: SealedEdition, config: Config): Rendered {
  const { text } = edition.variants.short;
  const description = printable(messageText(edition, text)).replaceAll(/\r\n?/g, "\n").trim();
  const title = printable(edition.title).replaceAll(/\s+/g, " ").trim();
  const signed: Signed = {
    title, description, senderName: signatureText(edition.signature), severity: severities[edition.urgency], eventType: eventTypeOf(edition.column, config),
    areaCodes: areasOf(edition.regions, config.areaCode), language: "zho", validUntil: edition.validUntil, minutes: config.minutes, day: dayOfId(edition.editionId),
    media: config.media === "images" ? picturesOf(edition) : [],
  };
  const payload = canonical(signed);
  return {
    payload, hash: sha256Hex(payload), preview: { kind: "short", title, text: description },
    findings: [...emptyTexts(channel, { title, text }), ...overLimits(channel, limits, { title, text: description }), ...whyNot(signed, edition, config)],
  };
}

function whyNot({ areaCodes, media }: Signed, edition: SealedEdition, config: Config): Finding[] {
  const heaviest = Math.max(0, ...media.map(({ bytes }) => bytes));
  return [
    ...(edition.urgency === "routine" && config.ungraded === "refuse" ? [blocking("channels.no-grade", channel)] : []),
    ...(areaCodes.length === 0 ? [blocking("channels.outside-area", channel, { area: config.areaCode })] : []),
    ...(heaviest > mostPictureBytes ? [blocking("channels.picture-too-large", channel, { field: "picture", have: heaviest, max: mostPictureBytes, unit: "utf8byte" })] : []),
  ];
}

/** Our own limit for one picture in a package. */
const mostPictureBytes = 2 * 1024 * 1024;
