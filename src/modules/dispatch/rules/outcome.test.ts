import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { rungs, type Failure, type FailureClass } from "#kernel/connector.ts";
import { afterFailure, afterLook, afterLostLease, afterRung, afterSubmit, higher, marksMutation, maxAttempts, maxChecks, mostLooks, type Means, type Standing } from "./outcome.ts";

const standing: Standing = { attempt: 1, checks: 0, rung: null, goal: "verified" };
const means = (over: Partial<Means> = {}): Means => ({ idempotency: "none", rate: { perAccount: { calls: 20, perSeconds: 60 } }, canCheck: false, polls: false, ...over });
const failure = (over: Partial<Failure> = {}): Failure => ({ ok: false, class: "transient", scope: "account", rawCode: "x", rawBody: "", ...over });

describe("what a channel's answer does to a delivery", () => {
  test("a rung below the goal waits for more evidence, and looks for it where it can", () => {
    expect(afterRung(standing, "accepted", means({ canCheck: true, polls: true }))).toMatchObject({ state: "waiting", rung: "accepted", againInSeconds: 2 });
    expect(afterRung(standing, "accepted", means())).toMatchObject({ state: "waiting", againInSeconds: null });
  });
  test("evidence that people or screens bring is waited for, not looked for", () => {
    expect(afterRung(standing, "accepted", means({ canCheck: true }))).toMatchObject({ state: "waiting", againInSeconds: null });
    expect(afterLook({ ...standing, rung: "accepted" }, { state: "pending", rawBody: "" }, means({ canCheck: true }), 0)).toMatchObject({ state: "waiting", againInSeconds: null });
  });
  test("the goal settles it", () => {
    expect(afterSubmit({ ...standing, goal: "published" }, { ok: true, ref: "r", rung: "published", rawBody: "" }, means(), 0)).toMatchObject({ state: "settled", rung: "published" });
  });
  test("a transient failure is tried again, eight times at most", () => {
    expect(afterFailure(standing, failure(), means(), 0)).toMatchObject({ state: "queued", againInSeconds: 2 });
    expect(afterFailure({ ...standing, attempt: maxAttempts }, failure(), means(), 0)).toMatchObject({ state: "failed" });
  });
  test("too often: the account rests as long as the channel says, or its penalty", () => {
    expect(afterFailure(standing, failure({ class: "rateLimited", retryAfterSeconds: 30 }), means(), 0)).toMatchObject({ state: "queued", accountRestsSeconds: 30 });
    expect(afterFailure(standing, failure({ class: "rateLimited" }), means({ rate: { perAccount: { calls: 20, perSeconds: 60 }, penaltySeconds: 600 } }), 0)).toMatchObject({ accountRestsSeconds: 600 });
  });
  test.each(["auth", "permission", "content", "quota", "recipient"] as FailureClass[])("%s is final: a person mends it", (cls) => {
    expect(afterFailure(standing, failure({ class: cls }), means({ idempotency: "native" }), 0)).toMatchObject({ state: "failed", againInSeconds: null });
  });
  test("an unknown outcome is repeated only under a key the channel knows", () => {
    expect(afterFailure(standing, failure({ class: "unknownOutcome" }), means({ idempotency: "native" }), 0).state).toBe("queued");
    expect(afterFailure(standing, failure({ class: "unknownOutcome" }), means({ idempotency: "readback", canCheck: true }), 0).state).toBe("waiting");
    expect(afterFailure(standing, failure({ class: "unknownOutcome" }), means(), 0).state).toBe("unknown");
  });
  test("a look that finds it refused ends it, however far it had come", () => {
    const refused = failure({ class: "content", rawCode: "publish_status 4" });
    expect(afterLook({ ...standing, rung: "accepted" }, { state: "refused", failure: refused, rawBody: "" }, means({ canCheck: true, polls: true }), 0)).toMatchObject({ state: "failed", rung: "accepted", failure: { class: "content", code: "publish_status 4" } });
  });
  test.each([["none", false, true], ["none", true, true], ["readback", true, true], ["readback", false, false], ["native", true, false]] as const)("a channel whose keys are %s and that prepares (%s) is marked before its mutation: %s", (idempotency, prepares, marked) => { expect(marksMutation(idempotency, prepares)).toBe(marked); });
  test("a look that finds it absent allows a new try; one that cannot tell ends with a person", () => {
    expect(afterLook(standing, { state: "absent", rawBody: "" }, means({ canCheck: true }), 0).state).toBe("queued");
    expect(afterLook({ ...standing, checks: maxChecks - 1 }, { state: "unclear", rawBody: "" }, means({ canCheck: true }), 0).state).toBe("unknown");
  });
  test("what never shows more is looked at for two days and no longer; what comes by itself still counts", () => {
    const shown = { ...standing, rung: "published" as const, goal: "verified" as const };
    const look = (checks: number) => afterLook({ ...shown, checks }, { state: "present", rung: "published", ref: "1", rawBody: "" }, means({ polls: true }), 0);
    expect([look(mostLooks - 2).againInSeconds, look(mostLooks - 1).againInSeconds]).toEqual([900, null]);
    expect(look(mostLooks - 1).state).toBe("waiting");
    expect(afterRung({ ...shown, checks: mostLooks + 5 }, "verified", means({ polls: true })).state).toBe("settled");
  });
  test("a worker that died before the mutation costs nothing; after it nobody guesses", () => {
    expect(afterLostLease(standing, false, means(), 0)).toMatchObject({ state: "queued", againInSeconds: 0 });
    expect(afterLostLease(standing, true, means(), 0).state).toBe("unknown");
    expect(afterLostLease(standing, true, means({ idempotency: "native" }), 0).state).toBe("queued");
  });
  test("evidence never sinks", () => {
    const rung = fc.option(fc.constantFrom(...rungs), { nil: null });
    fc.assert(fc.property(rung, fc.constantFrom(...rungs), (had, seen) => {
      const move = afterRung({ ...standing, rung: had }, seen, means());
      expect(move.rung).toBe(higher(had, seen));
    }));
  });
  test("a channel that cannot tell is never asked twice without a person", () => {
    const classes = fc.constantFrom<FailureClass>("transient", "rateLimited", "auth", "permission", "content", "duplicate", "quota", "recipient", "unknownOutcome");
    fc.assert(fc.property(classes, fc.integer({ min: 1, max: 10 }), fc.double({ min: 0, max: 1, noNaN: true }), (cls, attempt, draw) => {
      const move = afterFailure({ ...standing, attempt }, failure({ class: cls }), means(), draw);
      if (cls === "unknownOutcome" || cls === "duplicate") expect(move.state).toBe("unknown");
    }));
  });
});
