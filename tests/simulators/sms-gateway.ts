import { connect, createServer, type AddressInfo, type Socket } from "node:net";
import { openFramer, pushChunk, type Framer } from "#channels/sms/codec/framer.ts";
import { cmppFar, type CmppFar } from "./sms/cmpp.ts";
import { openAmbush, type Ambush } from "./http.ts";
import type { FarHeard, FarSide, Taken } from "./sms/far-side.ts";
import { sgipFar, type SgipFar } from "./sms/sgip.ts";
import { smgpFar, type SmgpFar } from "./sms/smgp.ts";
import { smppFar, type SmppFar } from "./sms/smpp.ts";

/** Which gateway, and the account it knows. */
export type GatewayKind = ({ protocol: "cmpp" } & CmppFar) | ({ protocol: "sgip" } & SgipFar) | ({ protocol: "smgp" } & SmgpFar) | ({ protocol: "smpp" } & SmppFar);

/**
 * How a gateway upsets its accounts. `effect` says whether the message is taken all the same: the cruel case is the answer
 * that never comes after it was.
 */
type GatewayMood =
  | { kind: "refuse"; at: "bind" | "submit"; code: number }
  | { kind: "throttle" }
  | { kind: "silent"; effect: boolean }
  | { kind: "drop"; at?: "bind" | "submit"; effect: boolean };

/** When reports come: with their answer, before it, twice, only when released, or never. */
type ReportHabit = "atOnce" | "beforeAnswer" | "doubled" | "held" | "none";

/** How a gateway is set up. */
export type GatewayOptions = {
  kind: GatewayKind; clock?: () => Date; port?: number; reports?: ReportHabit; stat?: (taken: Taken) => string;
  /** Answers to submits wait until `answerHeld`. */
  holdAnswers?: boolean;
  /** Every frame leaves in two pieces. */
  halves?: boolean;
  /** Where the gateway dials in to bring its reports (SGIP). */
  reportTo?: () => { host: string; port: number };
};

/** A running gateway: what it took, and how to upset it. */
export type SmsGateway = {
  host: string; port: number; ledger: Taken[]; cancelled: string[];
  /** Binds let in and turned away, reports acknowledged, most submits unanswered at once. */
  counts: { bound: number; refused: number; acknowledged: number; mostUnderWay: number };
  /** Upsets so many of the next messages, `after` so many that go well. */
  misbehave: (how: GatewayMood, times?: number, after?: number) => void;
  ambush: Ambush;
  /** Answers what was held and sends the reports that were held, in the order given back. */
  answerHeld: () => void;
  release: (order?: (held: Taken[]) => Taken[]) => void;
  /** Reports once more on a message, as its fate stands now. */
  report: (taken: Taken) => void;
  /** Drops every line at once. */
  cut: () => void;
  /** A phone writes. */
  say: (from: string, to: string, text: string) => void;
  stop: () => Promise<void>;
};

type Line = { socket: Socket; framer: Framer; bound: boolean; receives: boolean; used: Set<string>; tail: Promise<void>; /** leaves in one piece with what else one chunk brings about */ out: Buffer[]; /** what waits until the answers have left */ after: (() => void)[] };

const farSideOf = (kind: GatewayKind): FarSide => {
  switch (kind.protocol) {
    case "cmpp": return cmppFar(kind);
    case "sgip": return sgipFar(kind);
    case "smgp": return smgpFar(kind);
    case "smpp": return smppFar(kind);
  }
};

const pause = (ms: number) => new Promise<void>((done) => setTimeout(done, ms));

/** Runs a gateway on loopback. It believes nothing: names, proofs, times, sequences, senders, phones, lengths and headers are checked. */
export async function startSmsGateway(options: GatewayOptions): Promise<SmsGateway> {
  const { kind, clock = () => new Date(), reports = "atOnce", stat = () => "DELIVRD" } = options;
  const far = farSideOf(kind);
  const ledger: Taken[] = [];
  const cancelled: string[] = [];
  const counts = { bound: 0, refused: 0, acknowledged: 0, mostUnderWay: 0 };
  const ambush = openAmbush();
  const moods: { how: GatewayMood; left: number; after: number }[] = [];
  const lines = new Set<Line>();
  const heldAnswers: (() => void)[] = [];
  const heldReports: Taken[] = [];
  /** Reports and messages that no line took yet, and those that nobody acknowledged; both go out again on the next line. */
  const outbox: ((sequence: number) => Buffer)[] = [];
  const unacknowledged = new Map<number, { frame: (sequence: number) => Buffer; then: () => void }>();
  let sequence = 0;

  const moodAt = (at: "bind" | "submit"): GatewayMood | undefined => {
    const mood = moods[0];
    if (!mood || (("at" in mood.how ? mood.how.at : undefined) ?? "submit") !== at) return undefined;
    if (mood.after > 0) { mood.after -= 1; return undefined; }
    if (--mood.left <= 0) moods.shift();
    return mood.how;
  };

  const flush = (line: Line): void => {
    if (line.out.length > 0 && line.socket.writable) line.socket.write(Buffer.concat(line.out));
    line.out = [];
  };
  const write = (line: Line, frame: Buffer): void => {
    if (!options.halves) {
      if (line.out.push(frame) === 1) queueMicrotask(() => flush(line));
      return;
    }
    const middle = Math.ceil(frame.length / 2);
    line.tail = line.tail.then(async () => {
      line.socket.write(frame.subarray(0, middle));
      await pause(2);
      line.socket.write(frame.subarray(middle));
    });
  };

  const push = (frame: (sequence: number) => Buffer, then: () => void = () => undefined): void => {
    const line = [...lines].find((one) => one.bound && one.receives);
    if (!line) { outbox.push(frame); then(); dialIn(); return; }
    sequence += 1;
    unacknowledged.set(sequence, { frame, then });
    write(line, frame(sequence));
  };
  const pushReport = (taken: Taken, then?: () => void): void => push((number) => far.report(taken, stat(taken), number, clock()), then);

  const open = (line: Line): void => {
    line.bound = true;
    if (!line.receives) return;
    const again = [...[...unacknowledged.values()].map(({ frame }) => frame), ...outbox.splice(0)];
    unacknowledged.clear();
    for (const frame of again) push(frame);
  };

  const dialIn = (): void => {
    if (!far.knock || !options.reportTo || [...lines].some(({ receives }) => receives)) return;
    const { host, port } = options.reportTo();
    const line = attach(connect(port, host), true);
    write(line, far.knock(++sequence, clock()));
  };

  const take = (heard: Extract<FarHeard, { kind: "submit" }>): { ref: string; taken: Taken[] } => {
    const ref = far.newRef(ledger.length + 1, clock(), heard.sequence);
    const { from, format, header, content, sequence: own } = heard;
    const taken = heard.phones.map((phone) => ({ phone, from, format, header, content, sequence: own, ref, at: clock() }));
    ledger.push(...taken);
    return { ref, taken };
  };

  const submitted = (line: Line, heard: Extract<FarHeard, { kind: "submit" }>): void => {
    const mood = moodAt("submit");
    const code = line.used.has(heard.sequence) ? far.codes.duplicate : mood?.kind === "throttle" ? far.codes.throttled : mood?.kind === "refuse" ? mood.code : heard.code;
    line.used.add(heard.sequence);
    if (code !== 0) { write(line, heard.answer(code, "")); return; }
    const effect = mood?.kind === "silent" || mood?.kind === "drop" ? mood.effect : true;
    let { ref, taken }: ReturnType<typeof take> = { ref: "", taken: [] };
    if (effect && ambush.meets(() => { ({ ref, taken } = take(heard)); })) { line.socket.destroy(); return; }
    if (mood?.kind === "drop") { line.socket.destroy(); return; }
    const answer = () => { if (mood?.kind !== "silent") write(line, heard.answer(0, ref)); };
    const report = () => { for (const one of taken) for (let n = reports === "doubled" ? 2 : 1; n > 0; n--) pushReport(one); };
    if (reports === "held") heldReports.push(...taken);
    if (reports === "beforeAnswer" && taken[0]) { pushReport(taken[0], answer); return; }
    if (options.holdAnswers) {
      heldAnswers.push(() => { answer(); if (reports === "atOnce" || reports === "doubled") report(); });
      counts.mostUnderWay = Math.max(counts.mostUnderWay, heldAnswers.length);
      return;
    }
    answer();
    if (reports === "atOnce" || reports === "doubled") line.after.push(report);
  };

  const hear = (line: Line, frame: Buffer): void => {
    const heard = far.hear(frame, clock());
    const early = !line.bound && heard.kind !== "bind" && heard.kind !== "answer" && heard.kind !== "bad";
    if (early) { line.socket.destroy(); return; }
    switch (heard.kind) {
      case "bind": {
        const mood = moodAt("bind");
        if (mood?.kind === "drop") { line.socket.destroy(); return; }
        const code = mood?.kind === "refuse" ? mood.code : heard.code;
        write(line, heard.answer(line.bound ? 1 : code));
        if (code !== 0 || line.bound) { counts.refused += 1; flush(line); line.socket.destroySoon(); return; }
        counts.bound += 1;
        line.receives = heard.receives;
        open(line);
        return;
      }
      case "submit": submitted(line, heard); return;
      case "cancel": {
        const known = ledger.some(({ ref }) => ref === heard.ref) && heldReports.some(({ ref }) => ref === heard.ref);
        if (known) { cancelled.push(heard.ref); heldReports.splice(0, heldReports.length, ...heldReports.filter(({ ref }) => ref !== heard.ref)); }
        write(line, heard.answer(known));
        return;
      }
      case "query": write(line, heard.answer(ledger.some(({ ref }) => ref === heard.ref) ? "DELIVRD" : "")); return;
      case "ask": write(line, heard.answer); return;
      case "leave": write(line, heard.answer); flush(line); line.socket.destroySoon(); return;
      case "acknowledged": {
        const entry = unacknowledged.get(heard.sequence);
        if (entry) { unacknowledged.delete(heard.sequence); counts.acknowledged += 1; entry.then(); }
        return;
      }
      case "answer": if (line.receives && !line.bound) open(line); return;
      case "bad": if (heard.answer) write(line, heard.answer); else line.socket.destroy();
    }
  };

  const attach = (socket: Socket, receives: boolean): Line => {
    const line: Line = { socket: socket.setNoDelay(true), framer: openFramer(far), bound: false, receives, used: new Set(), tail: Promise.resolve(), out: [], after: [] };
    lines.add(line);
    socket.on("close", () => lines.delete(line)).on("error", () => socket.destroy()).on("data", (chunk) => {
      const { frames, refusal } = pushChunk(line.framer, chunk);
      for (const frame of frames) if (!socket.destroyed) hear(line, frame);
      flush(line);
      for (const then of line.after.splice(0)) then();
      flush(line);
      if (refusal) socket.destroy();
    });
    return line;
  };

  const server = createServer((socket) => { attach(socket, false); });
  await new Promise<void>((done) => server.listen(options.port ?? 0, "127.0.0.1", done));
  return {
    host: "127.0.0.1", port: (server.address() as AddressInfo).port, ledger, cancelled, counts,
    misbehave: (how, times = 1, after = 0) => void moods.push({ how, left: times, after }), ambush: ambush.set,
    answerHeld: () => { for (const answer of heldAnswers.splice(0)) answer(); },
    release: (order = (held) => held) => { for (const taken of order(heldReports.splice(0))) pushReport(taken); },
    report: (taken) => pushReport(taken),
    cut: () => { for (const line of lines) line.socket.destroy(); },
    say: (from, to, text) => push((number) => far.deliver(from, to, text, number, clock())),
    stop: () => new Promise((done) => { server.close(() => done()); for (const line of lines) line.socket.destroy(); }),
  };
}
