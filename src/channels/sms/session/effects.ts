import type { Failure, LineReport as Report } from "#kernel/connector.ts";
import type { Refusal } from "#kernel/decision.ts";
import type { Incoming, Part } from "../gateway.ts";

/** What came of handing a message over: the gateway's names for its parts, or why not. */
export type Outcome = { ok: true; refs: string[] } | Failure;

/** What happens to a session. */
export type Event =
  | { kind: "start" } | { kind: "stop" } | { kind: "tick" }
  | { kind: "connected" } | { kind: "received"; chunk: Uint8Array } | { kind: "closed"; reason: string }
  /** `id` is the caller's; each is settled once. */
  | { kind: "submit"; id: string; parts: readonly Part[] }
  | { kind: "cancel"; ref: string; phone: string }
  /** A report that came in over a line which the gateway opened (SGIP). */
  | { kind: "reported"; report: Report; reply: Buffer };

/** What a session wants done, in this order. */
export type Effect =
  | { kind: "dial" } | { kind: "write"; bytes: Buffer } | { kind: "hangUp"; reason: string }
  /** The line is bound, or lost, or may not be used until a person mends the account. */
  | { kind: "line"; state: "bound" | "lost" } | { kind: "line"; state: "suspended"; failure: Failure }
  /** Once for each submit. */
  | { kind: "settled"; id: string; outcome: Outcome }
  /** After an unknown outcome: an answer came all the same. */
  | { kind: "answeredLate"; id: string; part: number; outcome: { ok: true; ref: string } | Failure }
  /** Each at most once for a message: every part is with the phone; a part is not; no report came in time. */
  | { kind: "delivered"; id: string } | { kind: "undelivered"; id: string; part: number; report: Report } | { kind: "unreported"; id: string }
  /** Evidence, also where nobody knows the message (id null) or knew it already (`again`); `reply` leaves once it is safe. */
  | { kind: "report"; report: Report; id: string | null; again: boolean; reply: Buffer }
  | { kind: "incoming"; incoming: Incoming; reply: Buffer }
  /** null: nobody knows, the answer never came. */
  | { kind: "cancelled"; ref: string; done: boolean | null }
  | { kind: "unreadable"; refusal: Refusal };
