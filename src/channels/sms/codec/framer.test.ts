import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { openFramer, pushChunk } from "./framer.ts";

const limits = { least: 12, longest: 64 };
const frame = (length: number, fill = 0): Buffer => { const f = Buffer.alloc(length, fill); f.writeUInt32BE(length); return f; };

describe("a stream is cut into frames by their lengths", () => {
  test.each([["too short for a head", 11], ["zero", 0], ["longer than is believed", 65], ["four thousand million", 0xffff_ffff]])("a length that is %s ends the stream before anything waits for it", (_, length) => {
    const framer = openFramer(limits);
    const head = Buffer.alloc(4);
    head.writeUInt32BE(length);
    const { frames, refusal } = pushChunk(framer, Buffer.concat([frame(12), head]));
    expect(frames).toEqual([frame(12)]);
    expect(refusal).toEqual({ code: "sms.bad-length", facts: { length } });
  });
  test("a bad length is seen also when its four octets come one by one", () => {
    const framer = openFramer(limits);
    expect([0xff, 0xff, 0xff].map((octet) => pushChunk(framer, Buffer.from([octet])))).toEqual(Array.from({ length: 3 }, () => ({ frames: [], refusal: null })));
    expect(pushChunk(framer, Buffer.from([0xff])).refusal?.code).toBe("sms.bad-length");
  });
  test("however the stream is cut into chunks, the same frames come out, and never more than one unfinished frame is held", () => {
    fc.assert(fc.property(fc.array(fc.integer({ min: 12, max: 64 }), { maxLength: 20 }), fc.array(fc.integer({ min: 1, max: 90 }), { minLength: 1, maxLength: 40 }), (lengths, cuts) => {
      const sent = lengths.map((length, i) => frame(length, i));
      const stream = Buffer.concat(sent);
      const framer = openFramer(limits);
      const got: Buffer[] = [];
      for (let at = 0, i = 0; at < stream.length; i += 1) {
        const step = cuts[i % cuts.length] ?? 1;
        got.push(...pushChunk(framer, stream.subarray(at, at + step)).frames);
        at += step;
        expect(framer.octets).toBeLessThan(64);
      }
      expect(got).toEqual(sent);
      expect(framer.octets).toBe(0);
    }));
  });
  test("a long frame in single octets costs no more than its length", () => {
    const framer = openFramer({ least: 12, longest: 100_000 });
    const whole = frame(100_000, 7);
    const before = process.threadCpuUsage();
    const got = [...whole].flatMap((octet) => pushChunk(framer, Buffer.from([octet])).frames);
    expect(got).toEqual([whole]);
    expect(process.threadCpuUsage(before).user).toBeLessThan(2_000_000);
  });
});
