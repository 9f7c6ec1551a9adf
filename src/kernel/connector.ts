import type { z } from "zod";
import type { Decision } from "./decision.ts";
import type { SealedEdition, SealedMaterial, SignatureLine, VariantKind } from "./edition.ts";
import type { Finding } from "./finding.ts";

/** So many calls within so many seconds. */
export type Rate = { calls: number; perSeconds: number };

/** What an account may spend where a person must decide to spend it: so many times in a calendar day or month of Beijing. */
export type Quota = { uses: number; per: "day" | "month" };

/** The evidence rungs of a delivery, in order. The board never claims a higher one than it has seen. */
export const rungs = ["accepted", "published", "verified", "displayed"] as const;
export type Rung = (typeof rungs)[number];

/** What a channel can do and what it can prove. */
export type Capabilities = {
  limits: Record<string, { max: number; unit: "codepoint" | "utf8byte" | "smsPart" }>;
  rate: { perAccount: Rate; /** seconds an account rests after the channel says "too often" */ penaltySeconds?: number };
  /** A person must decide to spend it (WeChat mass send). */
  quotaScarce: boolean;
  /** native: the same key twice is one effect. readback: `check` can tell. none: an unknown outcome goes to a person. */
  idempotency: "native" | "readback" | "none";
  /** The highest rung this channel can ever show. */
  receipt: Rung;
  receiptBy: readonly ("answer" | "poll" | "callback" | "session")[];
  update: boolean;
  recall: { how: "delete" | "cancel" | "supersede" | "none"; windowSeconds?: number };
};

export type FailureClass =
  | "transient" | "rateLimited" | "auth" | "permission" | "content" | "duplicate" | "quota" | "recipient" | "unknownOutcome";

/** Why a call did not do what was asked. `rawBody` is capped at 4 KiB and kept as evidence. */
export type Failure = {
  ok: false;
  class: FailureClass;
  retryAfterSeconds?: number;
  scope: "app" | "account" | "recipient";
  rawCode: string;
  rawBody: string;
  /** Under which name a look can find out what became of it, where the outcome is unknown. */
  ref?: string;
};

/** The channel took it. `rung` is what the answer itself proves; `ref` finds it again. */
export type Submitted = { ok: true; ref: string; rung: Rung; url?: string; rawBody: string };

/** What a read-only look found. `absent` proves that nothing was published under that key; `refused`, that the channel took it and will not publish it. */
export type Status =
  | { state: "present"; rung: Rung; ref: string; url?: string; /** the bytes seen equal the bytes signed */ matches?: boolean; rawBody: string }
  | { state: "absent"; rawBody: string }
  | { state: "pending"; rawBody: string }
  | { state: "refused"; failure: Failure; rawBody: string }
  | { state: "unclear"; rawBody: string };

/** A receipt that came by itself, its raw bytes verified. `key` or `ref` names the delivery. */
export type VerifiedReceipt = { key?: string; ref?: string; rung?: Rung; failure?: Failure; eventId: string; at: Date; rawBody: string };

/** The exact bytes people sign for one channel account; `preview` is what the desk shows of them. */
export type Rendered = { payload: string; hash: string; preview: { kind: VariantKind; title?: string; text: string }; findings: readonly Finding[] };

/** The words of a recall, signed by the person who recalls; for channels that cannot delete. */
export type RecallNotice = { pieceId: string; title: string; reason: string; signature: SignatureLine; at: string };

/** Words for staff: something needs a person. Never an edition, never for the public. */
export type StaffAlert = { title: string; text: string; /** where to act; absolute */ link: string };

/** A call to the outside: JSON or bytes, always with a time limit, only to allowed hosts. */
export type Outbound = (request: {
  method: "GET" | "POST" | "PUT" | "DELETE";
  url: string;
  headers?: Record<string, string>;
  body?: string | Uint8Array;
  timeoutMs?: number;
}) => Promise<OutboundAnswer>;

/** `reached: false` = no byte of the request left, so nothing can have happened; "maybe" = it may have. `body` is read as UTF-8; `bytes` are the answer as it came, where it may be written otherwise. */
export type OutboundAnswer =
  | { ok: true; status: number; headers: Record<string, string>; body: string; bytes?: Uint8Array }
  | { ok: false; reached: false | "maybe"; reason: string };

/** The way out of a line that is not HTTP: which address may be dialled for a host, by the same rules as every call. A reason that starts with "forbidden" is ours. */
export type Reach = (host: string, port: number) => Promise<{ ok: true; address: string } | { ok: false; reason: string }>;

/** What a platform sends by itself, as it came. */
export type RawCallback = { headers: Record<string, string>; query: Record<string, string>; body: Uint8Array };

/** Bytes of a file from `start` to `end`, counted from 0, both included. */
export type ByteSpan = { start: number; end: number };

/** What a connector is handed for one call. It holds no state of its own. */
export type ConnectorContext = {
  accountId: string;
  config: unknown;
  secrets: Readonly<Record<string, string>>;
  now: () => Date;
  call: Outbound;
  /** The same way out for a connector that dials by itself, as mail does: asked before any socket is opened. */
  reach: Reach;
  /**
   * Opens an attachment that the edition names. Whole, its bytes were checked to be those signed; of one too big to be held, a `span` of
   * its bytes is read, and whoever reads it span by span checks the sum (SHA-256) before anything of it goes public.
   */
  openMaterial: (material: Pick<SealedMaterial, "sha256" | "bytes">, span?: ByteSpan) => Promise<Uint8Array>;
  /**
   * The number of a word within a series, for protocols that have room for few (应急广播: four digits a day): one word has the same number however often it is
   * asked for, and no two words have one. From 1, without gaps; the series is the house's, so its name begins with the connector's.
   */
  numberFor: (series: string, word: string) => Promise<number>;
  /** Doors to the parts of the house that are channels themselves (site, screens, hand posting); wired in entry/. */
  doors: Readonly<Record<string, HouseDoor>>;
};

/** A channel inside the house: the same three calls as outside, idempotent by key. `recall`: the words of `payload` take back what stands. */
export type HouseDoor = {
  put(entry: { key: string; accountId: string; pieceId: string; edition: number; payload: string; recall?: true }): Promise<Submitted | Failure>;
  look(ask: { key: string; accountId: string; pieceId: string }): Promise<Status>;
  withdraw(entry: { key: string; accountId: string; pieceId: string; notice: RecallNotice }): Promise<Submitted | Failure>;
};

/** How far a part of a message came by the reports of its gateway, in order: later words outrank earlier ones, in whatever order they come. */
export const reportStates = ["underway", "unclear", "undelivered", "delivered"] as const;
/** One of them. */
export type ReportState = (typeof reportStates)[number];

/** A report of a gateway. `ref` names the part as its answer did; `stat` and `detail` are the gateway's own words, `raw` its octets in hexadecimal. */
export type LineReport = { ref: string; phone: string; state: ReportState; stat: string; detail: string; raw: string };

/** What a line tells its keeper. A report or a message from a phone is acknowledged once the keeper's promise is kept, and comes again where it is broken. */
export type LineNews =
  | { kind: "bound" } | { kind: "lost"; reason: string } | { kind: "suspended"; failure: Failure }
  /** Of one part, by the id it was handed over under. `unknown` may be followed by an answer; `returned` was certainly not written. */
  | { kind: "answered"; id: string; ref: string } | { kind: "refused"; id: string; failure: Failure } | { kind: "unknown"; id: string; failure: Failure } | { kind: "returned"; id: string }
  | { kind: "report"; id: string | null; report: LineReport }
  | { kind: "incoming"; from: string; text: string }
  | { kind: "unreadable"; reason: string };

/** One part of a message on its way to one phone; `frame` is how its channel wrote it down, for nobody else to read. */
export type LinePart = { phone: string; number: number; total: number; frame: string };

/** Who holds a line. One that is only `tried` is opened to see whether it opens: nobody may dial in by it. */
export type LineKeeper = { reach: Reach; now: () => Date; tried: boolean; tell: (news: LineNews) => void | Promise<void> };

/** A line to a gateway that keeps itself up. */
export type HeldLine = {
  carry: (id: string, part: LinePart) => void;
  /** Waits for what is under way, takes leave and ends. */
  stop: () => Promise<void>;
};

/** A channel that speaks over a line which stays open; one process at a time holds it for the whole house (docs/adr/0016). */
export type Line<C> = {
  /** Parts under way at once. */
  window(config: C): number;
  /** Does the gateway dial in by itself, so that somebody must be there at all times? */
  listens(config: C): boolean;
  /** Whom the account writes to, in the order of its settings: numbers of staff are kept there and nowhere else. */
  phones(config: C): readonly string[];
  /** The parts of the signed bytes; each goes to each phone. `reference` (0 to 255) tells one long message from another. */
  cut(payload: string, config: C, reference: number): Decision<readonly string[]>;
  open(account: { config: C; secrets: Readonly<Record<string, string>> }, keeper: LineKeeper): HeldLine;
};

/** What is asked of a channel: first publication, a newer edition over an older one, or taking it back. */
export type DeliveryAction = "publish" | "correct" | "recall";

/** What a platform counts of an account's own posts over a period. What it does not tell is 0; nothing is asked about readers. */
export type OwnNumbers = { posts: number; originalPosts: number; reads: number; praises: number; shares: number; comments: number };

/**
 * One channel behind one interface (design/channels.md). `render` and `validate` are pure and run before people sign;
 * `prepare` and `check` may be repeated; `submit` makes exactly one mutation.
 */
export type Connector<C> = {
  id: string;
  /** Name in the field's words, 中 and English. */
  name: { zh: string; en: string };
  kind: "api" | "session" | "pull" | "assisted";
  /** The variant it carries. */
  variant: VariantKind;
  /** On which platform of somebody else an account stands, by its settings, as people call it; what the rules for 政务新媒体 inspect (国办发〔2018〕123号). */
  newMedia?(config: C): string;
  /** How much an account may spend, by its settings, where `quotaScarce`. */
  quota?(config: C): Quota;
  config: z.ZodType<C>;
  /** Names of the secrets an account must hold, with what they are; one that is optional only adds to what the channel can do. */
  secrets: readonly { name: string; zh: string; en: string; optional?: true }[];
  capabilities: Capabilities;
  /** Seconds a delivery may stay unsettled before it needs an owner. */
  deadlineSeconds: number;
  render(edition: SealedEdition, config: C): Rendered;
  renderRecall?(notice: RecallNotice, config: C): Rendered;
  /** Bytes for `submit` that alert staff, where the channel reaches staff at all; cut to its limits, because nobody signs them. */
  renderAlert?(alert: StaffAlert, config: C): string;
  prepare?(ctx: ConnectorContext, payload: string): Promise<{ ok: true; payload: string } | Failure>;
  submit(ctx: ConnectorContext, order: Order): Promise<Submitted | Failure>;
  check?(ctx: ConnectorContext, order: Order): Promise<Status>;
  /** Verifies the raw bytes; an unsigned or stale callback throws a Problem. */
  parseCallback?(ctx: ConnectorContext, raw: RawCallback): Promise<VerifiedReceipt[]>;
  /** The words by which a platform, before it sends anything, wants to hear that this address is ours; a question that is not signed throws. */
  answerChallenge?(ctx: ConnectorContext, query: Record<string, string>): string;
  /** Reads the account's own numbers of a period; only where the platform tells them whole. */
  numbers?(ctx: ConnectorContext, period: { from: Date; until: Date }): Promise<{ ok: true; numbers: OwnNumbers } | Failure>;
  /** How its line is held, where it needs one. */
  line?: Line<C>;
  /** One harmless call that proves address and secrets; the words go to the officer. */
  health?(ctx: ConnectorContext): Promise<{ ok: boolean; detail: string }>;
};

/** One delivery as a connector sees it. `previousRef` names what an update or a recall is about. */
export type Order = {
  key: string;
  action: DeliveryAction;
  pieceId: string;
  edition: number;
  /** The signed bytes; for a recall those of `renderRecall`, empty where the channel takes none. */
  payload: string;
  ref: string | null;
  previousRef: string | null;
  recall: RecallNotice | null;
  /** How often this delivery was tried before. */
  attempt: number;
};

/** A connector whose settings are checked at the door, so that the rest of the house need not know their type. */
export type AnyConnector = Connector<unknown>;

/** Closes a connector over its own settings type: settings are parsed by its schema wherever they come in. */
export function defineConnector<C>(c: Connector<C>): AnyConnector {
  const { renderRecall, renderAlert, newMedia, quota, line, ...rest } = c;
  return {
    ...rest,
    ...(newMedia ? { newMedia: (config: unknown) => newMedia(c.config.parse(config)) } : {}),
    ...(quota ? { quota: (config: unknown) => quota(c.config.parse(config)) } : {}),
    render: (edition, config) => c.render(edition, c.config.parse(config)),
    ...(renderRecall ? { renderRecall: (notice: RecallNotice, config: unknown) => renderRecall(notice, c.config.parse(config)) } : {}),
    ...(renderAlert ? { renderAlert: (alert: StaffAlert, config: unknown) => renderAlert(alert, c.config.parse(config)) } : {}),
    ...(line ? { line: closeLine(line, c.config) } : {}),
  };
}

const closeLine = <C>(line: Line<C>, settings: z.ZodType<C>): Line<unknown> => ({
  window: (config) => line.window(settings.parse(config)), listens: (config) => line.listens(settings.parse(config)),
  phones: (config) => line.phones(settings.parse(config)), cut: (payload, config, reference) => line.cut(payload, settings.parse(config), reference),
  open: ({ config, secrets }, keeper) => line.open({ config: settings.parse(config), secrets }, keeper),
});
