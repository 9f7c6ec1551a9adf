import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Failure } from "#kernel/connector.ts";
import { decideClaim, type Fence } from "./fence.ts";
import { afterLostLease, afterSubmit, higher, type DeliveryState, type Means, type Standing } from "./outcome.ts";
import { asksFirst, decideHeld, spendingName, windowOf, type Held } from "./spend.ts";

const now = new Date("2026-04-03T06:00:00Z");
const later = new Date("2026-04-03T09:00:00Z");
const held = (over: Partial<Held> = {}): Held => ({ state: "held", attempt: 0, notBefore: now, notAfter: null, ...over });

describe("what is scarce is spent by a person", () => {
  test("speaking asks first, taking back does not; what is not scarce never asks", () => {
    expect((["publish", "correct", "recall"] as const).map((action) => asksFirst({ quotaScarce: true }, action))).toEqual([true, true, false]);
    expect(asksFirst({ quotaScarce: false }, "publish")).toBe(false);
  });
  test.each<[string, Held, boolean, object]>([
    ["spent, it may leave now", held({ notBefore: new Date(0) }), true, { ok: true, value: { state: "queued", notBefore: now } }],
    ["spent before its time, it leaves at its time", held({ notBefore: later }), true, { ok: true, value: { state: "queued", notBefore: later } }],
    ["left out, it never leaves", held(), false, { ok: true, value: { state: "void" } }],
    ["past its latest time nobody spends it", held({ notAfter: new Date(0) }), true, { ok: false, refusal: { code: "dispatch.too-late" } }],
    ["but it may be left out", held({ notAfter: new Date(0) }), false, { ok: true }],
    ...(["queued", "sending", "waiting", "settled", "failed", "unknown", "void"] as const).map((state): [string, Held, boolean, object] => [`one that is ${state} is decided`, held({ state }), true, { ok: false, refusal: { code: "dispatch.not-held", facts: { state } } }]),
  ])("%s", (_, one, spend, lot) => { expect(decideHeld(one, spend, now)).toMatchObject(lot); });
  test.each([
    ["day", "2026-04-03T15:59:59Z", "2026-04-02T16:00:00.000Z", "2026-04-03T16:00:00.000Z"], ["day", "2026-04-03T16:00:00Z", "2026-04-03T16:00:00.000Z", "2026-04-04T16:00:00.000Z"],
    ["month", "2026-04-30T15:59:59Z", "2026-03-31T16:00:00.000Z", "2026-04-30T16:00:00.000Z"], ["month", "2026-12-31T16:00:00Z", "2026-12-31T16:00:00.000Z", "2027-01-31T16:00:00.000Z"],
  ] as const)("a %s is Beijing's: %s", (per, at, from, to) => {
    const window = windowOf({ uses: 1, per }, new Date(at));
    expect([window.from.toISOString(), window.to.toISOString()]).toEqual([from, to]);
  });
});

/** One delivery of such a channel, moved by the rules and by nothing else, with everything the far side saw. */
class Walk {
  state: DeliveryState = "held";
  standing: Standing = { attempt: 0, checks: 0, rung: null, goal: "published" };
  fence: Fence = { editionNumber: 0, recalledUpto: 0 };
  decisions = new Set<string>();
  /** Of each call, the decision it rests on; of the far side, whether it took effect (it knows its keys). */
  calls: (string | undefined)[] = [];
  effect = false;
  overtaken = false;
  calledAfterwards = false;
  latest = "";

  press(spend: boolean): boolean {
    const lot = decideHeld({ state: this.state, attempt: this.standing.attempt, notBefore: now, notAfter: null }, spend, now);
    if (!lot.ok) return false;
    this.state = lot.value.state;
    if (lot.value.state === "queued") this.decisions.add(this.latest = spendingName("d", this.standing.attempt));
    return true;
  }
  claim(): void {
    if (this.state !== "queued") return;
    const decision = decideClaim({ action: "publish", editionNumber: 1, notAfter: null, otherUnderWay: false, standsApart: true }, this.fence, now);
    if (decision.go === "void") this.state = "void";
    if (decision.go !== "send") return;
    this.state = "sending";
    this.standing = { ...this.standing, attempt: this.standing.attempt + 1 };
    this.calledAfterwards ||= this.overtaken;
    this.calls.push(this.decisions.has(this.latest) ? this.latest : undefined);
  }
  answer(how: "ok" | "quota" | "transient" | "lost" | "lost-with-effect" | "died" | "died-with-effect"): void {
    if (this.state !== "sending") return;
    if (how === "ok" || how.endsWith("-with-effect")) this.effect = true;
    const no = (cls: Failure["class"]): Failure => ({ ok: false, class: cls, scope: "account", rawCode: "x", rawBody: "" });
    const move = how.startsWith("died") ? afterLostLease(this.standing, true, means, 0)
      : afterSubmit(this.standing, how === "ok" ? { ok: true, ref: "1", rung: "accepted", rawBody: "" } : no(how === "quota" ? "quota" : how === "transient" ? "transient" : "unknownOutcome"), means, 0);
    this.state = move.state;
    this.standing = { ...this.standing, rung: move.rung };
  }
  /** A person tries a failed one again, or found nothing of an unknown one: whoever may spend is asked anew. */
  again(): void { if (this.state === "failed" || (this.state === "unknown" && !this.effect)) this.state = asksFirst({ quotaScarce: true }, "publish") ? "held" : "queued"; }
  overtake(): void {
    this.overtaken = true;
    this.fence = { editionNumber: 2, recalledUpto: 1 };
    if (["held", "queued", "failed"].includes(this.state)) this.state = "void";
  }
  seen(): void { if (this.effect && this.state !== "void" && this.state !== "sending") { this.standing = { ...this.standing, rung: higher(this.standing.rung, "published") }; this.state = "settled"; } }
}
const means: Means = { idempotency: "native", rate: { perAccount: { calls: 4, perSeconds: 60 } }, canCheck: true, polls: true };

test("whatever happens in whatever order: nothing is called without a decision of its own, one decision frees one leg, and nothing leaves after it was left out or overtaken", () => {
  const step = fc.oneof(
    { weight: 4, arbitrary: fc.constant("claim" as const) }, { weight: 3, arbitrary: fc.constantFrom("spend" as const, "leave-out" as const) }, { weight: 2, arbitrary: fc.constantFrom("again" as const, "seen" as const, "overtake" as const) },
    { weight: 4, arbitrary: fc.constantFrom("ok" as const, "quota" as const, "transient" as const, "lost" as const, "lost-with-effect" as const, "died" as const, "died-with-effect" as const) },
  );
  fc.assert(fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
    const walk = new Walk();
    let [pressed, leftOut] = [0, false];
    for (const one of steps) {
      const before = { state: walk.state, calls: walk.calls.length };
      if (one === "claim") walk.claim();
      else if (one === "spend" || one === "leave-out") {
        const did = walk.press(one === "spend");
        expect(did).toBe(before.state === "held");
        if (did && one === "spend") pressed += 1;
        leftOut ||= did && one === "leave-out";
      } else if (one === "again") walk.again();
      else if (one === "overtake") walk.overtake();
      else if (one === "seen") walk.seen();
      else walk.answer(one);
      if (walk.calls.length > before.calls) expect([before.state, leftOut]).toEqual(["queued", false]);
      if (before.state === "held" && walk.state !== "held") expect(["queued", "void", "settled"]).toContain(walk.state);
    }
    expect(walk.calls.every((decision) => decision !== undefined)).toBe(true);
    expect([walk.decisions.size, walk.calledAfterwards]).toEqual([pressed, false]);
  }), { numRuns: 2_000 });
});
