import fc from "fast-check";
import { expect, test } from "vitest";
import { gatewayProof } from "./authenticator.ts";
import { cmppPdus, cmppReports } from "./cmpp-pdus.ts";
import { cmppAccount, gateways, now } from "./fixtures/accounts.ts";
import type { Part } from "./gateway.ts";
import { openSession, step, type Effect, type Event } from "./session.ts";

const pdus = cmppPdus("2.0");
const gateway = gateways.cmpp2;

type Fate = "take" | "throttle" | "refuse";
type Action =
  | { do: "submit"; parts: number; fates: Fate[] } | { do: "answer" | "report" | "reportAgain"; which: number; stat: string }
  | { do: "cut" | "connect" | "garbage" | "terminate" | "forge" } | { do: "wait"; seconds: number };

const action: fc.Arbitrary<Action> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ do: fc.constant("submit" as const), parts: fc.integer({ min: 1, max: 3 }), fates: fc.array(fc.constantFrom<Fate>("take", "take", "take", "throttle", "refuse"), { minLength: 6, maxLength: 6 }) }) },
  { weight: 12, arbitrary: fc.record({ do: fc.constantFrom("answer", "answer", "answer", "report", "reportAgain" as const), which: fc.nat(), stat: fc.constantFrom("DELIVRD", "DELIVRD", "EXPIRED", "ACCEPTD", "UNKNOWN") }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constantFrom("cut", "connect", "connect", "garbage", "terminate", "forge" as const) }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant("wait" as const), seconds: fc.constantFrom(0, 1, 2, 30, 61, 200) }) },
);

type Written = { sequence: number; key: string; fate: Fate; ref: bigint };

/** The far side and the judge: what it took, what it answered, and what the session said of it. */
function openWorld(settings: { window: number; resendSafe: boolean }) {
  const session = openSession(gateway, { ...settings, patienceSeconds: 100 });
  let time = now.getTime();
  let refs = 1_000n;
  let connected = false;
  const unanswered: Written[] = [];
  const taken = new Map<string, bigint>();
  const fates = new Map<string, Fate[]>();
  const submitted = new Map<string, number>();
  const said = new Map<string, string[]>();
  const arrived = new Set<string>();
  const outcomes = new Map<string, Extract<Effect, { kind: "settled" }>["outcome"]>();
  const reported: bigint[] = [];

  const hear = (frame: ReturnType<typeof pdus.encode>): void => { if (frame.ok) happen({ kind: "received", chunk: frame.value }); };
  const write = (bytes: Buffer): void => {
    expect(connected).toBe(true);
    const read = pdus.decode(bytes);
    if (!read.ok) throw new Error(read.refusal.code);
    const { value: message } = read;
    if (message.name === "connect") hear(pdus.encode("connectResp", message.head, { status: 0, authenticator: gatewayProof(0, 1, message.body.authenticator, cmppAccount("2.0").secret), version: 0x20 }));
    if (message.name === "terminate") hear(pdus.encode("terminateResp", message.head));
    if (message.name !== "submit") return;
    const key = Buffer.from(message.body.content).toString();
    const same = unanswered.find(({ sequence }) => sequence === message.head.sequence);
    if (same) { expect([settings.resendSafe, same.key]).toEqual([true, key]); return; }
    const fate = fates.get(key)?.shift() ?? "take";
    refs += 1n;
    if (fate === "take") { expect(taken.has(key), `${key} taken twice`).toBe(false); taken.set(key, refs); }
    unanswered.push({ sequence: message.head.sequence, key, fate, ref: refs });
    expect(unanswered.length).toBeLessThanOrEqual(settings.window);
  };
  const note = (effect: Effect): void => {
    if (effect.kind === "dial" || effect.kind === "line" || effect.kind === "unreadable" || effect.kind === "report") return;
    if (effect.kind === "hangUp") { connected = false; unanswered.length = 0; return; }
    if (effect.kind === "settled") outcomes.set(effect.id, effect.outcome);
    if ("id" in effect && effect.id !== null) said.set(effect.id, [...(said.get(effect.id) ?? []), effect.kind]);
  };
  const happen = (event: Event): void => {
    const effects = step(session, event, new Date(time));
    for (const effect of effects) if (effect.kind === "write") write(effect.bytes); else note(effect);
  };
  const report = (key: string, ref: bigint, stat: string): void => {
    if (!connected) return;
    if (stat === "DELIVRD") arrived.add(key);
    reported.push(ref);
    const content = Buffer.alloc(60);
    cmppReports["2.0"].write(content, 0, { msgId: ref, stat, submitTime: "", doneTime: "", destTerminalId: "13800000001", smscSequence: 1 });
    hear(pdus.encode("deliver", { sequence: 9 }, { msgId: ref, registeredDelivery: 1, content }));
  };
  const act = (what: Action): void => {
    switch (what.do) {
      case "submit": {
        const id = `m${submitted.size}`;
        submitted.set(id, what.parts);
        const parts = Array.from({ length: what.parts }, (_, i): Part => ({ phone: "13800000001", coding: "ascii", header: false, content: Buffer.from(`${id}/${i}`), number: i + 1, total: what.parts }));
        parts.forEach((part, i) => fates.set(Buffer.from(part.content).toString(), what.fates.slice(i * 2, i * 2 + 2)));
        happen({ kind: "submit", id, parts });
        return;
      }
      case "answer": {
        const [one] = unanswered.length ? unanswered.splice(what.which % unanswered.length, 1) : [];
        if (one) hear(pdus.encode("submitResp", { sequence: one.sequence }, { msgId: one.fate === "take" ? one.ref : 0n, result: { take: 0, throttle: 8, refuse: 13 }[one.fate] }));
        return;
      }
      case "report":
      case "reportAgain": {
        const all = [...taken].filter(([, ref]) => what.do === "report" || reported.includes(ref));
        const one = all[what.which % Math.max(1, all.length)];
        if (one) report(one[0], one[1], what.stat);
        return;
      }
      case "cut": if (connected) { connected = false; unanswered.length = 0; happen({ kind: "closed", reason: "cut" }); } return;
      case "connect": if (session.phase === "dialing") { connected = true; happen({ kind: "connected" }); } return;
      case "garbage": if (connected) happen({ kind: "received", chunk: Buffer.from("0000000d0000009900000001ff", "hex") }); return;
      case "terminate": if (connected) hear(pdus.encode("terminate", { sequence: 1 })); return;
      case "forge": if (connected) hear(pdus.encode("submitResp", { sequence: 0x7000_0000 }, { msgId: 1n, result: 0 })); return;
      case "wait": time += what.seconds * 1_000; happen({ kind: "tick" }); return;
    }
  };
  const judge = (): void => {
    for (const [id, parts] of submitted) {
      const news = said.get(id) ?? [];
      const count = (kind: string) => news.filter((one) => one === kind).length;
      expect([id, count("settled")]).toEqual([id, 1]);
      expect(Math.max(count("delivered"), count("undelivered"), count("unreported"))).toBeLessThanOrEqual(1);
      const keys = Array.from({ length: parts }, (_, i) => `${id}/${i}`);
      const outcome = outcomes.get(id);
      if (outcome?.ok) expect(keys.map((key) => String(taken.get(key)))).toEqual(outcome.refs);
      else if (outcome?.class !== "unknownOutcome") expect(keys.filter((key) => taken.has(key))).toEqual([]);
      if (count("delivered")) expect(keys.every((key) => arrived.has(key))).toBe(true);
      if (outcome?.ok && keys.every((key) => arrived.has(key))) expect(count("delivered")).toBe(1);
    }
  };
  return { act, judge, happen, later: (seconds: number) => act({ do: "wait", seconds }) };
}

test("whatever the order of answers, reports, cuts and time: the window is kept, each submit is settled once, what is called not sent was not, nothing is taken twice, delivered means every part", { timeout: 60_000 }, () => {
  fc.assert(fc.property(fc.array(action, { maxLength: 120 }), fc.integer({ min: 1, max: 5 }), fc.boolean(), (actions, window, resendSafe) => {
    const world = openWorld({ window, resendSafe });
    world.happen({ kind: "start" });
    world.act({ do: "connect" });
    actions.forEach(world.act);
    world.happen({ kind: "stop" });
    for (let i = 0; i < 6; i += 1) world.later(61);
    world.judge();
  }), { numRuns: 500 });
});
