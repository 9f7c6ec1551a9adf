import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Post, postsWithSecondFactor } from "#kernel/posts.ts";
import { countFailure, defaultSettings, isOfferOpen, needsSecondFactor, nextStep, planLifetime, planStep, whyNotFresh, whyNotHeard, whyNotPassword, type Failures } from "./rules.ts";

const noon = new Date("2026-04-03T04:00:00Z");
const later = (minutes: number) => new Date(noon.getTime() + minutes * 60_000);

describe("a password", () => {
  test.each([
    ["twelve letters are enough", "mtqkrwvzhgjd", null],
    ["ten of three kinds are enough", "Qm7kr-wvzh", null],
    ["ten of two kinds are not", "qm7krwvzhg", "access.password-too-short"],
    ["nine of four kinds are not", "Qm7kr-wvz", "access.password-too-short"],
    ["Chinese characters count as one each", "春季森林防火从我做起人人有责", null],
    ["nobody types 129 characters", "x7".repeat(65), "access.password-too-long"],
    ["one's own user name stands in no password", "xLin.zhixia-9", "access.password-has-name"],
    ["in whatever case", "LIN.ZHIXIA-abc9", "access.password-has-name"],
    ["figures after a bad word do not mend it", "password2026!", "access.password-well-known"],
    ["nor do they in Chinese spelling", "Woaini1314520", "access.password-well-known"],
    ["nor twice the same word", "adminadminadmin", "access.password-well-known"],
    ["nor a slide over the keys", "qwertyuiopas", "access.password-well-known"],
    ["nor a slide in columns", "1qaz2wsx3edc", "access.password-well-known"],
    ["nor one key held down", "aaaaaaaaaaaa", "access.password-well-known"],
    ["nor the year of the house", "Tongsheng@2026", "access.password-well-known"],
  ])("%s", (_, password, code) => {
    const decision = whyNotPassword(password, "lin.zhixia");
    expect(decision.ok ? null : decision.refusal.code).toBe(code);
  });
});

describe("failed attempts", () => {
  const fail = (times: number, limits = defaultSettings.account): Failures => {
    let counter: Failures | null = null;
    for (let i = 0; i < times; i++) counter = countFailure(counter, limits, noon);
    return counter!;
  };
  test.each([[4, 0], [5, 1], [6, 2], [7, 4], [8, 8], [9, 16], [10, 30], [500, 30]])("the %i. failure in a row costs %i minutes", (times, minutes) => {
    expect(fail(times).blockedUntil).toEqual(minutes === 0 ? null : later(minutes));
  });
  test("while a counter rests nothing is heard, and the answer says only how long", () => {
    expect(whyNotHeard([null, fail(5)], noon)).toEqual({ ok: false, refusal: { code: "access.locked", facts: { minutes: 1 } } });
    expect(whyNotHeard([fail(5)], later(1))).toEqual({ ok: true, value: null });
    expect(whyNotHeard([fail(4), null], noon).ok).toBe(true);
  });
  test("the longest of two rests counts", () => {
    expect(whyNotHeard([fail(5), fail(8)], noon)).toMatchObject({ refusal: { facts: { minutes: 8 } } });
  });
  test("a counter quiet for a day starts again", () => {
    expect(countFailure(fail(9), defaultSettings.account, later(24 * 60 + 1))).toMatchObject({ failures: 1, blockedUntil: null });
    expect(countFailure(fail(9), defaultSettings.account, later(24 * 60)).failures).toBe(10);
  });
  test("one address is shared by an office and is heard thirty times", () => {
    expect(fail(29, defaultSettings.address).blockedUntil).toBeNull();
    expect(fail(30, defaultSettings.address).blockedUntil).toEqual(later(1));
  });
  test("no sequence of attempts ever yields more than 60 judged guesses a day", () => {
    fc.assert(fc.property(fc.array(fc.integer({ min: 0, max: 45 }), { maxLength: 400 }), (pauses) => {
      let [counter, at, judged]: [Failures | null, number, number] = [null, 0, 0];
      for (const pause of pauses) {
        at += pause;
        if (at > 24 * 60) break;
        if (!whyNotHeard([counter], later(at)).ok) continue;
        judged += 1;
        counter = countFailure(counter, defaultSettings.account, later(at));
      }
      expect(judged).toBeLessThanOrEqual(60);
    }));
  });
});

describe("what a log-in still needs", () => {
  const standing = { posts: ["editor"] as const, enrolled: false, passed: false, temporary: false };
  test.each([
    ["an editor with a password is in", standing, "none"],
    ["an editor who enrolled by choice passes it too", { ...standing, enrolled: true }, "second-factor"],
    ["passed is in", { ...standing, enrolled: true, passed: true }, "none"],
    ["a signer without one may only enrol", { ...standing, posts: ["editor", "signer"] as const }, "enrol"],
    ["a temporary password is changed first", { ...standing, posts: ["signer"] as const, temporary: true }, "change-password"],
    ["but not before the second factor one has", { ...standing, enrolled: true, temporary: true }, "second-factor"],
    ["and after it at once", { ...standing, enrolled: true, passed: true, temporary: true }, "change-password"],
    ["nobody without a post needs one", { ...standing, posts: [] }, "none"],
  ] as const)("%s", (_, given, step) => { expect(nextStep(given)).toBe(step); });

  test.each(Post.options)("%s", (post) => { expect(needsSecondFactor([post])).toBe(postsWithSecondFactor.includes(post)); });
});

describe("time", () => {
  test("a log-in lasts twelve hours, a duty officer's a day and a night", () => {
    expect(planLifetime(["editor"], defaultSettings, noon)).toEqual({ idleMinutes: 30, endsAt: later(12 * 60) });
    expect(planLifetime(["editor", "duty-officer"], defaultSettings, noon)).toEqual({ idleMinutes: 30, endsAt: later(24 * 60) });
  });
  test("a proof is fresh for ten minutes", () => {
    expect(whyNotFresh(noon, defaultSettings, later(10)).ok).toBe(true);
    expect(whyNotFresh(noon, defaultSettings, later(11))).toMatchObject({ refusal: { code: "access.prove-again" } });
  });
  test("an offered authenticator waits a quarter of an hour", () => {
    expect(isOfferOpen(noon, later(15))).toBe(true);
    expect(isOfferOpen(noon, later(16))).toBe(false);
    expect(isOfferOpen(null, noon)).toBe(false);
  });
  test("a code is good once, and an older one never again", () => {
    expect(planStep(100, 99)).toEqual({ ok: true, value: 100 });
    expect(planStep(100, 100)).toMatchObject({ refusal: { code: "access.code-used" } });
    expect(planStep(99, 100)).toMatchObject({ refusal: { code: "access.code-used" } });
    expect(planStep(null, 0)).toMatchObject({ refusal: { code: "access.code-wrong" } });
  });
});
