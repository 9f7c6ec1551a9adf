import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Gateway } from "./gateway.ts";
import type { Spec } from "./codec/spec.ts";
import { gateways, now } from "./fixtures/accounts.ts";
import { arbitraryOf, damaged, frameOf, protocols, type AnyProtocol } from "./fixtures/arbitraries.ts";
import { inboxStep, openInbox } from "./inbox.ts";
import { openSession, step } from "./session.ts";

const each = Object.entries(protocols) as [Gateway["id"], AnyProtocol][];
const all = each.flatMap(([id, protocol]) => Object.keys(protocol.pdus).map((name) => [id, name, protocol] as const));
const slow = { timeout: 30_000 };

describe("every message of every protocol", slow, () => {
  test.each(all)("%s %s: reading undoes writing", (_, name, protocol) => {
    fc.assert(fc.property(arbitraryOf(protocol.head), arbitraryOf(protocol.pdus[name]?.body as Spec), (head, body) => {
      const frame = protocol.encode(name, head, body);
      if (!frame.ok) throw new Error(JSON.stringify(frame));
      expect(frame.value.readUInt32BE(0)).toBe(frame.value.length);
      expect(protocol.decode(frame.value)).toEqual({ ok: true, value: { name, head, body } });
    }), { numRuns: 50 });
  });
  test.each(each)("%s: no command stands twice, an answer is its request with the highest bit", (_, { pdus }) => {
    const commands = Object.values(pdus).map(({ command }) => command);
    expect(new Set(commands).size).toBe(commands.length);
    for (const [name, { command }] of Object.entries(pdus)) if (name.endsWith("Resp")) expect(command).toBe((pdus[name.slice(0, -4)]?.command ?? 0) + 0x8000_0000);
  });
  test.each(each)("%s: a name that no table knows is not written, nor a frame beyond the longest", (_, protocol) => {
    expect(protocol.encode("nothing", {}, {})).toEqual({ ok: false, refusal: { code: "sms.unknown-pdu", facts: { pdu: "nothing" } } });
    expect(protocol.decode(Buffer.alloc(protocol.longest + 1))).toMatchObject({ ok: false, refusal: { code: "sms.bad-length" } });
  });
});

describe("no input crashes, hangs, or is believed beyond its length", slow, () => {
  const total = (protocol: AnyProtocol, frame: Buffer): void => {
    const read = protocol.decode(frame);
    if (!read.ok) { expect(read.refusal.code).toMatch(/^sms\./); return; }
    expect(protocol.encode(read.value.name, read.value.head, read.value.body).ok).toBe(true);
  };
  test.each(each)("%s: any octets", (_, protocol) => { fc.assert(fc.property(fc.uint8Array({ maxLength: 400 }), (octets) => { total(protocol, Buffer.from(octets)); }), { numRuns: 1_000 }); });
  test.each(each)("%s: any body behind a head that promises it", (_, protocol) => {
    fc.assert(fc.property(fc.constantFrom(...Object.values(protocol.pdus).map(({ command }) => command)), fc.uint8Array({ maxLength: 400 }), (command, rest) => {
      const frame = Buffer.concat([Buffer.alloc(protocol.least), rest]);
      frame.writeUInt32BE(command, frame.writeUInt32BE(frame.length, 0));
      total(protocol, frame);
    }), { numRuns: 1_000 });
  });
  test.each(each)("%s: valid frames with bits turned, octets taken out or put in", (_, protocol) => { fc.assert(fc.property(damaged(frameOf(protocol)), (frame) => { total(protocol, frame); }), { numRuns: 1_000 }); });
  test.each(each)("%s: a million damaged octets are read at once and pile nothing up", (_, protocol) => {
    const frames = fc.sample(damaged(frameOf(protocol)), { numRuns: 200, seed: 7 });
    const before = process.memoryUsage().heapUsed;
    const began = process.threadCpuUsage();
    for (let octets = 0, i = 0; octets < 1_000_000; i += 1) {
      const frame = frames[i % frames.length] ?? Buffer.alloc(1);
      protocol.decode(frame);
      octets += Math.max(1, frame.length);
    }
    expect(process.threadCpuUsage(began).user).toBeLessThan(5_000_000);
    expect(process.memoryUsage().heapUsed - before).toBeLessThan(100_000_000);
  });
  test.each(each)("%s: whatever a gateway sends, it is understood or told, by account, session and inbox", (id, protocol) => {
    const gateway = gateways[id];
    fc.assert(fc.property(fc.array(fc.oneof(frameOf(protocol), damaged(frameOf(protocol))), { maxLength: 8 }), fc.integer({ min: 1, max: 60 }), (frames, cut) => {
      for (const frame of frames) expect(gateway.hear(frame, Buffer.alloc(16)).kind).toBeTypeOf("string");
      const stream = Buffer.concat(frames);
      const session = openSession(gateway);
      step(session, { kind: "start" }, now);
      step(session, { kind: "connected" }, now);
      const inbox = openInbox(gateway);
      for (let at = 0; at < stream.length; at += cut) {
        step(session, { kind: "received", chunk: stream.subarray(at, at + cut) }, now);
        if (!inbox.closed) inboxStep(inbox, stream.subarray(at, at + cut));
      }
    }), { numRuns: 200 });
  });
});
