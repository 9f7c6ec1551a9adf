import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Failure } from "#kernel/connector.ts";
import { failure } from "./failures.ts";
import { openTokenBroker, type Grant, type Held, type TokenUse } from "./tokens.ts";

const rules = { earlySeconds: 300, forced: { perDay: 20, apartSeconds: 30 } };
const start = Date.parse("2026-04-03T06:00:00Z");

/** A platform whose answers are said beforehand; the last one stays. */
function aPlatform(...answers: (Grant | Failure)[]) {
  const asked: boolean[] = [];
  let seconds = 0;
  const use: TokenUse = {
    credential: "c", now: () => new Date(start + seconds * 1000),
    ask: async (force) => { asked.push(force); await Promise.resolve(); return answers.length > 1 ? answers.shift() ?? failure("transient", "none", "") : answers[0] ?? failure("transient", "none", ""); },
  };
  return { asked, use, at: (then: number) => { seconds = then; } };
}
const grant = (token: string, lifeSeconds = 7200): Grant => ({ ok: true, token, lifeSeconds });
const token = (held: Held) => (held.ok ? held.token : held.rawCode);

describe("holding a token", () => {
  test("however many ask, one goes; it is kept until five minutes before its end", async () => {
    const { asked, use, at } = aPlatform(grant("a"), grant("b"));
    const broker = openTokenBroker(rules);
    expect(new Set((await Promise.all(Array.from({ length: 200 }, () => broker.hold(use)))).map(token))).toEqual(new Set(["a"]));
    at(6899);
    expect(token(await broker.hold(use))).toBe("a");
    at(6900);
    expect((await Promise.all(Array.from({ length: 200 }, () => broker.hold(use)))).map(token).every((t) => t === "b")).toBe(true);
    expect(asked).toEqual([false, false]);
  });
  test("another credential has another token", async () => {
    const [one, other] = [aPlatform(grant("a")), aPlatform(grant("b"))];
    const broker = openTokenBroker(rules);
    expect([token(await broker.hold(one.use)), token(await broker.hold({ ...other.use, credential: "d" }))]).toEqual(["a", "b"]);
  });
  test.each([["an empty token", grant("  ")], ["a token that lives no more", grant("b", 0)], ["a platform that is down", failure("transient", "503", "")], ["a platform that forgot us", failure("auth", "40125", "")]])("%s does not take the place of one that still lives", async (_title, answer) => {
    const { use, at } = aPlatform(grant("a"), answer);
    const broker = openTokenBroker(rules);
    await broker.hold(use);
    at(7000);
    expect(token(await broker.hold(use))).toBe("a");
    at(7200);
    expect(await broker.hold(use)).toMatchObject({ ok: false });
  });
  test("a platform that failed is asked again by whoever comes next", async () => {
    const { use } = aPlatform(failure("transient", "503", ""), grant("a"));
    const broker = openTokenBroker(rules);
    expect([token(await broker.hold(use)), token(await broker.hold(use))]).toEqual(["503", "a"]);
  });
});

describe("replacing a token that was refused", () => {
  const refuse = (broker: ReturnType<typeof openTokenBroker>, use: TokenUse, refused: string, workers = 200) => Promise.all(Array.from({ length: workers }, () => broker.replace(use, refused)));

  test("what another process renewed is learned by asking plainly, once", async () => {
    const { asked, use } = aPlatform(grant("a"), grant("b"));
    const broker = openTokenBroker(rules);
    await broker.hold(use);
    expect(new Set((await refuse(broker, use, "a")).map(token))).toEqual(new Set(["b"]));
    expect(await broker.replace(use, "a")).toMatchObject({ token: "b" });
    expect(asked).toEqual([false, false]);
  });
  test("only a platform that hands the refused one out again is forced, once", async () => {
    const { asked, use } = aPlatform(grant("a"), grant("a"), grant("b"));
    const broker = openTokenBroker(rules);
    await broker.hold(use);
    expect(new Set((await refuse(broker, use, "a")).map(token))).toEqual(new Set(["b"]));
    expect(asked).toEqual([false, false, true]);
  });
  test("force is used twenty times a day and half a minute apart; then a person is asked", async () => {
    const { asked, use, at } = aPlatform(grant("a"));
    const broker = openTokenBroker(rules);
    await broker.hold(use);
    await broker.replace(use, "a");
    expect(await broker.replace(use, "a")).toMatchObject({ class: "transient", rawCode: "forced-too-soon", retryAfterSeconds: 30 });
    for (let n = 1; n < 20; n++) { at(n * 30); await broker.replace(use, "a"); }
    expect(asked.filter(Boolean)).toHaveLength(20);
    at(20 * 30);
    expect(await broker.replace(use, "a")).toMatchObject({ class: "auth", rawCode: "forced-too-often" });
    at(86_400);
    await broker.replace(use, "a");
    expect(asked.filter(Boolean)).toHaveLength(21);
  });
});

test("in whatever order workers come, and whatever the platform says, nobody is given an empty token and force keeps its ration", async () => {
  const step = fc.record({ wait: fc.integer({ min: 0, max: 4000 }), workers: fc.integer({ min: 1, max: 8 }), refused: fc.boolean(), answer: fc.constantFrom<Grant | Failure>(grant("a"), grant("b", 400), grant(""), failure("transient", "503", ""), failure("auth", "40125", "")) });
  await fc.assert(fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
    const broker = openTokenBroker(rules);
    const forcedAt: number[] = [];
    let seconds = 0;
    let last = "a";
    for (const { wait, workers, refused, answer } of steps) {
      seconds += wait;
      const use: TokenUse = { credential: "c", now: () => new Date(start + seconds * 1000), ask: (force) => { if (force) forcedAt.push(seconds); return Promise.resolve(answer); } };
      const held = await Promise.all(Array.from({ length: workers }, () => (refused ? broker.replace(use, last) : broker.hold(use))));
      for (const one of held) if (one.ok) { expect(one.token.trim()).not.toBe(""); last = one.token; }
    }
    expect(forcedAt.every((at, n) => n === 0 || at - (forcedAt[n - 1] ?? 0) >= 30)).toBe(true);
    expect(forcedAt.every((at) => forcedAt.filter((other) => other >= at && other - at < 86_400).length <= 20)).toBe(true);
  }));
});
