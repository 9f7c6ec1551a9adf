import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, describe, expect, test } from "vitest";
import { Config } from "#channels/broadcast/account.ts";
import { opened, sealed } from "#channels/broadcast/package.ts";
import { digestOf } from "#channels/broadcast/sm2.ts";
import { broadcastAccount, startBroadcast, tarOf, type BroadcastOptions } from "#tests/simulators/broadcast.ts";

const openssl3 = /^OpenSSL 3/.test(spawnSync("openssl", ["version"], { encoding: "utf8" }).stdout ?? "");
const gnuTar = (spawnSync("tar", ["--version"], { encoding: "utf8" }).stdout ?? "").includes("GNU tar");
if (!openssl3 || !gnuTar) process.stderr.write("SKIPPED: no OpenSSL 3 or no GNU tar here, so emergency broadcast packages are not put to the independent peer\n");
const peerTest = test.skipIf(!openssl3 || !gnuTar);

const folder = mkdtempSync(join(tmpdir(), "broadcast-"));
const stops: (() => Promise<void>)[] = [];
afterEach(async () => { await Promise.all(stops.splice(0).map((stop) => stop())); });
afterAll(() => { rmSync(folder, { recursive: true }); });

const at = new Date("2026-04-03T06:00:00Z");
const path = (name: string): string => join(folder, name);
const ssl = (...args: string[]): Buffer => execFileSync("openssl", args, { cwd: folder, stdio: ["ignore", "pipe", "ignore"] });
const distid = ["-rawin", "-digest", "sm3", "-pkeyopt", "distid:1234567812345678"];

/** A key pair made by OpenSSL, and its two halves in hex. */
function keyPair(name: string) {
  ssl("genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:SM2", "-out", `${name}.pem`);
  ssl("pkey", "-in", `${name}.pem`, "-pubout", "-out", `${name}.pub`);
  const said = ssl("pkey", "-in", `${name}.pem`, "-noout", "-text").toString();
  const half = (from: string, to: string) => said.slice(said.indexOf(from) + from.length, said.indexOf(to)).replace(/[\s:]/g, "");
  return { name, privateKey: half("priv:", "pub:").slice(-64).padStart(64, "0"), publicKey: half("pub:", "ASN1") };
}
const rawOf = (der: Buffer): Buffer => {
  const number = (from: number) => { const length = der[from + 1] ?? 0; return { hex: der.subarray(from + 2, from + 2 + length).toString("hex").slice(-64).padStart(64, "0"), next: from + 2 + length }; };
  const r = number(2);
  return Buffer.from(r.hex + number(r.next).hex, "hex");
};
const derOf = (raw: Buffer): Buffer => {
  const number = (bytes: Buffer) => { const short = Buffer.from(bytes.toString("hex").replace(/^(00)+/, ""), "hex"); const value = (short[0] ?? 0) > 127 ? Buffer.concat([Buffer.of(0), short]) : short; return Buffer.concat([Buffer.of(2, value.length), value]); };
  const body = Buffer.concat([number(raw.subarray(0, 32)), number(raw.subarray(32))]);
  return Buffer.concat([Buffer.of(0x30, body.length), body]);
};

const { resourceCode, platformCode, privateKey } = broadcastAccount;
const id = `10${resourceCode}0000000000000001`;
const ebm = `${resourceCode}202604030001`;
const bytesOf = (text: string): Buffer => Buffer.from(text);
const document = `<?xml version="1.0" encoding="UTF-8"?><EBD><EBDVersion>1.0</EBDVersion><EBDID>${id}</EBDID><EBDType>EBM</EBDType><SRC><EBRID>${resourceCode}</EBRID></SRC><DEST><EBRID>${platformCode}</EBRID></DEST><EBDTime>2026-04-03 14:00:00</EBDTime><EBM><EBMVersion>1.0</EBMVersion><EBMID>${ebm}</EBMID><MsgBasicInfo><MsgType>1</MsgType><SenderName>吉林省应急管理厅</SenderName><SenderCode>0001</SenderCode><SendTime>2026-04-03 14:00:00</SendTime><EventType>11B25</EventType><Severity>2</Severity><StartTime>2026-04-03 14:00:00</StartTime><EndTime>2026-04-03 15:00:00</EndTime></MsgBasicInfo><MsgContent><LanguageCode>zho</LanguageCode><MsgTitle>森林火险</MsgTitle><MsgDesc>禁止野外用火 &lt;119&gt;</MsgDesc><AreaCode>220000000000</AreaCode></MsgContent></EBM></EBD>`;
const signatureFile = (value: string, related = id): string => `<Signature><Version>1.0</Version><RelatedEBD><EBDID>${related}</EBDID></RelatedEBD><DigestAlgorithm>SM3</DigestAlgorithm><SignatureAlgorithm>SM2</SignatureAlgorithm><SignatureValue>${value}</SignatureValue></Signature>`;

/** Signs by OpenSSL. */
function signedBy(key: string, text: string): Buffer {
  writeFileSync(path("document"), text);
  return ssl("pkeyutl", "-sign", "-in", "document", "-inkey", `${key}.pem`, ...distid);
}
/** Packs by GNU tar. */
function packedByTar(name: string, files: Readonly<Record<string, string | Buffer>>): Buffer {
  for (const [file, bytes] of Object.entries(files)) writeFileSync(path(file), bytes);
  execFileSync("tar", ["-cf", name, "--format=gnu", ...Object.keys(files)], { cwd: folder });
  return readFileSync(path(name));
}
const names = { document: `EBDB_${id}.xml`, signature: `EBDS_EBDB_${id}.xml` };

async function hand(url: string, archive: Buffer, type = "application/x-tar"): Promise<{ bytes: Buffer; code: string }> {
  const answer = await fetch(url, { method: "POST", headers: { "content-type": type }, body: new Uint8Array(archive) });
  const bytes = Buffer.from(await answer.arrayBuffer());
  return { bytes, code: /<ResultCode>(\d)</.exec(bytes.toString("utf8"))?.[1] ?? String(answer.status) };
}
const start = async (options: BroadcastOptions = {}) => {
  const sim = await startBroadcast({ clock: () => at, ...options });
  stops.push(sim.stop);
  return sim;
};
const account = { ...Config.parse({ url: "http://127.0.0.1/", resourceCode, platformCode, platformKey: broadcastAccount.platformKey, areaCode: "220000" }), privateKey };

describe("openssl and GNU tar, which are not ours", () => {
  peerTest("make a package that the simulated platform takes, and open its answer", async () => {
    const us = keyPair("us");
    const sim = await start({ publicKey: us.publicKey });
    const archive = packedByTar("theirs.tar", { [names.document]: document, [names.signature]: signatureFile(rawOf(signedBy("us", document)).toString("base64")) });
    const { bytes, code } = await hand(sim.url, archive);
    expect([code, sim.ledger.map(({ fields }) => fields["MsgDesc"])]).toEqual(["1", ["禁止野外用火 <119>"]]);
    writeFileSync(path("answer.tar"), bytes);
    expect(execFileSync("tar", ["-tf", "answer.tar"], { cwd: folder, encoding: "utf8" })).toMatch(/^EBDB_10\d{39}\.xml\nEBDS_EBDB_10\d{39}\.xml\n$/);
  });
  peerTest("open a package of ours, and its signature and digest are good to them; a changed byte is not", async () => {
    const us = keyPair("us");
    writeFileSync(path("ours.tar"), await sealed({ ...account, privateKey: us.privateKey }, id, document, [{ name: "EBDR_1.jpg", bytes: bytesOf("picture") }], at));
    execFileSync("tar", ["-xf", "ours.tar"], { cwd: folder });
    expect(readFileSync(path(names.document), "utf8")).toBe(document);
    expect(readFileSync(path("EBDR_1.jpg"), "utf8")).toBe("picture");
    const value = /<SignatureValue>(.*)<\/SignatureValue>/.exec(readFileSync(path(names.signature), "utf8"))?.[1] ?? "";
    writeFileSync(path("signature"), derOf(Buffer.from(value, "base64")));
    const verify = ["pkeyutl", "-verify", "-in", names.document, "-sigfile", "signature", "-pubin", "-inkey", "us.pub", ...distid];
    expect(ssl(...verify).toString()).toContain("Verified Successfully");
    expect(ssl("dgst", "-sm3", names.document).toString()).toContain(digestOf(bytesOf(document)));
    writeFileSync(path(names.document), document.replace("119", "110"));
    expect(() => ssl(...verify)).toThrow();
  });
  peerTest.each([["r and s side by side", rawOf], ["DER", (der: Buffer) => der]] as const)("sign as the platform, %s, and we take it", async (_title, form) => {
    const them = keyPair("them");
    const said = document.replace(resourceCode, platformCode).replace(`<SRC><EBRID>${resourceCode}</EBRID></SRC><DEST><EBRID>${platformCode}`, `<SRC><EBRID>${platformCode}</EBRID></SRC><DEST><EBRID>${resourceCode}`);
    const own = `10${platformCode}0000000000000001`;
    const archive = packedByTar("platform.tar", { [`EBDB_${own}.xml`]: said, [`EBDS_EBDB_${own}.xml`]: signatureFile(form(signedBy("them", said)).toString("base64"), own) });
    expect(await opened({ ...account, platformKey: them.publicKey }, archive, at)).toMatchObject({ ok: true, id: own, type: "EBM" });
    expect(await opened(account, archive, at)).toEqual({ ok: false, why: "signature" });
  });
});

type Made = { xml?: string; signs?: string; key?: string; related?: string; value?: (right: Buffer) => string; files?: (document: Buffer, signature: Buffer) => readonly (readonly [string, Buffer])[]; archive?: (right: Buffer) => Buffer; wait?: number };
const flip = (bytes: Buffer, n: number): Buffer => { const other = Buffer.from(bytes); other[n] = (other[n] ?? 0) ^ 1; return other; };
const swap = (from: string | RegExp, to: string): Made => ({ xml: document.replace(from, to) });

describe("what the simulated platform refuses", () => {
  const make = (sim: Awaited<ReturnType<typeof start>>, { xml = document, signs = xml, key = privateKey, related = id, value, files, archive }: Made): Buffer => {
    const inner = sim.signs(id, signs, key);
    const right = Buffer.from(/<SignatureValue>(.*?)</.exec(inner.toString("latin1"))?.[1] ?? "", "base64");
    const signature = bytesOf(signatureFile(value ? value(right) : right.toString("base64"), related));
    const made = tarOf(files ? files(bytesOf(xml), signature) : [[names.document, bytesOf(xml)], [names.signature, signature]]);
    return archive ? archive(made) : made;
  };
  test("nothing of a right package, bare or in a form", async () => {
    const sim = await start();
    const right = make(sim, {});
    expect((await hand(sim.url, right)).code).toBe("1");
    const form = Buffer.concat([bytesOf('--b\r\nContent-Disposition: form-data; name="file"; filename="EBDT_1.tar"\r\n\r\n'), right, bytesOf("\r\n--b--\r\n")]);
    expect((await hand(sim.url, form, "multipart/form-data; boundary=b")).code).toBe("1");
    expect(sim.ledger).toHaveLength(1);
  });
  test.each<[string, string, Made]>([
    ["the first bit of the signature", "4", { value: (right) => flip(right, 0).toString("base64") }], ["the last bit of the signature", "4", { value: (right) => flip(right, 63).toString("base64") }], ["a signature cut short", "4", { value: (right) => right.subarray(0, 63).toString("base64") }],
    ["a signature in hex", "4", { value: (right) => right.toString("hex") }], ["an empty signature", "4", { value: () => "" }], ["r and s of nothing", "4", { value: () => Buffer.alloc(64).toString("base64") }], ["r and s changed about", "4", { value: (right) => Buffer.concat([right.subarray(32), right.subarray(0, 32)]).toString("base64") }],
    ["another's key", "4", { key: "3d".repeat(32) }], ["a word changed under the signature", "4", { xml: document.replace("119", "110"), signs: document }], ["a blank behind the document", "4", { xml: `${document} `, signs: document }], ["a signature of another package", "4", { related: `${id.slice(0, -1)}2` }],
    ["no signature file", "4", { files: (one) => [[names.document, one]] }], ["a signature under another name", "4", { files: (one, two) => [[names.document, one], ["EBDS.xml", two]] }], ["two documents", "2", { files: (one, two) => [[names.document, one], [names.signature, two], ["EBDB_2.xml", one]] }], ["no document", "2", { files: (_, two) => [[names.signature, two]] }],
    ["a bit of the archive's head", "2", { archive: (right) => flip(right, 5) }], ["an archive cut short", "2", { archive: (right) => right.subarray(0, 700) }], ["no archive", "2", { archive: () => bytesOf("hello") }], ["nothing", "2", { archive: () => Buffer.alloc(0) }],
    ["a package eleven minutes old", "5", { ...swap("<EBDTime>2026-04-03 14:00:00", "<EBDTime>2026-04-03 13:49:00") }], ["one from the future", "5", swap("<EBDTime>2026-04-03 14:00:00", "<EBDTime>2026-04-03 14:11:00")], ["no time", "5", swap(/<EBDTime>.*?<\/EBDTime>/, "")],
    ["from another sender", "3", swap(`<SRC><EBRID>${resourceCode}`, `<SRC><EBRID>${platformCode}`)], ["for another platform", "3", swap(`<DEST><EBRID>${platformCode}`, `<DEST><EBRID>${resourceCode}`)], ["a document type of its own", "2", swap("<EBD>", '<!DOCTYPE EBD [<!ENTITY a "b">]><EBD>')],
    ["another's message number", "3", swap(ebm, `${platformCode}202604030001`)], ["a message number of 34 digits", "3", swap(ebm, ebm.slice(1))], ["a severity nobody knows", "3", swap("<Severity>2", "<Severity>9")], ["an area of six digits", "3", swap("<AreaCode>220000000000", "<AreaCode>220000")], ["another language", "3", swap("zho", "eng")],
    ["an end before its start", "3", swap("<EndTime>2026-04-03 15", "<EndTime>2026-04-03 13")], ["no words", "3", swap(/<MsgDesc>.*?<\/MsgDesc>/, "<MsgDesc></MsgDesc>")], ["a kind of message nobody knows", "3", swap("<MsgType>1", "<MsgType>3")], ["a picture that is not there", "3", swap("</MsgContent>", "<Auxiliary><AuxiliaryType>3</AuxiliaryType><AuxiliaryDesc>a.jpg</AuxiliaryDesc><Size>1</Size><Digest>00</Digest></Auxiliary></MsgContent>")],
    ["the cancelling of a message that is not there", "3", swap("<MsgType>1", "<MsgType>2")], ["a question about one", "3", { xml: document.replace("<EBDType>EBM<", "<EBDType>EBMStateRequest<").replace("<EBM>", "<EBMStateRequest><EBM>").replace("</EBM>", "</EBM></EBMStateRequest>") }],
  ])("%s: %s", async (_title, code, made) => {
    const sim = await start();
    expect((await hand(sim.url, make(sim, made))).code).toBe(code);
    expect(sim.ledger).toEqual([]);
  });
  test("the same message a second time has no second effect; the same package an hour later is refused", async () => {
    let now = at.getTime();
    const sim = await start({ clock: () => new Date(now) });
    const archive = make(sim, {});
    expect([(await hand(sim.url, archive)).code, (await hand(sim.url, archive)).code, sim.ledger.length]).toEqual(["1", "1", 1]);
    now += 3_600_000;
    expect((await hand(sim.url, archive)).code).toBe("5");
  });
});
