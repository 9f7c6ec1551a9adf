import { sm2, sm3 } from "sm-crypto-v2";
import { startPlatform, type Heard, type Reply, type Simulator, type SimulatorOptions } from "./http.ts";

const [ours, theirs] = ["1f".repeat(32), "2e".repeat(32)];

/** The demo account of the simulated platform: codes and keys of both sides. */
export const broadcastAccount = {
  resourceCode: "22200000000000101010101", platformCode: "12200000000000101010101", privateKey: ours, publicKey: sm2.getPublicKeyFromPrivateKey(ours),
  platformPrivateKey: theirs, platformKey: sm2.getPublicKeyFromPrivateKey(theirs),
};

/** A message as the platform holds it: its fields by name, what came along, how it stands, and which systems said what. */
type Message = { id: string; fields: Readonly<Record<string, string>>; xml: string; media: ReadonlyMap<string, Buffer>; state: string; systems: readonly string[] };

/** Its public key of ours, and whether it reports only by itself instead of answering a question. */
export type BroadcastOptions = SimulatorOptions & { publicKey?: string; reportsLater?: boolean };

/** The platform, and what only its operators see: systems play, a report goes out, a package of its own is signed. */
type BroadcastPlatform = Simulator<Message> & {
  play: (id: string, state: string, systems?: readonly string[]) => void;
  report: (id: string, at?: Date) => Buffer;
  signs: (id: string, xml: string, key?: string) => Buffer;
};

type Files = ReadonlyMap<string, Buffer>;
const distId = { hash: true, userId: "1234567812345678" };
const freshMs = 300_000;
const two = (n: number): string => String(n).padStart(2, "0");
const said = (at: Date): string => { const b = new Date(at.getTime() + 8 * 3_600_000); return `${b.getUTCFullYear()}-${two(b.getUTCMonth() + 1)}-${two(b.getUTCDate())} ${two(b.getUTCHours())}:${two(b.getUTCMinutes())}:${two(b.getUTCSeconds())}`; };

/** Reads a ustar archive by the block, as the standard draws it; null where a block is not what it says. */
function untar(bytes: Buffer): Files | null {
  const files = new Map<string, Buffer>();
  for (let at = 0; at + 512 <= bytes.length;) {
    const head = bytes.subarray(at, at + 512);
    if (head.every((byte) => byte === 0)) return files;
    const [name, size, sum] = [head.toString("latin1", 0, 100), head.toString("latin1", 124, 136), head.toString("latin1", 148, 156)].map((field) => field.replace(/\0.*$/s, "").trim());
    const right = head.reduce((total, byte, n) => total + (n >= 148 && n < 156 ? 32 : byte), 0);
    const length = Number.parseInt(size ?? "", 8);
    if (Number.parseInt(sum ?? "", 8) !== right || !Number.isInteger(length) || at + 512 + length > bytes.length || !name || files.has(name)) return null;
    files.set(name, bytes.subarray(at + 512, at + 512 + length));
    at += 512 + Math.ceil(length / 512) * 512;
  }
  return null;
}

/** Writes a ustar archive by the block. */
export function tarOf(files: readonly (readonly [name: string, bytes: Buffer])[]): Buffer {
  const blocks = files.flatMap(([name, bytes]) => {
    const head = Buffer.alloc(512);
    const octal = (n: number, width: number) => `${n.toString(8).padStart(width - 1, "0")}\0`;
    for (const [text, at] of [[name, 0], [octal(0o644, 8), 100], [octal(0, 8), 108], [octal(0, 8), 116], [octal(bytes.length, 12), 124], [octal(1_775_196_000, 12), 136], ["        ", 148], ["0", 156], ["ustar\u000000", 257]] as const) head.write(text, at, "latin1");
    head.write(`${head.reduce((a, b) => a + b, 0).toString(8).padStart(6, "0")}\0 `, 148, "latin1");
    return [head, bytes, Buffer.alloc((512 - (bytes.length % 512)) % 512)];
  });
  return Buffer.concat([...blocks, Buffer.alloc(1024)]);
}

/** The words of an element, entities read; nothing where it is not there. */
const words = (xml: string, name: string): string | undefined => new RegExp(`<${name}>([^<]*)</${name}>`).exec(xml)?.[1]?.replace(/&(lt|gt|quot|#39|amp);/g, (_, e: string) => ({ lt: "<", gt: ">", quot: '"', "#39": "'", amp: "&" })[e] ?? "");
const within = (xml: string, name: string): string => new RegExp(`<${name}>(.*?)</${name}>`, "s").exec(xml)?.[1] ?? "";

const packageOf = (id: string, xml: string, key: string): Buffer => {
  const document = Buffer.from(xml);
  const value = Buffer.from(sm2.doSignature(document, key, distId), "hex").toString("base64");
  const signature = `<?xml version="1.0" encoding="utf-8"?><Signature><Version>1.0</Version><RelatedEBD><EBDID>${id}</EBDID></RelatedEBD><SignatureCert><CertType>01</CertType><IssuerID></IssuerID><CertSN>01</CertSN></SignatureCert><DigestAlgorithm>SM3</DigestAlgorithm><SignatureAlgorithm>SM2</SignatureAlgorithm><SignatureValue>${value}</SignatureValue></Signature>`;
  return tarOf([[`EBDB_${id}.xml`, document], [`EBDS_EBDB_${id}.xml`, Buffer.from(signature)]]);
};

/** The archive in a form, or the body itself. */
function archiveOf({ headers, bytes }: Heard): Buffer {
  const boundary = /^multipart\/form-data; boundary=(.+)$/.exec(headers["content-type"] ?? "")?.[1];
  if (!boundary) return bytes;
  const start = bytes.indexOf("\r\n\r\n") + 4;
  return bytes.subarray(start, Math.max(start, bytes.indexOf(`\r\n--${boundary}--`)));
}

/** Does the file's own name, its signature and its time hold? The result code where not. */
function whyNot(files: Files | null, publicKey: string, at: Date): { code: string; xml: string } {
  const [name, ...more] = [...(files?.keys() ?? [])].filter((one) => one.startsWith("EBDB_"));
  const document = name ? files?.get(name) : undefined;
  if (!name || !document || more.length > 0) return { code: "2", xml: "" };
  const xml = document.toString("utf8");
  const signature = files?.get(`EBDS_${name}`)?.toString("utf8") ?? "";
  const value = Buffer.from(words(signature, "SignatureValue") ?? "", "base64");
  const id = words(xml, "EBDID");
  if (name !== `EBDB_${id}.xml` || words(within(signature, "RelatedEBD"), "EBDID") !== id) return { code: "4", xml };
  if (value.length !== 64 || value.toString("base64") !== words(signature, "SignatureValue") || !sm2.doVerifySignature(document, value.toString("hex"), publicKey, distId)) return { code: "4", xml };
  if (/<!|<\?xml-/.test(xml) || !/^(10|01)\d{39}$/.test(id ?? "")) return { code: "2", xml };
  if (words(within(xml, "SRC"), "EBRID") !== broadcastAccount.resourceCode || words(within(xml, "DEST"), "EBRID") !== broadcastAccount.platformCode) return { code: "3", xml };
  const time = Date.parse(`${words(xml, "EBDTime")?.replace(" ", "T")}+08:00`);
  return { code: Math.abs(at.getTime() - time) <= freshMs ? "1" : "5", xml };
}

const wanted: Readonly<Record<string, RegExp>> = {
  EBMVersion: /^1\.0$/, EBMID: /^\d{35}$/, MsgType: /^[12]$/, SenderName: /./, SenderCode: /./, SendTime: /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/, EventType: /^[0-9A-Z]{5}$/, Severity: /^[0-4]$/, StartTime: /^\d{4}-/, EndTime: /^\d{4}-/,
};
const content: Readonly<Record<string, RegExp>> = { LanguageCode: /^zho$/, MsgTitle: /./, MsgDesc: /./, AreaCode: /^\d{12}(,\d{12})*$/ };

/** A message as it stands in a document; null where a field is not as the profile wants it, or a picture is not the one that was named. */
function messageIn(xml: string, files: Files): Message | null {
  const fields: Record<string, string> = {};
  const ebm = xml.includes("<RelatedInfo>") ? xml.replace(/<RelatedInfo>.*?<\/RelatedInfo>/s, "") : xml;
  for (const [name, shape] of Object.entries(words(xml, "MsgType") === "2" ? wanted : { ...wanted, ...content })) {
    const value = words(within(ebm, "EBM"), name);
    if (value === undefined || !shape.test(value)) return null;
    fields[name] = value;
  }
  if (!fields["EBMID"]?.startsWith(broadcastAccount.resourceCode) || (fields["EndTime"] ?? "") < (fields["StartTime"] ?? "")) return null;
  const media = new Map<string, Buffer>();
  for (const [, one = ""] of xml.matchAll(/<Auxiliary>(.*?)<\/Auxiliary>/gs)) {
    const [name = "", file] = [words(one, "AuxiliaryDesc"), files.get(words(one, "AuxiliaryDesc") ?? "")];
    if (!file || String(file.length) !== words(one, "Size") || sm3(file) !== words(one, "Digest")) return null;
    media.set(name, file);
  }
  return { id: fields["EBMID"] ?? "", fields, xml, media, state: "2", systems: [] };
}

/** A platform of the 2018 profile: signed packages in, signed packages out, one effect for one EBMID. */
export async function startBroadcast(options: BroadcastOptions = {}): Promise<BroadcastPlatform> {
  const { publicKey = broadcastAccount.publicKey, reportsLater = false } = options;
  const clock = options.clock ?? (() => new Date());
  const { resourceCode, platformCode, platformPrivateKey } = broadcastAccount;
  const ledger: Message[] = [];
  let sent = 0;
  const document = (type: string, inner: string, at: Date, related?: string) => {
    const id = `10${platformCode}${String((sent += 1)).padStart(16, "0")}`;
    const about = related === undefined ? "" : `<RelatedEBD><EBDID>${related}</EBDID></RelatedEBD>`;
    return { id, xml: `<?xml version="1.0" encoding="utf-8"?>\n<EBD><EBDVersion>1.0</EBDVersion><EBDID>${id}</EBDID><EBDType>${type}</EBDType><SRC><EBRID>${platformCode}</EBRID></SRC><DEST><EBRID>${resourceCode}</EBRID></DEST><EBDTime>${said(at)}</EBDTime>${about}${inner}</EBD>` };
  };
  const signed = (type: string, inner: string, at: Date, related?: string): Buffer => { const { id, xml } = document(type, inner, at, related); return packageOf(id, xml, platformPrivateKey); };
  const report = ({ id, state, systems }: Message, at: Date): string =>
    `<EBMStateResponse><RptTime>${said(at)}</RptTime><EBM><EBMID>${id}</EBMID></EBM><BrdStateCode>${state}</BrdStateCode><BrdStateDesc>状态</BrdStateDesc><Coverage><CoverageRate>0.97</CoverageRate><AreaCode>220000000000</AreaCode><ResBrdStat>1,0,1,${systems.length}</ResBrdStat></Coverage><ResBrdInfo>${systems.map((code, n) => `<ResBrdItem><EBRPS><EBRID>${platformCode}</EBRID></EBRPS><EBRBS><RptTime>${said(at)}</RptTime><BrdSysInfo>${n}</BrdSysInfo><BrdStateCode>${code}</BrdStateCode><BrdStateDesc>状态</BrdStateDesc></EBRBS></ResBrdItem>`).join("")}</ResBrdInfo></EBMStateResponse>`;
  const tar = (body: Buffer, effect?: () => void): Reply => ({ body, headers: { "content-type": "application/octet-stream" }, ...(effect ? { effect } : {}) });

  function take(xml: string, files: Files, result: (code: string, effect?: () => void) => Reply): Reply {
    const message = messageIn(xml, files);
    if (!message) return result("3");
    if (message.fields["MsgType"] === "1") return result("1", () => { if (!ledger.some(({ id }) => id === message.id)) ledger.push(message); });
    const about = ledger.find(({ id }) => id === words(within(xml, "RelatedInfo"), "EBMID"));
    return about ? result("1", () => { about.state = "5"; }) : result("3");
  }
  const sim = await startPlatform(options, ledger, (heard) => {
    if (heard.method !== "POST" || heard.url.pathname !== "/") return { status: 404, body: "" };
    const files = untar(archiveOf(heard));
    const { code, xml } = whyNot(files, publicKey, heard.at);
    const id = words(xml, "EBDID") ?? "";
    const result = (said: string, effect?: () => void): Reply => tar(signed("EBDResponse", `<EBDResponse><ResultCode>${said}</ResultCode><ResultDesc>结果</ResultDesc></EBDResponse>`, heard.at, id), effect);
    if (code !== "1" || !files) return result(code);
    const type = words(xml, "EBDType");
    if (type === "ConnectionCheck") return result("1");
    if (type === "EBM") return take(xml, files, result);
    if (type !== "EBMStateRequest") return result("2");
    const asked = ledger.find((one) => one.id === words(within(xml, "EBMStateRequest"), "EBMID"));
    return !asked ? result("3") : reportsLater ? result("1") : tar(signed("EBMStateResponse", report(asked, heard.at), heard.at, id));
  });
  const named = (id: string): Message => { const one = ledger.find((message) => message.id === id); if (!one) throw new Error(`no message ${id}`); return one; };
  return {
    ...sim,
    play: (id, state, systems = []) => { Object.assign(named(id), { state, systems }); },
    report: (id, at = clock()) => signed("EBMStateResponse", report(named(id), at), at),
    signs: (id, xml, key = platformPrivateKey) => packageOf(id, xml, key),
  };
}
