import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { theHouse } from "#kernel/actor.ts";
import { usableCode } from "#platform/auth/totp.ts";
import type { House } from "#platform/house.ts";
import { contextOf } from "#platform/http/context.ts";
import { aDatabase, type TestDatabase } from "#tests/support/database.ts";
import { aBrowser, aColleague, aHouse, aProvince, openDesk } from "./fixtures/desk.ts";
import { createCredential, enrolSecondFactor, resetSecondFactor } from "./index.ts";
import { handlers } from "./module.ts";

const password = "Qm7kr-wvzhXp";
const clock = { now: new Date("2026-04-03T00:00:00Z") };
const wait = (minutes: number) => { clock.now = new Date(clock.now.getTime() + minutes * 60_000); };

let base: TestDatabase;
let house: House;
let app: FastifyInstance;
let count = 0;
beforeAll(async () => {
  base = await aDatabase();
  house = aHouse(base.db, clock);
  app = await openDesk(house);
  await aProvince(house);
});
afterAll(async () => { await app.close(); await base.drop(); });

const someone = (over: Partial<Parameters<typeof aColleague>[1]> = {}) => aColleague(house, { username: `editor${++count}`, name: "林知夏", posts: ["editor"], password, ...over });
const browser = () => aBrowser(app, `10.0.${Math.floor(count / 250)}.${count % 250 + 1}`);
const code = (answer: { json: () => unknown }) => (answer.json() as { type?: string }).type;
const lastTrace = (action: string) => base.db.selectFrom("audit.entry").selectAll().where("action", "=", action).orderBy("seq", "desc").limit(1).executeTakeFirstOrThrow();

async function enrolled(over: Partial<Parameters<typeof aColleague>[1]> = {}) {
  const person = await someone({ posts: ["signer"], ...over });
  const { secret } = await contextOf(house, theHouse, "test").write((tx) => enrolSecondFactor(tx, house.vault, { personId: person.id, username: person.username, now: clock.now }));
  return { ...person, secret };
}

async function atTheDesk(person: { username: string; password: string; secret?: string }) {
  const b = browser();
  await b.logIn(person.username, person.password);
  if (person.secret) {
    wait(1);
    expect((await b.post("/api/access/second-factor", { code: usableCode(person.secret, 0, clock.now) })).statusCode).toBe(200);
  }
  return b;
}

describe("a log-in", () => {
  test("lets an editor in by name and password, names them, and writes it down", async () => {
    const person = await someone();
    const b = browser();
    expect((await b.get("/api/access/me")).json()).toEqual({ me: null, next: "log-in", demo: [] });
    expect((await b.post("/api/test/work")).statusCode).toBe(401);
    expect((await b.logIn(person.username.toUpperCase(), password)).json()).toEqual({ next: "none" });
    const { me, next } = (await b.get("/api/access/me")).json() as { me: Record<string, unknown>; next: string };
    expect(next).toBe("none");
    expect(me).toMatchObject({
      name: "林知夏", unitName: "吉林省应急管理厅", posts: [{ post: "editor", unitName: "吉林省应急管理厅" }],
      scope: { all: true, units: ["吉林省应急管理厅"] }, secondFactor: { enrolled: false, required: false },
    });
    expect((await b.post("/api/test/work")).json()).toEqual({ by: "林知夏", secondFactor: false });
    expect(await lastTrace("access.log-in")).toMatchObject({ actor_name: "林知夏", outcome: "done", subject_id: person.id });
  });

  test("keeps only the hash of the token and gives it out of reach of scripts", async () => {
    const person = await someone();
    const b = browser();
    const answer = await b.logIn(person.username, password);
    const session = answer.cookies.find((c) => c.name === "ts_session");
    expect(session).toMatchObject({ httpOnly: true, sameSite: "Lax", path: "/" });
    expect(session?.value).toMatch(/^[\w-]{43}$/);
    const row = await base.db.selectFrom("auth.session").selectAll().where("person_id", "=", person.id).executeTakeFirstOrThrow();
    expect(JSON.stringify(row)).not.toContain(session?.value);
    const secure = await openDesk({ ...house, publicUrl: "https://desk.test" });
    const c = aBrowser(secure);
    await c.get("/api/access/me");
    const given = await c.post("/api/access/log-in", { username: person.username, password }, { origin: "https://desk.test" });
    expect(given.cookies.every((cookie) => cookie.secure)).toBe(true);
    await secure.close();
  });

  test("answers an unknown name, a wrong password and somebody who left alike", async () => {
    const person = await someone();
    const gone = await someone();
    await base.db.updateTable("organisation.person").set({ left_at: clock.now }).where("id", "=", gone.id).execute();
    const answers = [await browser().logIn(person.username, "wrong"), await browser().logIn("nobody", "wrong"), await browser().logIn(gone.username, password)];
    expect(answers.map((a) => [a.statusCode, a.json()])).toEqual(Array(3).fill([409, { type: "access.wrong-credentials", facts: {} }]));
    expect(await lastTrace("access.log-in")).toMatchObject({ outcome: "refused", actor_name: "未登录" });
  });

  test("rests after five failures, doubling, for known and unknown names alike; the right password is not heard meanwhile", async () => {
    const person = await someone();
    for (const name of [person.username, "ghost"]) {
      const b = browser();
      for (let i = 0; i < 5; i++) expect(code(await b.logIn(name, "wrong"))).toBe("access.wrong-credentials");
      expect((await b.logIn(name, password)).json()).toEqual({ type: "access.locked", facts: { minutes: 1 } });
    }
    wait(1);
    expect(code(await browser().logIn(person.username, "wrong"))).toBe("access.wrong-credentials");
    expect((await browser().logIn(person.username, password)).json()).toMatchObject({ facts: { minutes: 2 } });
    wait(2);
    expect((await browser().logIn(person.username, password)).statusCode).toBe(200);
    expect(code(await browser().logIn(person.username, "wrong"))).toBe("access.wrong-credentials");
  });

  test("judges guesses at the same time one after the other", async () => {
    const person = await someone();
    const b = browser();
    await b.get("/api/access/me");
    const answers = await Promise.all(Array.from({ length: 12 }, () => b.post("/api/access/log-in", { username: person.username, password: "wrong" })));
    expect(answers.filter((a) => code(a) === "access.wrong-credentials")).toHaveLength(5);
    expect(answers.filter((a) => code(a) === "access.locked")).toHaveLength(7);
  });

  test("counts an address too, over many names", async () => {
    const person = await someone();
    const elsewhere = await openDesk(house);
    const b = aBrowser(elsewhere, "10.9.9.9");
    for (let i = 0; i < 30; i++) expect(code(await b.logIn(`guess${i}`, "wrong"))).toBe("access.wrong-credentials");
    await elsewhere.close();
    expect(code(await aBrowser(app, "10.9.9.9").logIn(person.username, password))).toBe("access.locked");
    expect((await aBrowser(app, "10.9.9.8").logIn(person.username, password)).statusCode).toBe(200);
    wait(61);
  });

  test("hears an office that is called in at once, and no flood from one address, before it hashes anything", async () => {
    const desk = await openDesk(house);
    const b = aBrowser(desk, "10.8.8.8");
    const codes: (string | undefined)[] = [];
    for (let i = 0; i < 91; i++) codes.push(code(await b.logIn("", "")));
    expect(codes.every((c) => c === "request.body")).toBe(true);
    const tries = await Promise.all(Array.from({ length: 31 }, (_, i) => b.post("/api/access/log-in", { username: `flood${i}`, password: "wrong" })));
    expect(tries.filter((a) => code(a) === "access.locked").length).toBeGreaterThanOrEqual(1);
    await desk.close();
    wait(61);
  });
});

describe("a forged request", () => {
  test.each([
    ["without the header", { "x-tongsheng-csrf": "" }],
    ["with a header that belongs to no session", { "x-tongsheng-csrf": "x".repeat(43) }],
    ["from another site", { origin: "https://evil.test" }],
    ["from a page without a name", { origin: "null" }],
  ])("%s is turned away before anything happens", async (_, headers) => {
    const person = await someone();
    const b = await atTheDesk(person);
    const answer = await b.post("/api/test/work", {}, headers);
    expect([answer.statusCode, code(answer)]).toEqual([403, "access.forged"]);
    expect((await b.post("/api/test/work")).statusCode).toBe(200);
  });

  test("log-in itself needs the double submit", async () => {
    const person = await someone();
    const b = browser();
    expect(code(await b.post("/api/access/log-in", { username: person.username, password }))).toBe("access.forged");
  });

  test("a CSRF cookie planted by somebody else opens nothing", async () => {
    const b = await atTheDesk(await someone());
    b.jar.set("ts_csrf", "planted");
    expect((await b.post("/api/test/work")).statusCode).toBe(403);
    await b.get("/api/access/me");
    expect((await b.post("/api/test/work")).statusCode).toBe(200);
  });
});

describe("the second factor", () => {
  test("a signer without one may only enrol; then it is passed, with ten backup codes", async () => {
    const b = browser();
    const person = await someone({ posts: ["editor", "signer"] });
    expect((await b.logIn(person.username, password)).json()).toEqual({ next: "enrol" });
    expect((await b.post("/api/test/work")).statusCode).toBe(401);
    expect((await b.get("/api/access/sessions")).statusCode).toBe(401);
    const offer = (await b.post("/api/access/second-factor/enrolment")).json() as { secret: string; uri: string; demoCode: null };
    expect(offer.demoCode).toBeNull();
    expect(new URL(offer.uri).searchParams.get("secret")).toBe(offer.secret);
    const kept = await base.db.selectFrom("auth.second_factor").selectAll().where("person_id", "=", person.id).executeTakeFirstOrThrow();
    expect(JSON.stringify(kept)).not.toContain(offer.secret);
    expect(code(await b.post("/api/access/second-factor/enrolment/confirm", { code: "000000" }))).toBe("access.code-wrong");
    const before = b.jar.get("ts_session");
    const confirmed = await b.post("/api/access/second-factor/enrolment/confirm", { code: usableCode(offer.secret, 0, clock.now) });
    expect(confirmed.json()).toMatchObject({ next: "none" });
    expect((confirmed.json() as { backupCodes: string[] }).backupCodes).toHaveLength(10);
    expect(b.jar.get("ts_session")).not.toBe(before);
    expect((await b.post("/api/test/work")).json()).toMatchObject({ secondFactor: true });
  });

  test("who becomes a signer during a session may only enrol from then on", async () => {
    const person = await someone();
    const b = await atTheDesk(person);
    const unit = await base.db.selectFrom("organisation.person").select("unit_id").where("id", "=", person.id).executeTakeFirstOrThrow();
    await base.db.insertInto("organisation.appointment").values({ id: crypto.randomUUID(), person_id: person.id, unit_id: unit.unit_id, post: "signer", valid_from: clock.now, appointed_by: person.id }).execute();
    expect((await b.post("/api/test/work")).statusCode).toBe(401);
    expect((await b.get("/api/access/me")).json()).toMatchObject({ next: "enrol" });
  });

  test("a code works once, for nobody after", async () => {
    const person = await enrolled();
    const [b, thief] = [browser(), browser()];
    wait(1);
    const shown = usableCode(person.secret, 0, clock.now);
    expect((await b.logIn(person.username, password)).json()).toEqual({ next: "second-factor" });
    await thief.logIn(person.username, password);
    expect((await b.post("/api/test/work")).statusCode).toBe(401);
    const answers = await Promise.all([b, thief].map((who) => who.post("/api/access/second-factor", { code: shown })));
    expect(answers.map((a) => a.statusCode).sort()).toEqual([200, 409]);
    expect(answers.map(code)).toContain("access.code-used");
    wait(1);
    expect(code(await thief.post("/api/access/second-factor", { code: shown }))).toMatch(/access\.code-(wrong|used)|access\.not-logged-in/);
  });

  test("wrong codes are counted against the person, whatever session they come from", async () => {
    const person = await enrolled();
    for (let i = 0; i < 5; i++) {
      const b = browser();
      await b.logIn(person.username, password);
      expect(code(await b.post("/api/access/second-factor", { code: "000000" }))).toBe("access.code-wrong");
    }
    const b = browser();
    await b.logIn(person.username, password);
    expect(code(await b.post("/api/access/second-factor", { code: usableCode(person.secret, 0, clock.now) }))).toBe("access.locked");
    wait(1);
    expect((await b.post("/api/access/second-factor", { code: usableCode(person.secret, 0, clock.now) })).statusCode).toBe(200);
  });

  test("a backup code opens once; new ones need a fresh proof", async () => {
    const person = await enrolled();
    const b = await atTheDesk(person);
    const { backupCodes } = (await b.post("/api/access/backup-codes")).json() as { backupCodes: string[] };
    const [c, d] = [browser(), browser()];
    await c.logIn(person.username, password);
    await d.logIn(person.username, password);
    expect((await c.post("/api/access/second-factor", { code: backupCodes[0]?.toUpperCase() })).json()).toEqual({ next: "none" });
    expect(code(await d.post("/api/access/second-factor", { code: backupCodes[0] }))).toBe("access.code-wrong");
    expect((await c.get("/api/access/me")).json()).toMatchObject({ me: { secondFactor: { backupCodesLeft: 9 } } });
    wait(11);
    expect(code(await b.post("/api/access/backup-codes"))).toBe("access.prove-again");
    expect(code(await b.post("/api/access/step-up", { proof: password }))).toBe("access.code-wrong");
    expect((await b.post("/api/access/step-up", { proof: usableCode(person.secret, 0, clock.now) })).json()).toEqual({ done: true });
    expect((await b.post("/api/access/backup-codes")).statusCode).toBe(200);
  });
});

describe("a session", () => {
  test("ends after thirty quiet minutes, and lives on while it is used", async () => {
    const b = await atTheDesk(await someone());
    for (const minutes of [29, 29, 29]) { wait(minutes); expect((await b.get("/api/test/work")).statusCode).toBe(200); }
    wait(31);
    expect((await b.get("/api/test/work")).statusCode).toBe(401);
    expect((await b.get("/api/access/me")).json()).toMatchObject({ next: "log-in" });
    expect(b.jar.has("ts_session")).toBe(false);
  });

  test("ends after twelve hours however much it is used; a duty officer's after twenty-four", async () => {
    const [b, duty] = [await atTheDesk(await someone()), await atTheDesk(await someone({ posts: ["duty-officer"] }))];
    const both = async () => [(await b.get("/api/test/work")).statusCode, (await duty.get("/api/test/work")).statusCode];
    for (let i = 0; i < 28; i++) { wait(25); expect(await both()).toEqual([200, 200]); }
    wait(25);
    expect(await both()).toEqual([401, 200]);
    for (let i = 0; i < 28; i++) { wait(25); await both(); }
    wait(25);
    expect(await both()).toEqual([401, 401]);
  });

  test("notes use at most once a minute", async () => {
    const person = await someone();
    const b = await atTheDesk(person);
    const seen = async () => (await base.db.selectFrom("auth.session").select("seen_at").where("person_id", "=", person.id).executeTakeFirstOrThrow()).seen_at.getTime();
    const opened = await seen();
    wait(0.5);
    await b.get("/api/test/work");
    expect(await seen()).toBe(opened);
    wait(0.5);
    await b.get("/api/test/work");
    expect(await seen()).toBe(opened + 60_000);
  });

  test("is dead at once when it is revoked from another device, and nobody else's can be", async () => {
    const person = await someone();
    const [here, there, stranger] = [await atTheDesk(person), await atTheDesk(person), await atTheDesk(await someone())];
    const { sessions } = (await here.get("/api/access/sessions")).json() as { sessions: { id: string; current: boolean; device: string }[] };
    expect(sessions.map((s) => s.device)).toEqual(["Windows · Chrome 140", "Windows · Chrome 140"]);
    const other = sessions.find((s) => !s.current)!;
    expect(code(await stranger.send("DELETE", `/api/access/sessions/${other.id}`))).toBe("access.no-such-session");
    expect((await here.send("DELETE", `/api/access/sessions/${other.id}`)).statusCode).toBe(200);
    expect((await there.get("/api/test/work")).statusCode).toBe(401);
    expect((await here.get("/api/test/work")).statusCode).toBe(200);
    const third = await atTheDesk(person);
    expect((await here.post("/api/access/sessions/end-others")).json()).toEqual({ ended: 1 });
    expect((await third.get("/api/test/work")).statusCode).toBe(401);
  });

  test("is over for good after log-out, even with the old cookie", async () => {
    const b = await atTheDesk(await someone());
    const old = new Map(b.jar);
    expect((await b.post("/api/access/log-out")).json()).toEqual({ done: true });
    for (const [name, value] of old) b.jar.set(name, value);
    expect((await b.post("/api/test/work")).statusCode).toBe(401);
  });

  test("ends the moment its person leaves", async () => {
    const person = await someone();
    const b = await atTheDesk(person);
    await base.db.updateTable("organisation.person").set({ left_at: clock.now }).where("id", "=", person.id).execute();
    expect((await b.get("/api/test/work")).statusCode).toBe(401);
  });
});

describe("a password", () => {
  test("is changed with the old one; every other session ends", async () => {
    const person = await someone();
    const [b, other] = [await atTheDesk(person), await atTheDesk(person)];
    const change = (current: string, next: string) => b.post("/api/access/password", { current, next });
    expect(code(await change(password, "short"))).toBe("access.password-too-short");
    expect(code(await change(password, `${person.username}-Xy12`))).toBe("access.password-has-name");
    expect(code(await change(password, password))).toBe("access.password-same");
    expect(code(await change("wrong", "Another-one-9"))).toBe("access.wrong-credentials");
    expect((await change(password, "Another-one-9")).json()).toEqual({ next: "none" });
    expect((await other.get("/api/test/work")).statusCode).toBe(401);
    expect((await b.post("/api/test/work")).statusCode).toBe(200);
    expect(code(await browser().logIn(person.username, password))).toBe("access.wrong-credentials");
    expect((await browser().logIn(person.username, "Another-one-9")).statusCode).toBe(200);
  });

  test("that is temporary opens nothing but its own change, then enrolment where a post asks for it", async () => {
    const person = await aColleague(house, { username: `signer${++count}`, name: "许牧川", posts: ["signer"] });
    const b = browser();
    expect((await b.logIn(person.username, person.password)).json()).toEqual({ next: "change-password" });
    expect((await b.post("/api/test/work")).statusCode).toBe(401);
    expect(code(await b.post("/api/access/second-factor/enrolment"))).toBe("access.not-yet");
    expect((await b.post("/api/access/password", { current: person.password, next: "Another-one-9" })).json()).toEqual({ next: "enrol" });
  });
});

describe("the security administrator", () => {
  const admin = () => enrolled({ username: `security${++count}`, name: "安全", posts: ["security-admin"] });

  test("resets a lost second factor, gives a temporary password, unlocks, ends sessions", async () => {
    const boss = await atTheDesk(await admin());
    const person = await enrolled();
    const b = await atTheDesk(person);
    const at = `/api/access/people/${person.id}`;
    expect((await boss.get(at)).json()).toMatchObject({ username: person.username, hasPassword: true, temporary: false, secondFactor: true, lockedUntil: null, sessions: [{ current: false }] });
    expect((await boss.post(`${at}/second-factor/reset`)).json()).toEqual({ done: true });
    expect((await b.get("/api/test/work")).statusCode).toBe(401);
    expect((await browser().logIn(person.username, password)).json()).toEqual({ next: "enrol" });
    for (let i = 0; i < 5; i++) await browser().logIn(person.username, "wrong");
    expect((await boss.get(at)).json()).toMatchObject({ lockedUntil: new Date(clock.now.getTime() + 60_000).toISOString() });
    expect((await boss.post(`${at}/unlock`)).statusCode).toBe(200);
    const given = (await boss.post(`${at}/temporary-password`)).json() as { password: string };
    expect((await browser().logIn(person.username, given.password)).json()).toEqual({ next: "change-password" });
    expect((await boss.post(`${at}/sessions/end`)).json()).toEqual({ ended: 1 });
    expect(await lastTrace("access.end-sessions-of")).toMatchObject({ actor_name: "安全", subject_id: person.id });
    wait(11);
    expect(code(await boss.post(`${at}/temporary-password`))).toBe("access.prove-again");
  });

  test("is nobody else: the wrong person finds every door closed", async () => {
    const person = await someone();
    const boss = await admin();
    const corps = await enrolled({ username: `corps${++count}`, name: "总队安全", unit: "xfj", posts: ["security-admin"] });
    for (const who of [await atTheDesk(await someone()), await atTheDesk(await enrolled({ posts: ["system-admin"] })), await atTheDesk(corps)]) {
      for (const door of ["second-factor/reset", "unlock", "temporary-password", "sessions/end"]) {
        const answer = await who.post(`/api/access/people/${person.id}/${door}`);
        expect([answer.statusCode, code(answer)]).toEqual([403, "access.not-under-your-care"]);
      }
      expect((await who.get(`/api/access/people/${person.id}`)).statusCode).toBe(403);
    }
    expect((await (await atTheDesk(boss)).post(`/api/access/people/${boss.id}/second-factor/reset`)).statusCode).toBe(403);
  });
});

describe("the house", () => {
  test("prints demo log-ins on the door with a code that works, and only those named", async () => {
    const person = await enrolled();
    const desk = await openDesk(house, { demo: [{ username: person.username, password, role: "签发" }] });
    const b = aBrowser(desk, "10.7.7.7");
    const { demo } = (await b.get("/api/access/me")).json() as { demo: { code: string; unitName: string }[] };
    expect(demo).toMatchObject([{ username: person.username, name: "林知夏", unitName: "吉林省应急管理厅", role: "签发" }]);
    for (let i = 0; i < 2; i++) {
      await b.logIn(person.username, password);
      const shown = (await b.get("/api/access/me")).json() as { demo: { code: string }[] };
      expect((await b.post("/api/access/second-factor", { code: shown.demo[0]?.code })).statusCode).toBe(200);
    }
    expect((await b.get("/api/access/me")).json()).toMatchObject({ demo: [] });
    await b.logIn(person.username, password);
    expect((await b.get("/api/access/me")).json()).toMatchObject({ demo: [{ code: null, codeInSeconds: expect.any(Number) as number }] });
    await desk.close();
  });

  test("an act that fails leaves neither a session nor a trace, a refusal leaves its trace", async () => {
    const person = await someone();
    const ctx = contextOf(house, theHouse, "test");
    const before = await base.db.selectFrom("audit.entry").select((eb) => eb.fn.max("seq").as("seq")).executeTakeFirstOrThrow();
    await expect(ctx.write(async (tx) => { await createCredential(tx, { personId: person.id, username: person.username, now: clock.now }); throw new Error("the power fails"); })).rejects.toThrow("the power fails");
    expect((await browser().logIn(person.username, password)).statusCode).toBe(200);
    expect(await lastTrace("access.log-in")).toMatchObject({ seq: Number(before.seq) + 1 });
    await expect(ctx.write((tx) => createCredential(tx, { personId: person.id, username: person.username, password: "password1234", now: clock.now }))).rejects.toMatchObject({ refusal: { code: "access.password-well-known" } });
    expect(await ctx.write((tx) => resetSecondFactor(tx, { personId: person.id, now: clock.now }))).toBe(false);
  });

  test("sweeps at night what log-in leaves behind, and nothing that lives", async () => {
    const person = await someone();
    const b = await atTheDesk(person);
    await browser().logIn("sleepwalker", "wrong");
    const counters = async () => (await base.db.selectFrom("auth.failure").selectAll().execute()).length;
    expect(await counters()).toBeGreaterThan(0);
    for (const { handle } of handlers) await handle(contextOf(house, theHouse, "sweep"), {});
    expect((await b.get("/api/test/work")).statusCode).toBe(200);
    wait(3 * 24 * 60);
    for (const { handle } of handlers) await handle(contextOf(house, theHouse, "sweep"), {});
    expect(await counters()).toBe(0);
    expect(await base.db.selectFrom("auth.session").select("id").where("person_id", "=", person.id).execute()).toHaveLength(1);
    wait(184 * 24 * 60);
    for (const { handle } of handlers) await handle(contextOf(house, theHouse, "sweep"), {});
    expect(await base.db.selectFrom("auth.session").select("id").execute()).toHaveLength(0);
  });
});
