import { accountProof, gatewayProof, monthToSecond } from "./authenticator.ts";
import { failure } from "../failures.ts";
import { barePhone, certain, unexpected, type Gateway, type Heard, type Part } from "./gateway.ts";
import { formats, textOf } from "./message-format.ts";
import { readReportText, stateOf } from "./report-text.ts";
import { failureOf, results } from "./results.ts";
import { smgpPdus as pdus } from "./smgp-pdus.ts";

/** An account at a gateway of 中国电信. Some provinces take Chinese as GB18030 (15) only: `chinese` says which. */
export type SmgpAccount = { clientId: string; secret: string; srcTermId: string; serviceId: string; chinese: "ucs2" | "gb18030" };

const version = 0x30;
/** Zeros between client id and secret in the proof of the account. */
const proofZeros = 7;
/** Sends and receives on one line. */
const bothWays = 2;
/** A message to a phone. */
const toPhone = 6;
const free = { feeType: "00", feeCode: "0", fixedFee: "0" };
/** Octets of a message id, in answers and raw inside the text of a report. */
const idOctets = 10;

/** SMGP 3.0.3. */
export function smgp(account: SmgpAccount): Gateway {
  const { clientId, secret } = account;
  return {
    id: "smgp", least: pdus.least, longest: pdus.longest, codings: ["ascii", account.chinese],
    bind: (sequence, now) => {
      const timestamp = monthToSecond(now);
      const proof = accountProof(clientId, proofZeros, secret, timestamp);
      const frame = pdus.encode("login", { sequence }, { clientId, authenticator: proof, loginMode: bothWays, timestamp, version });
      return frame.ok ? { ok: true, value: { bytes: frame.value, proof } } : frame;
    },
    submit: (part, sequence) => {
      const frame = pdus.encode("submit", { sequence }, submitBody(account, part));
      return frame.ok ? { ok: true, value: { bytes: frame.value, ref: null } } : frame;
    },
    cancel: null,
    heartbeat: (sequence) => pdus.encode("activeTest", { sequence }),
    unbind: (sequence) => pdus.encode("exit", { sequence }),
    hear: (frame, proof) => hear(account, frame, proof),
  };
}

const submitBody = ({ srcTermId, serviceId }: SmgpAccount, part: Part) => ({
  ...free, msgType: toPhone, needReport: 1, serviceId, msgFormat: formats[part.coding], srcTermId, destTermIds: [barePhone(part.phone)], content: part.content,
  options: part.header ? { tpPid: 0, tpUdhi: 1, pkTotal: part.total, pkNumber: part.number } : {},
});

function hear({ secret }: SmgpAccount, frame: Buffer, proof: Buffer): Heard {
  const read = pdus.decode(frame);
  if (!read.ok) return { kind: "unreadable", refusal: read.refusal, reply: null };
  const { value: message } = read;
  const { head } = message;
  switch (message.name) {
    case "loginResp": {
      const { status, authenticator } = message.body;
      const refused = failureOf(results.smgp, status, frame);
      const proven = gatewayProof(status, 4, proof, secret).equals(authenticator);
      return { kind: "bound", sequence: head.sequence, failure: refused ?? (proven ? null : failure("auth", "authenticator", frame.toString("hex"))) };
    }
    case "submitResp": return { kind: "submitted", sequence: head.sequence, ref: hex(message.body.msgId), failure: failureOf(results.smgp, message.body.status, frame) };
    case "deliver": {
      const { msgId, isReport, msgFormat, srcTermId, destTermId, content, options } = message.body;
      const reply = certain(pdus.encode("deliverResp", head, { msgId, status: 0 }));
      if (isReport === 0) return { kind: "incoming", incoming: { from: barePhone(srcTermId), to: destTermId, text: textOf(msgFormat, (options.tpUdhi ?? 0) !== 0, content), raw: hex(content) }, reply };
      const report = readReportText(content, idOctets);
      if (report === null) return { kind: "unreadable", refusal: { code: "sms.report-text", facts: { octets: content.length } }, reply };
      return { kind: "report", report: { ref: hex(report.id), phone: barePhone(srcTermId), state: stateOf(report.stat), stat: report.stat, detail: report.err, raw: hex(content) }, reply };
    }
    case "activeTest": return { kind: "alive", reply: certain(pdus.encode("activeTestResp", head)) };
    case "activeTestResp": return { kind: "alive", reply: null };
    case "exit": return { kind: "leaving", reply: certain(pdus.encode("exitResp", head)) };
    case "exitResp": return { kind: "leaving", reply: null };
    default: return unexpected(message.name);
  }
}

const hex = (octets: Uint8Array): string => Buffer.from(octets).toString("hex");
