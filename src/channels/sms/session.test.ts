import { describe, expect, test } from "vitest";
import { cmppPdus, cmppReports } from "./cmpp-pdus.ts";
import { gateways, now, partsFor, sgipAccount } from "./fixtures/accounts.ts";
import type { Gateway, Part } from "./gateway.ts";
import { openSession, step, wakeAt, type Effect, type Event, type Session, type SessionSettings } from "./session.ts";
import { sgipPdus } from "./sgip-pdus.ts";

const pdus = cmppPdus("2.0");
const gateway = gateways.cmpp2;
const at = (seconds: number) => new Date(now.getTime() + seconds * 1_000);
const frame = (decision: ReturnType<typeof pdus.encode>): Buffer => { if (!decision.ok) throw new Error(decision.refusal.code); return decision.value; };

/** A session with its far side written by hand: what it sends is decoded, what it hears is encoded. */
function opened(settings: Partial<SessionSettings> = {}, over: Gateway = gateway) {
  const session = openSession(over, settings);
  const does = (event: Event, seconds = 0): Effect[] => step(session, event, at(seconds));
  const hears = (bytes: Buffer, seconds = 0): Effect[] => does({ kind: "received", chunk: bytes }, seconds);
  return {
    session, does, hears,
    submit: (id: string, text = "火", seconds = 0) => does({ kind: "submit", id, parts: partsFor(over, text) }, seconds),
    answer: (sequence: number, result = 0, msgId = BigInt(1_000 + sequence), seconds = 0) => hears(frame(pdus.encode("submitResp", { sequence }, { msgId, result })), seconds),
    report: (msgId: bigint, stat = "DELIVRD", seconds = 0) => {
      const content = Buffer.alloc(60);
      cmppReports["2.0"].write(content, 0, { msgId, stat, submitTime: "", doneTime: "", destTerminalId: "13800000001", smscSequence: 1 });
      return hears(frame(pdus.encode("deliver", { sequence: 77 }, { msgId, registeredDelivery: 1, content })), seconds);
    },
  };
}

/** The same, bound: the dance up to there is its own test. */
function bound(settings: Partial<SessionSettings> = {}) {
  const line = opened(settings);
  line.does({ kind: "start" });
  line.does({ kind: "connected" });
  line.session.phase = "bound";
  line.session.bind = null;
  line.session.lastHeard = now.getTime();
  return line;
}

const kinds = (effects: Effect[]): string[] => effects.map((effect) => (effect.kind === "line" ? `line ${effect.state}` : effect.kind));
const writes = (effects: Effect[]) => effects.flatMap((effect) => { if (effect.kind !== "write") return []; const read = pdus.decode(effect.bytes); return read.ok ? [read.value] : []; });
const sequences = (effects: Effect[]): number[] => writes(effects).map(({ head }) => head.sequence);
const settled = (effects: Effect[]) => effects.filter((effect) => effect.kind === "settled").map(({ id, outcome }) => [id, outcome.ok ? "ok" : `${outcome.class} ${outcome.rawCode}`]);

describe("a line", () => {
  test("is dialed, says who it is, and only then carries anything", () => {
    const line = opened();
    expect(kinds(line.submit("a"))).toEqual([]);
    expect(kinds(line.does({ kind: "start" }))).toEqual(["dial"]);
    expect(writes(line.does({ kind: "connected" }))).toMatchObject([{ name: "connect" }]);
    // MD5(00 + proof + "tongsheng") under a proof of sequence 1 at 14:00:00: the vector of cmpp.test.ts.
    const effects = line.hears(frame(pdus.encode("connectResp", { sequence: 1 }, { status: 0, authenticator: Buffer.from("463c99ad6484617cc48861b0c32bfee2", "hex"), version: 0x20 })));
    expect(kinds(effects)).toEqual(["line bound", "write"]);
    expect(writes(effects)).toMatchObject([{ name: "submit", head: { sequence: 2 } }]);
  });
  test("a wrong secret suspends it, gives everything back and dials no more", () => {
    const line = opened();
    line.does({ kind: "start" });
    line.submit("a");
    line.does({ kind: "connected" });
    const effects = line.hears(frame(pdus.encode("connectResp", { sequence: 1 }, { status: 3 })));
    expect(kinds(effects)).toEqual(["line suspended", "hangUp", "settled"]);
    expect(settled(effects)).toEqual([["a", "auth 3"]]);
    expect([line.session.phase, wakeAt(line.session)]).toEqual(["suspended", null]);
    expect(settled(line.submit("b"))).toEqual([["b", "transient suspended"]]);
    expect(kinds(line.does({ kind: "start" }))).toEqual(["dial"]);
  });
  test("any other refusal is tried again, after a pause that doubles up to a minute", () => {
    const line = opened();
    line.does({ kind: "start" });
    let seconds = 0;
    const pauses: number[] = [];
    for (let i = 0; i < 8; i += 1) {
      const sequence = sequences(line.does({ kind: "connected" }, seconds))[0] ?? 0;
      expect(kinds(line.hears(frame(pdus.encode("connectResp", { sequence }, { status: 5 })), seconds))).toEqual(["hangUp"]);
      const wake = ((wakeAt(line.session) ?? 0) - now.getTime()) / 1_000;
      pauses.push(wake - seconds);
      seconds = wake;
      expect(kinds(line.does({ kind: "tick" }, seconds))).toEqual(["dial"]);
    }
    expect(pauses).toEqual([1, 2, 4, 8, 16, 32, 60, 60]);
  });
  test.each([["nobody picks up", (line: ReturnType<typeof opened>) => { line.does({ kind: "start" }); }, "no-line"], ["the bind is not answered", (line: ReturnType<typeof opened>) => { line.does({ kind: "start" }); line.does({ kind: "connected" }); }, "no-answer"]])(
    "%s for T: it is given up and dialed again", (_, begin, reason) => {
      const line = opened();
      begin(line);
      expect(line.does({ kind: "tick" }, 59)).toEqual([]);
      expect(line.does({ kind: "tick" }, 60)).toEqual([{ kind: "hangUp", reason }]);
      expect(kinds(line.does({ kind: "tick" }, 61))).toEqual(["dial"]);
    });
  test("a quiet line is asked whether it lives, three times, then given up; any frame is life", () => {
    const line = bound();
    expect(writes(line.does({ kind: "tick" }, 180))).toMatchObject([{ name: "activeTest" }]);
    line.hears(frame(pdus.encode("activeTestResp", { sequence: 2 })), 181);
    expect(line.does({ kind: "tick" }, 360)).toEqual([]);
    expect([361, 421, 481].map((seconds) => writes(line.does({ kind: "tick" }, seconds))[0]?.name)).toEqual(["activeTest", "activeTest", "activeTest"]);
    expect(kinds(line.does({ kind: "tick" }, 541))).toEqual(["hangUp", "line lost"]);
  });
  test("the gateway's own questions and goodbye are answered", () => {
    const line = bound();
    expect(writes(line.hears(frame(pdus.encode("activeTest", { sequence: 5 }))))).toMatchObject([{ name: "activeTestResp", head: { sequence: 5 } }]);
    const effects = line.hears(frame(pdus.encode("terminate", { sequence: 6 })));
    expect(kinds(effects)).toEqual(["write", "hangUp", "line lost"]);
    expect(writes(effects)).toMatchObject([{ name: "terminateResp", head: { sequence: 6 } }]);
  });
  test("a length that cannot be closes it; a frame that cannot be read is told and harms nothing", () => {
    const line = bound();
    expect(kinds(line.hears(Buffer.from("0000000c0000009900000001", "hex")))).toEqual(["unreadable"]);
    expect(kinds(line.hears(Buffer.from("ffffffff", "hex")))).toEqual(["unreadable", "hangUp", "line lost"]);
  });
});

describe("the window", () => {
  test("holds no more than W, and every answer lets the next one out", () => {
    const line = bound({ window: 2 });
    expect(["a", "b", "c", "d"].map((id) => sequences(line.submit(id)))).toEqual([[2], [3], [], []]);
    expect(settled(line.answer(3))).toEqual([["b", "ok"]]);
    expect(line.session.pending.size).toBe(2);
    expect(sequences(line.answer(2))).toEqual([5]);
    expect(line.answer(99)).toEqual([]);
  });
  test("\"too often\" is not taken: the part is offered again under a new sequence, after pauses that double, five times", () => {
    const line = bound({ throttle: { firstSeconds: 1, mostSeconds: 4, tries: 3 } });
    let sequence = sequences(line.submit("a"))[0] ?? 0;
    let seconds = 0;
    for (const pause of [1, 2, 4]) {
      expect(line.answer(sequence, 8, 0n, seconds)).toEqual([]);
      expect(line.does({ kind: "tick" }, seconds + pause - 0.5)).toEqual([]);
      seconds += pause;
      expect(wakeAt(line.session)).toBe(at(seconds).getTime());
      sequence = sequences(line.does({ kind: "tick" }, seconds))[0] ?? 0;
      expect(sequence).toBeGreaterThan(0);
    }
    expect(settled(line.answer(sequence, 8, 0n, seconds))).toEqual([["a", "rateLimited 8"]]);
  });
  test("while one part rests, nothing new is offered", () => {
    const line = bound();
    line.submit("a");
    line.answer(2, 8);
    expect(sequences(line.submit("b"))).toEqual([]);
    expect(sequences(line.does({ kind: "tick" }, 1))).toEqual([3, 4]);
  });
  test("what has waited five minutes for a line goes back as never sent", () => {
    const line = opened();
    line.submit("a");
    expect(line.does({ kind: "tick" }, 299)).toEqual([]);
    expect(settled(line.does({ kind: "tick" }, 300))).toEqual([["a", "transient waited"]]);
  });
  test("a message that the protocol cannot carry is refused and takes no place", () => {
    const line = bound();
    const part: Part = { ...partsFor(gateway, "火")[0]!, phone: "1".repeat(22) };
    expect(settled(line.does({ kind: "submit", id: "a", parts: [part] }))).toEqual([["a", "content sms.field-misfit"]]);
    expect(settled(line.does({ kind: "submit", id: "b", parts: [] }))).toEqual([["b", "content no-parts"]]);
    expect(line.session.pending.size).toBe(0);
  });
});

describe("an outcome that nobody knows", () => {
  test("is told after T and not sent again; its place stays taken; a late answer is evidence", () => {
    const line = bound({ window: 1 });
    line.submit("a");
    line.submit("b");
    expect(settled(line.does({ kind: "tick" }, 60))).toEqual([["a", "unknownOutcome no-answer"]]);
    expect(line.session.pending.size).toBe(1);
    const late = line.answer(2, 0, 1_002n, 70);
    expect(kinds(late)).toEqual(["answeredLate", "write"]);
    expect(kinds(line.report(1_002n, "DELIVRD", 71))).toEqual(["report", "delivered"]);
  });
  test("after N times T the line itself is given up", () => {
    const line = bound();
    line.submit("a");
    expect(kinds(line.does({ kind: "tick" }, 60))).toEqual(["settled"]);
    expect(kinds(line.does({ kind: "tick" }, 120))).toEqual([]);
    expect(kinds(line.does({ kind: "tick" }, 180))).toEqual(["hangUp", "line lost"]);
  });
  test("where the gateway knows a sequence again, the same octets go out up to N times before it is told", () => {
    const line = bound({ resendSafe: true });
    const first = line.submit("a");
    expect(line.does({ kind: "tick" }, 60)).toEqual(first);
    expect(line.does({ kind: "tick" }, 120)).toEqual(first);
    expect(settled(line.does({ kind: "tick" }, 180))).toEqual([["a", "unknownOutcome no-answer"]]);
    const answered = bound({ resendSafe: true });
    answered.submit("a");
    answered.does({ kind: "tick" }, 60);
    expect(settled(answered.answer(2, 3, 0n, 61))).toEqual([["a", "duplicate 3"]]);
  });
  test("at a cut what is under way is unknown, what waits is sent on the next line, and nothing twice", () => {
    const line = bound({ window: 2 });
    ["a", "b", "c"].forEach((id) => line.submit(id));
    const effects = line.does({ kind: "closed", reason: "ECONNRESET" });
    expect(kinds(effects)).toEqual(["line lost", "settled", "settled"]);
    expect(settled(effects)).toEqual([["a", "unknownOutcome ECONNRESET"], ["b", "unknownOutcome ECONNRESET"]]);
    expect(kinds(line.does({ kind: "tick" }, 1))).toEqual(["dial"]);
    line.does({ kind: "connected" }, 1);
    const bind = line.session.bind;
    expect(bind).not.toBeNull();
    line.session.phase = "bound";
    line.session.bind = null;
    line.session.lastHeard = at(1).getTime();
    expect(sequences(line.does({ kind: "tick" }, 1))).toEqual([(bind?.sequence ?? 0) + 1]);
    expect(line.answer(2)).toEqual([]);
  });
});

describe("a long message", () => {
  const long = "火".repeat(150);
  test("is accepted when every part is, delivered when every part is", () => {
    const line = bound();
    expect(sequences(line.submit("a", long))).toEqual([2, 3, 4]);
    line.answer(3);
    line.answer(2);
    expect(settled(line.answer(4))).toEqual([["a", "ok"]]);
    expect(kinds(line.report(1_004n))).toEqual(["report"]);
    expect(kinds(line.report(1_002n))).toEqual(["report"]);
    expect(kinds(line.report(1_003n))).toEqual(["report", "delivered"]);
  });
  test("with one part refused and nothing taken is refused; the parts behind it stay at home", () => {
    const line = bound({ window: 1 });
    line.submit("a", long);
    const effects = line.answer(2, 13, 0n);
    expect(sequences(effects)).toEqual([]);
    expect(settled(effects)).toEqual([["a", "recipient 13"]]);
  });
  test("with one part taken and one refused is unknown: a phone may show half of it", () => {
    const line = bound({ window: 1 });
    line.submit("a", long);
    line.answer(2);
    expect(settled(line.answer(3, 13, 0n))).toEqual([["a", "unknownOutcome 13"]]);
  });
  test("with a part unknown goes on: the phone had better get the rest", () => {
    const line = bound({ window: 1 });
    line.submit("a", long);
    line.does({ kind: "closed", reason: "cut" });
    line.session.phase = "bound";
    expect(sequences(line.does({ kind: "tick" }, 1))).toEqual([3]);
    expect(sequences(line.answer(3))).toEqual([4]);
    expect(settled(line.answer(4))).toEqual([["a", "unknownOutcome cut"]]);
  });
  test("of which a part did not arrive is undelivered, said once", () => {
    const line = bound();
    line.submit("a", long);
    [2, 3, 4].forEach((sequence) => line.answer(sequence));
    expect(line.report(1_003n, "EXPIRED")).toMatchObject([{ kind: "report", id: "a", again: false }, { kind: "undelivered", id: "a", part: 1 }]);
    expect(kinds(line.report(1_002n, "UNDELIV"))).toEqual(["report"]);
  });
});

describe("reports, in any order", () => {
  test("one that comes before its submit answer waits for it, and \"delivered\" is never said before \"accepted\"", () => {
    const line = bound();
    line.submit("a");
    expect(line.report(1_002n)).toMatchObject([{ kind: "report", id: null, again: false }]);
    expect(kinds(line.answer(2))).toEqual(["settled", "delivered"]);
  });
  test("one that comes twice is evidence both times and news once", () => {
    const line = bound();
    line.submit("a");
    line.answer(2);
    expect(kinds(line.report(1_002n))).toEqual(["report", "delivered"]);
    expect(line.report(1_002n)).toMatchObject([{ kind: "report", id: "a", again: true }]);
  });
  test("one that nobody knows is told with its own words", () => {
    const line = bound();
    expect(line.report(5n, "REJECTD")).toMatchObject([{ kind: "report", id: null, again: false, report: { ref: "5", stat: "REJECTD" } }]);
    expect(line.report(5n, "REJECTD")).toMatchObject([{ kind: "report", id: null, again: true }]);
  });
  test.each([[["ACCEPTD", "DELIVRD"], ["delivered"]], [["DELIVRD", "ACCEPTD"], ["delivered"]], [["EXPIRED", "DELIVRD"], ["undelivered", "delivered"]], [["DELIVRD", "EXPIRED"], ["delivered"]], [["UNKNOWN", "ACCEPTD"], []], [["UNKNOWN", "UNDELIV", "UNDELIV"], ["undelivered"]]])(
    "%j comes to %j: the highest word stands", (stats, news) => {
      const line = bound();
      line.submit("a");
      line.answer(2);
      expect(stats.flatMap((stat) => kinds(line.report(1_002n, stat))).filter((kind) => kind !== "report")).toEqual(news);
    });
  test("one that never comes is told after its time, once", () => {
    const line = bound({ reportSeconds: 3_600 });
    line.submit("a", "火".repeat(71));
    line.answer(2, 0, 1_002n, 1);
    line.answer(3, 0, 1_003n, 2);
    line.does({ kind: "closed", reason: "night" }, 3);
    line.does({ kind: "stop" }, 4);
    expect(wakeAt(line.session)).toBe(at(3_601).getTime());
    expect(line.does({ kind: "tick" }, 3_601)).toEqual([{ kind: "unreported", id: "a" }]);
    expect(line.does({ kind: "tick" }, 3_602)).toEqual([]);
    expect(wakeAt(line.session)).toBeNull();
  });
  test("every report carries the answer that the gateway waits for", () => {
    const effects = bound().report(5n);
    const reply = effects[0]?.kind === "report" ? pdus.decode(effects[0].reply) : null;
    expect(reply).toMatchObject({ value: { name: "deliverResp", head: { sequence: 77 }, body: { msgId: 5n, result: 0 } } });
  });
});

describe("taking back", () => {
  test("is asked for on a line, counts in the window, and is answered yes, no or never", () => {
    const line = bound({ window: 1 });
    expect(writes(line.does({ kind: "cancel", ref: "1002", phone: "" }))).toMatchObject([{ name: "cancel", body: { msgId: 1_002n } }]);
    expect(sequences(line.submit("a"))).toEqual([]);
    expect(kinds(line.hears(frame(pdus.encode("cancelResp", { sequence: 2 }, { successId: 0 }))))).toEqual(["cancelled", "write"]);
    expect(line.does({ kind: "cancel", ref: "1003", phone: "" })).toEqual([{ kind: "cancelled", ref: "1003", done: false }]);
    line.answer(3);
    line.does({ kind: "cancel", ref: "1004", phone: "" });
    expect(line.does({ kind: "closed", reason: "cut" })).toContainEqual({ kind: "cancelled", ref: "1004", done: null });
  });
  test("where the protocol has no such message it is refused at once", () => {
    const line = opened({}, gateways.sgip);
    expect(line.does({ kind: "cancel", ref: "1-2-3", phone: "" })).toEqual([{ kind: "cancelled", ref: "1-2-3", done: false }]);
  });
});

describe("stopping", () => {
  test("gives back what waits, waits for what is under way, says goodbye, ends", () => {
    const line = bound({ window: 1 });
    line.submit("a");
    line.submit("b");
    expect(settled(line.does({ kind: "stop" }))).toEqual([["b", "transient stopped"]]);
    const effects = line.answer(2);
    expect(kinds(effects)).toEqual(["settled", "write"]);
    expect(writes(effects)).toMatchObject([{ name: "terminate" }]);
    expect(kinds(line.hears(frame(pdus.encode("terminateResp", { sequence: 4 }))))).toEqual(["hangUp", "line lost"]);
    expect(line.session.phase).toBe("down");
  });
  test("a part that is told \"too often\" meanwhile is given back", () => {
    const line = bound();
    line.submit("a");
    line.does({ kind: "stop" });
    expect(settled(line.answer(2, 8, 0n))).toEqual([["a", "rateLimited 8"]]);
  });
  test("ends also where the gateway never lets go", () => {
    const line = bound();
    line.submit("a");
    line.does({ kind: "stop" });
    expect(settled(line.does({ kind: "tick" }, 60))).toEqual([["a", "unknownOutcome no-answer"]]);
    line.does({ kind: "tick" }, 120);
    expect(kinds(line.does({ kind: "tick" }, 180))).toEqual(["hangUp", "line lost"]);
    expect(line.session.phase).toBe("down");
  });
});

describe("SGIP, where a message has its name before it is answered", () => {
  const node = { node: 431_001, time: 403_140_000 };
  const report = (session: Session, ref: string, state: number) => {
    const [from = 0, time = 0, count = 0] = ref.split("-").map(Number);
    const written = sgipPdus.encode("report", { sequence: { ...node, count: 1 } }, { submitSequence: { node: from, time, count }, userNumber: "8613800000001", state });
    const news = written.ok ? gateways.sgip.hear(written.value, Buffer.alloc(0)) : null;
    return news?.kind === "report" ? step(session, { kind: "reported", report: news.report, reply: news.reply }, now) : [];
  };
  const line = () => {
    const one = opened({}, gateways.sgip);
    one.does({ kind: "start" });
    one.session.phase = "bound";
    one.does({ kind: "submit", id: "a", parts: partsFor(gateways.sgip, "火") });
    return one;
  };
  const ref = `${sgipAccount.nodeId}-403140000-1`;
  test("a report over the gateway's own line finds it, also when the answer was lost at a cut", () => {
    const one = line();
    expect(settled(one.does({ kind: "closed", reason: "cut" }))).toEqual([["a", "unknownOutcome cut"]]);
    expect(kinds(report(one.session, ref, 0))).toEqual(["report", "delivered"]);
  });
  test("a report before the answer waits for it", () => {
    const one = line();
    expect(kinds(report(one.session, ref, 0))).toEqual(["report"]);
    const answer = sgipPdus.encode("submitResp", { sequence: { node: sgipAccount.nodeId, time: 403_140_000, count: 1 } }, { result: 0 });
    expect(kinds(one.hears(answer.ok ? answer.value : Buffer.alloc(0)))).toEqual(["settled", "delivered"]);
  });
});
