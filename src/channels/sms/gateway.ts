import type { Failure, LineReport } from "#kernel/connector.ts";
import type { Decision, Refusal } from "#kernel/decision.ts";
import type { Coding } from "./coding.ts";

/** One part of a message to one phone, as its gateway will get it: `content` begins with the concatenation header where `header` says so. */
export type Part = { phone: string; coding: Coding; header: boolean; content: Uint8Array; number: number; total: number };

/** A message from a phone, for example 退订; `text` is null where its coding is not one of ours. */
export type Incoming = { from: string; to: string; text: string | null; raw: string };

/** One frame from the gateway, understood. `reply` is what the protocol wants answered, to be sent once the news is safe. */
export type Heard =
  | { kind: "bound"; sequence: number; failure: Failure | null }
  | { kind: "submitted"; sequence: number; ref: string | null; failure: Failure | null }
  | { kind: "cancelled"; sequence: number; done: boolean }
  | { kind: "report"; report: LineReport; reply: Buffer }
  | { kind: "incoming"; incoming: Incoming; reply: Buffer }
  /** A line that the gateway itself opened (SGIP); without admission the reply says why and the line is closed. */
  | { kind: "knock"; admitted: boolean; reply: Buffer }
  | { kind: "alive"; reply: Buffer | null }
  | { kind: "leaving"; reply: Buffer | null }
  | { kind: "refusedFrame"; sequence: number; failure: Failure }
  | { kind: "unreadable"; refusal: Refusal; reply: Buffer | null };

/** A submit ready to be written; `ref` where the protocol names it before it is answered. */
export type Submission = { bytes: Buffer; ref: string | null };

/** One account at one gateway: what it says and how it understands what it hears. Pure; the session holds all memory. */
export type Gateway = {
  id: "cmpp2" | "cmpp3" | "sgip" | "smgp" | "smpp";
  least: number;
  longest: number;
  codings: readonly Coding[];
  /** `proof` is what the gateway's own authenticator must build upon; empty where it has none. */
  bind(sequence: number, now: Date): Decision<{ bytes: Buffer; proof: Buffer }>;
  submit(part: Part, sequence: number, now: Date): Decision<Submission>;
  /** Takes back a part that is not delivered yet; null where the protocol has no such message. */
  cancel: ((part: { ref: string; phone: string }, sequence: number) => Decision<Buffer>) | null;
  heartbeat: ((sequence: number) => Decision<Buffer>) | null;
  unbind(sequence: number, now: Date): Decision<Buffer>;
  hear(frame: Buffer, proof: Buffer): Heard;
};

/** The phone as people write it: eleven digits at home, without the country's prefix; a number from elsewhere as it is. */
export const barePhone = (phone: string): string => phone.replace(/^(?:\+|00)?86(?=1\d{10}$)/, "");

/** A frame that only the other side may send. */
export const unexpected = (pdu: string): Heard => ({ kind: "unreadable", refusal: { code: "sms.unexpected-pdu", facts: { pdu } }, reply: null });

/** A frame made of nothing but what was just read or is constant; that it does not fit would be a mistake of its table. */
export function certain(frame: Decision<Buffer>): Buffer {
  if (!frame.ok) throw new Error(`${frame.refusal.code} ${JSON.stringify(frame.refusal.facts)}`);
  return frame.value;
}
