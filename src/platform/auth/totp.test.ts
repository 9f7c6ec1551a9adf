import fc from "fast-check";
import { expect, test } from "vitest";
import { newTotpSecret, otpauthUri, stepOf, usableCode, usableInSeconds } from "./totp.ts";
import { hashOfBackupCode, newBackupCodes, sameSecret } from "./tokens.ts";
import { hashPassword, temporaryPassword, verifyPassword } from "./passwords.ts";
import { deviceOf } from "./device.ts";

// RFC 6238 appendix B, SHA-1, the last six figures; the secret is "12345678901234567890".
const rfc = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
test.each([[59, "287082"], [1111111109, "081804"], [1111111111, "050471"], [1234567890, "005924"], [2000000000, "279037"]])("the code of second %i is the one of RFC 6238", (second, code) => {
  const at = new Date(second * 1000);
  expect(usableCode(rfc, 0, at)).toBe(code);
  expect(stepOf(rfc, code, at)).toBe(Math.floor(second / 30));
});

test("a code is taken one step early or late, with a blank in it, and no further", () => {
  const at = new Date("2026-04-03T04:00:10Z");
  const step = Math.floor(at.getTime() / 30_000);
  const code = usableCode(rfc, 0, at);
  expect(stepOf(rfc, `${code.slice(0, 3)} ${code.slice(3)}`, new Date(at.getTime() + 30_000))).toBe(step);
  expect(stepOf(rfc, code, new Date(at.getTime() - 30_000))).toBe(step);
  expect(stepOf(rfc, code, new Date(at.getTime() + 60_000))).toBeNull();
  expect(stepOf(rfc, "abcdef", at)).toBeNull();
});

test("the next usable code is always newer than the last one used", () => {
  fc.assert(fc.property(fc.integer({ min: 1_700_000_000, max: 1_900_000_000 }), (second) => {
    const at = new Date(second * 1000);
    const used = stepOf(rfc, usableCode(rfc, 0, at), at) ?? 0;
    expect(stepOf(rfc, usableCode(rfc, used, at), at)).toBe(used + 1);
  }), { numRuns: 50 });
});

test("the next usable code is taken from the second it is promised for, and not before", () => {
  fc.assert(fc.property(fc.integer({ min: 1_700_000_000, max: 1_900_000_000 }), fc.integer({ min: -2, max: 3 }), (second, ahead) => {
    const at = new Date(second * 1000);
    const last = Math.floor(second / 30) + ahead;
    const seconds = usableInSeconds(last, at);
    const then = new Date(at.getTime() + seconds * 1000);
    expect(stepOf(rfc, usableCode(rfc, last, then), then)).toBeGreaterThan(last);
    if (seconds > 0) expect(stepOf(rfc, usableCode(rfc, last, at), new Date(then.getTime() - 1000))).toBeNull();
  }));
});

test("authenticator apps get issuer, name and secret", () => {
  const secret = newTotpSecret();
  expect(secret).toMatch(/^[A-Z2-7]{32}$/);
  const uri = new URL(otpauthUri(secret, "lin.zhixia"));
  expect(uri.protocol).toBe("otpauth:");
  expect(Object.fromEntries(uri.searchParams)).toEqual({ issuer: "同声", secret, algorithm: "SHA1", digits: "6", period: "30" });
});

test("backup codes are ten different ones, read however they are written, and bound to a person", () => {
  const codes = newBackupCodes();
  expect(new Set(codes).size).toBe(10);
  expect(codes[0]).toMatch(/^[a-z2-9]{4}-[a-z2-9]{4}-[a-z2-9]{4}$/);
  expect(hashOfBackupCode("p", ` ${codes[0]!.toUpperCase().replaceAll("-", " ")}`)).toBe(hashOfBackupCode("p", codes[0]!));
  expect(hashOfBackupCode("q", codes[0]!)).not.toBe(hashOfBackupCode("p", codes[0]!));
});

test("a password is kept as argon2id of 19 MiB and two passes; nobody's password fits nothing", async () => {
  const kept = await hashPassword("春季森林防火从我做起");
  expect(kept).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  expect(await verifyPassword(kept, "春季森林防火从我做起")).toBe(true);
  expect(await verifyPassword(kept, "春季森林防火从你做起")).toBe(false);
  expect(await verifyPassword(null, "nobody has this password")).toBe(false);
  expect(temporaryPassword()).toMatch(/^([a-z2-9]{4}-){3}[a-z2-9]{4}$/);
});

test("an unknown name takes as long as a wrong password", async () => {
  const kept = await hashPassword("one two three four");
  const time = async (hash: string | null) => { const from = performance.now(); for (let i = 0; i < 5; i++) await verifyPassword(hash, "wrong"); return performance.now() - from; };
  await time(null);
  const [known, unknown] = [await time(kept), await time(null)];
  expect(unknown / known).toBeGreaterThan(0.2);
});

test("secrets of different length differ", () => {
  expect(sameSecret("a", "aa")).toBe(false);
  expect(sameSecret("aa", "aa")).toBe(true);
});

test.each([
  ["Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36", "Windows · Chrome 140"],
  ["Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1", "iPhone · Safari 18"],
  ["Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/116.0 Mobile Safari/537.36 MicroMessenger/8.0.50", "Android · 微信 8"],
  ["curl/8.5.0", "curl/8.5.0"],
  ["", "—"],
])("a device is named as its owner knows it: %s", (agent, name) => { expect(deviceOf(agent)).toBe(name); });
