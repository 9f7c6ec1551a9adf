import { beijing, isoDay } from "#kernel/clock.ts";
import type { Account } from "./account.ts";
import { packed, unpacked, type PackedFile } from "./archive.ts";
import { isSignedBy, signatureOf } from "./sm2.ts";
import { element, elementsAt, readXml, textAt, xmlHead, type Element } from "./xml.ts";

/** A package that came from the platform, its signature verified. */
export type Opened = { ok: true; id: string; type: string; related: string | null; at: Date; body: Element; xml: string };

/** How far the time of a package may be from ours, in seconds. */
const freshSeconds = 600;

const two = (n: number): string => String(n).padStart(2, "0");

/** A time as the profile writes it: 2026-04-03 14:01:40, in Beijing. */
export const timeOf = (at: Date): string => { const b = beijing(at); return `${isoDay(at)} ${two(b.hour)}:${two(b.minute)}:${two(b.second)}`; };

/** A time as the profile writes it, read; null where it is none. */
export function timeIn(text: string | null): Date | null {
  if (text === null || !/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/.test(text)) return null;
  const at = new Date(`${text.replace(" ", "T")}+08:00`);
  return Number.isNaN(at.getTime()) ? null : at;
}

const signatureFile = (account: Account, id: string, signature: string, at: Date): string => {
  const related = element("RelatedEBD", [element("EBDID", id)]);
  const certSn = element("CertSN", account.certSn);
  const value = element("SignatureValue", signature);
  return `${xmlHead}${element("Signature", account.signatureForm === "flat"
    ? [element("Version", "1"), related, certSn, element("SignatureAlgorithm", "SM2-SM3"), value]
    : [element("Version", "1.0"), related, element("SignatureCert", [element("CertType", "01"), element("IssuerID", ""), certSn]),
      element("SignatureTime", Math.floor(at.getTime() / 1000).toString(16).toUpperCase()), element("DigestAlgorithm", "SM3"), element("SignatureAlgorithm", "SM2"), value])}`;
};

/** Seals a document into a package (EBDT): the document, its signature over its very bytes, and the files that go with it. */
export async function sealed(account: Account, id: string, xml: string, files: readonly PackedFile[], at: Date): Promise<Uint8Array> {
  const document = Buffer.from(xml);
  const signature = Buffer.from(signatureFile(account, id, signatureOf(document, account.privateKey), at));
  return packed([{ name: `EBDB_${id}.xml`, bytes: document }, { name: `EBDS_EBDB_${id}.xml`, bytes: signature }, ...files], at);
}

/** Opens a package of the platform's: one document, signed by its key over the very bytes, from it, to us, and of now. Anything else is a reason. */
export async function opened(account: Account, bytes: Uint8Array, now: Date): Promise<Opened | { ok: false; why: string }> {
  const archive = await unpacked(bytes);
  if (!archive.ok) return archive;
  const no = (why: string) => ({ ok: false, why }) as const;
  const [name, ...others] = [...archive.files.keys()].filter((one) => one.startsWith("EBDB_"));
  const document = name === undefined ? undefined : archive.files.get(name);
  if (name === undefined || document === undefined || others.length > 0) return no("no-document");
  const said = readXml(archive.files.get(`EBDS_${name}`) ?? new Uint8Array());
  const signature = textAt(said, "SignatureValue");
  if (said?.name !== "Signature" || signature === null) return no("not-signed");
  if (!isSignedBy(document, signature, account.platformKey)) return no("signature");
  const body = readXml(document);
  const [id, type, at] = [textAt(body, "EBDID"), textAt(body, "EBDType"), timeIn(textAt(body, "EBDTime"))];
  if (body?.name !== "EBD" || id === null || type === null || at === null || name !== `EBDB_${id}.xml` || textAt(said, "RelatedEBD", "EBDID") !== id) return no("unreadable");
  if (textAt(body, "SRC", "EBRID") !== account.platformCode) return no("not-from-the-platform");
  if (elementsAt(body, "DEST").length > 0 && textAt(body, "DEST", "EBRID") !== account.resourceCode) return no("not-for-us");
  if (Math.abs(now.getTime() - at.getTime()) > freshSeconds * 1000) return no("stale");
  return { ok: true, id, type, at, body, related: textAt(body, "RelatedEBD", "EBDID"), xml: Buffer.from(document).toString("utf8") };
}
