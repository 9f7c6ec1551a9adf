import { permit, refuse, type Decision } from "#kernel/decision.ts";
import { codecOf } from "./compile.ts";
import type { Cursor } from "./scalars.ts";
import type { RecordSpec, Spec, ValueOf } from "./spec.ts";

/** One message of a protocol: its command and the fields of its body. `bare`: the body may be missing altogether. */
type PduSpec = { readonly command: number; readonly body: RecordSpec; readonly bare?: boolean };
/** The messages of a protocol by name. */
export type Pdus = Readonly<Record<string, PduSpec>>;

/** A message as it was read; `name` tells which. */
type MessageOf<H extends Spec, P extends Pdus> = { [N in keyof P]: { name: N; head: ValueOf<H>; body: ValueOf<P[N]["body"]> } }[keyof P];

/** The body of one message of a protocol. */
export type MessageBody<T, N extends string> = T extends Protocol<infer _, infer P> ? ValueOf<P[N]["body"]> : never;

/** Writes and reads whole frames: length and command of four octets each, the protocol's own head, the body. */
export type Protocol<H extends Spec, P extends Pdus> = {
  /** Its tables. */
  head: H;
  pdus: P;
  /** Fewest and most octets of a frame. */
  least: number;
  longest: number;
  /** Fields left out are written empty; a body of null is left out itself. */
  encode<N extends keyof P & string>(name: N, head: ValueOf<H>, body?: Partial<ValueOf<P[N]["body"]>> | null): Decision<Buffer>;
  decode(frame: Buffer): Decision<MessageOf<H, P>>;
};

/** Makes the frames of a protocol from its tables (design/channels.md, SMS gateways). */
export function defineProtocol<const H extends RecordSpec, const P extends Pdus>(spec: { head: H; pdus: P; longest: number }): Protocol<H, P> {
  const head = codecOf(spec.head);
  const pdus = Object.entries<PduSpec>(spec.pdus).map(([name, pdu]) => ({ name, command: pdu.command, bare: pdu.bare ?? false, fields: pdu.body.fields, body: codecOf(pdu.body) }));
  const byName = new Map(pdus.map((pdu) => [pdu.name, pdu]));
  const byCommand = new Map(pdus.map((pdu) => [pdu.command, pdu]));
  const least = 8 + head.least;

  const encode = (name: string, ahead: Record<string, unknown>, body: Record<string, unknown> | null = {}): Decision<Buffer> => {
    const pdu = byName.get(name);
    if (!pdu) return refuse("sms.unknown-pdu", { pdu: name });
    const bodySize = body === null ? 0 : pdu.body.size(body);
    if (bodySize < 0) return refuse("sms.field-misfit", { pdu: name, field: misfit(pdu.fields, body ?? {}) });
    if (head.size(ahead) < 0) return refuse("sms.field-misfit", { pdu: name, field: misfit(spec.head.fields, ahead) });
    const length = least + bodySize;
    if (length > spec.longest) return refuse("sms.frame-too-long", { pdu: name, length });
    const frame = Buffer.alloc(length);
    const at = head.write(frame, frame.writeUInt32BE(pdu.command, frame.writeUInt32BE(length, 0)), ahead);
    if (body !== null) pdu.body.write(frame, at, body);
    return permit(frame);
  };

  const decode = (frame: Buffer): Decision<{ name: string; head: unknown; body: unknown }> => {
    if (frame.length < least || frame.length > spec.longest || frame.readUInt32BE(0) !== frame.length) return refuse("sms.bad-length", { length: frame.length });
    const command = frame.readUInt32BE(4);
    const pdu = byCommand.get(command);
    if (!pdu) return refuse("sms.unknown-command", { command });
    const cursor: Cursor = { bytes: frame, at: 8, end: frame.length, fault: null };
    const ahead = head.read(cursor);
    if (pdu.bare && cursor.at === cursor.end) return permit({ name: pdu.name, head: ahead, body: pdu.body.empty });
    const body = pdu.body.read(cursor);
    if (cursor.fault !== null) return refuse("sms.field-unreadable", { pdu: pdu.name, field: cursor.fault });
    if (cursor.at !== cursor.end) return refuse("sms.trailing-octets", { pdu: pdu.name, octets: cursor.end - cursor.at });
    return permit({ name: pdu.name, head: ahead, body });
  };
  return { ...spec, least, encode, decode } as unknown as Protocol<H, P>;
}

/** Names the first field whose value does not fit. */
function misfit(fields: RecordSpec["fields"], value: Record<string, unknown>): string {
  return Object.entries(fields).find(([name, of]) => value[name] !== undefined && codecOf(of).size(value[name]) < 0)?.[0] ?? "";
}
