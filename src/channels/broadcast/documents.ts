import type { Account } from "./account.ts";
import type { PackedFile } from "./archive.ts";
import { heartbeatId, packageId } from "./ids.ts";
import type { Picture, Signed } from "./message.ts";
import { timeOf } from "./package.ts";
import { digestOf } from "./sm2.ts";
import { element, xmlHead } from "./xml.ts";

/** A document ready to be sealed, with the files that go along. */
export type Document = { id: string; xml: string; files: readonly PackedFile[] };

/** Auxiliary data that is a picture (hearsay: 1 text, 2 sound, 3 picture, 4 film). */
const pictureType = "3";

function documentOf(account: Account, id: string, type: string, content: string, at: Date, files: readonly PackedFile[] = []): Document {
  const head = [
    element("EBDVersion", "1.0"), element("EBDID", id), element("EBDType", type), element("SRC", [element("EBRID", account.resourceCode)]), element("DEST", [element("EBRID", account.platformCode)]), element("EBDTime", timeOf(at)),
  ];
  return { id, xml: `${xmlHead}<EBD xmlns:xs="http://www.w3.org/2001/XMLSchema">${head.join("")}${content}</EBD>`, files };
}

type Basics = { type: "1" | "2"; senderName: string; eventType: string; severity: string; from: Date; until: Date };

const basicsOf = (account: Account, { type, senderName, eventType, severity, from, until }: Basics): string => element("MsgBasicInfo", [
  element("MsgType", type), element("SenderName", senderName), element("SenderCode", account.senderCode ?? account.resourceCode), element("SendTime", timeOf(from)),
  element("EventType", eventType), element("Severity", severity), element("StartTime", timeOf(from)), element("EndTime", timeOf(until)),
]);

const nameOf = (id: string, { mime }: Picture, n: number): string => `EBDR_${id}_${n + 1}.${mime.replace(/^image\//, "").replace("jpeg", "jpg").replaceAll(/\W/g, "")}`;

/** Until when a message runs: its own end, or as many minutes as were signed. */
export const endOf = ({ validUntil, minutes }: Signed, from: Date): Date => (validUntil ? new Date(validUntil) : new Date(from.getTime() + minutes * 60_000));

/** What an order leaves under: its key, and the number of its message (EBMID). */
type Named = { key: string; message: string };

/** A message to be broadcast (MsgType 1) from now on; `pictures` are the bytes of what the signed media name. */
export function broadcastDocument(account: Account, { key, message }: Named, signed: Signed, pictures: readonly Uint8Array[], now: Date): Document {
  const id = packageId(account.resourceCode, key);
  const files = pictures.map((bytes, n) => ({ name: nameOf(id, signed.media[n] ?? { sha256: "", mime: "", bytes: 0 }, n), bytes }));
  const auxiliary = files.map(({ name, bytes }) => element("Auxiliary", [
    element("AuxiliaryType", pictureType), element("AuxiliaryDesc", name), element("Size", String(bytes.length)), element("Digest", digestOf(bytes)),
  ]));
  const content = element("EBM", [
    element("EBMVersion", "1.0"), element("EBMID", message),
    basicsOf(account, { ...signed, type: "1", from: now, until: endOf(signed, now) }),
    element("MsgContent", [element("LanguageCode", signed.language), element("MsgTitle", signed.title), element("MsgDesc", signed.description), element("AreaCode", signed.areaCodes.join(",")), ...auxiliary]),
  ]);
  return documentOf(account, id, "EBM", content, now, files);
}

/** The cancelling of a message (MsgType 2): it names the message and has no words of its own, so that nobody can read any aloud. */
export function cancelDocument(account: Account, order: Named & { cancelled: string; senderName: string }, now: Date): Document {
  const content = element("EBM", [
    element("EBMVersion", "1.0"), element("EBMID", order.message), element("RelatedInfo", [element("EBMID", order.cancelled)]),
    basicsOf(account, { type: "2", senderName: order.senderName, eventType: account.eventType, severity: "0", from: now, until: now }),
  ]);
  return documentOf(account, packageId(account.resourceCode, order.key), "EBM", content, now);
}

/** A question how a message stands. */
export const questionDocument = (account: Account, message: string, now: Date): Document =>
  documentOf(account, packageId(account.resourceCode, `state/${message}/${now.getTime()}`), "EBMStateRequest", element("EBMStateRequest", [element("EBM", [element("EBMID", message)])]), now);

/** A heartbeat, which broadcasts nothing. */
export const heartbeatDocument = (account: Account, now: Date): Document =>
  documentOf(account, heartbeatId(account.resourceCode), "ConnectionCheck", element("ConnectionCheck", [element("RptTime", timeOf(now))]), now);
