import { afterEach, describe, expect, test } from "vitest";
import { startSmsGateway, type GatewayOptions, type SmsGateway } from "#tests/simulators/sms-gateway.ts";
import { knownAccounts } from "#tests/simulators/sms/known.ts";
import { decodeText } from "./coding.ts";
import { openConnection, type GatewayConnection, type Listener, type News } from "./connection.ts";
import { gateways, partsFor, smppAccount } from "./fixtures/accounts.ts";
import type { Gateway } from "./gateway.ts";
import type { SessionSettings } from "./session.ts";
import { smpp } from "./smpp.ts";

const ids = Object.keys(gateways) as Gateway["id"][];
const stops: (() => Promise<unknown>)[] = [];
afterEach(async () => { for (const stop of stops.splice(0).toReversed()) await stop(); });

/** Pauses in which a test can wait. */
const quick: Partial<SessionSettings> = { answerSeconds: 20, tries: 2, reconnect: { firstSeconds: 0.05, mostSeconds: 0.1 }, throttle: { firstSeconds: 0.03, mostSeconds: 0.1, tries: 5 } };
const long = "【吉林应急】" + "清明期间禁止一切野外用火，发现火情请拨12119。".repeat(6);

type World = { sim: SmsGateway; line: GatewayConnection; news: News[]; until: (what: (news: News[]) => boolean) => Promise<void>; kinds: () => string[] };

/** A simulated gateway, a connection to it, and everything that its owner was told. */
async function open(id: Gateway["id"], options: Partial<GatewayOptions> = {}, settings: Partial<SessionSettings> = {}, keep: Listener = () => undefined, gateway = gateways[id]): Promise<World> {
  let inbox = { host: "127.0.0.1", port: 0 };
  const sim = await startSmsGateway({ kind: knownAccounts[id], reportTo: () => inbox, ...options });
  stops.push(sim.stop);
  const news: News[] = [];
  const line = openConnection({ host: sim.host, port: sim.port, gateway, settings: { ...quick, ...settings }, clock: () => new Date(), listener: (one) => { news.push(one); return keep(one); } });
  stops.push(line.stop);
  if (id === "sgip") {
    const listening = await line.listen(inbox);
    inbox = { ...inbox, port: listening.port };
    stops.push(listening.stop);
  }
  const until = async (what: (news: News[]) => boolean): Promise<void> => {
    for (const end = Date.now() + 20_000; !what(news); await new Promise((done) => setTimeout(done, 5))) if (Date.now() > end) throw new Error(`still waiting; heard ${news.map(({ kind }) => kind).join(" ")}`);
  };
  return { sim, line, news, until, kinds: () => news.map(({ kind }) => kind) };
}

const has = (kind: News["kind"], count = 1) => (news: News[]) => news.filter((one) => one.kind === kind).length >= count;
const outcomes = (news: News[]) => news.filter((one) => one.kind === "settled").map(({ id, outcome }) => [id, outcome.ok ? "ok" : outcome.class]);
/** The words as the phone puts them together. */
const received = (sim: SmsGateway): string =>
  sim.ledger.toSorted((a, b) => (a.content[5] ?? 0) - (b.content[5] ?? 0)).map(({ content, header }) => decodeText(content.subarray(header ? 6 : 0), "ucs2")).join("");

describe.each(ids)("%s", { timeout: 30_000 }, (id) => {
  test.each([false, true])("approved words = received words, every part delivered, a phone's answer heard (frames in halves: %s)", async (halves) => {
    const { sim, line, news, until } = await open(id, { halves });
    line.submit("a", partsFor(gateways[id], long));
    await until(has("delivered"));
    expect(received(sim)).toBe(long);
    expect(outcomes(news)).toEqual([["a", "ok"]]);
    sim.say("8613800000001", "10691", "退订");
    await until(has("incoming"));
    expect(news.findLast((one) => one.kind === "incoming")).toMatchObject({ incoming: { from: "13800000001", to: "10691", text: "退订" } });
    await line.stop();
    expect(sim.counts.acknowledged).toBe(sim.ledger.length + 1);
  });
  test.each(["beforeAnswer", "doubled"] as const)("reports %s come to one delivery", async (reports) => {
    const { sim, line, news, until } = await open(id, { reports });
    for (const name of ["a", "b", "c"]) line.submit(name, partsFor(gateways[id], "火"));
    await until(has("delivered", 3));
    await until(() => sim.counts.acknowledged === (reports === "doubled" ? 6 : 3));
    expect(outcomes(news).map(([, outcome]) => outcome)).toEqual(["ok", "ok", "ok"]);
    expect(news.filter(({ kind }) => kind === "delivered")).toHaveLength(3);
  });
  test("reports in any order find their messages", async () => {
    const { sim, line, news, until } = await open(id, { reports: "held", stat: ({ phone }) => (phone.endsWith("7") ? "UNDELIV" : "DELIVRD") });
    for (let i = 0; i < 30; i += 1) line.submit(`m${i}`, partsFor(gateways[id], "火", `138000000${10 + i}`));
    await until(has("settled", 30));
    sim.release((held) => held.toReversed().toSorted((a, b) => Number(a.phone.at(-2)) - Number(b.phone.at(-2))));
    await until(has("report", 30));
    expect(news.flatMap((one) => (one.kind === "undelivered" ? one.id : [])).toSorted()).toEqual(["m17", "m27", "m7"]);
    expect(news.filter(({ kind }) => kind === "delivered")).toHaveLength(27);
  });
  test("a wrong secret suspends the account after one try", async () => {
    const { sim, line, news, until } = await open(id, { kind: { ...knownAccounts[id], ...("login" in knownAccounts[id] ? { login: { name: "sp", password: "other" } } : { secret: "other", password: "other" }) } as GatewayOptions["kind"] });
    line.submit("a", partsFor(gateways[id], "火"));
    await until(has("settled"));
    expect(news.find((one) => one.kind === "line")).toMatchObject({ state: "suspended", failure: { class: "auth" } });
    expect(outcomes(news)).toEqual([["a", "auth"]]);
    await new Promise((done) => setTimeout(done, 200));
    expect([sim.counts, sim.ledger.length]).toMatchObject([{ bound: 0, refused: 1 }, 0]);
  });
  test("a line dropped after the message was taken: unknown, not sent again; the next message goes over the next line", async () => {
    const { sim, line, news, until } = await open(id);
    await until(has("line"));
    sim.misbehave({ kind: "drop", effect: true }, 1, 1);
    for (const [name, words] of [["a", "木"], ["b", "火"], ["c", "水"]] as const) {
      line.submit(name, partsFor(gateways[id], words));
      await until((heard) => outcomes(heard).some(([of]) => of === name));
    }
    await until(has("delivered", 2));
    expect(outcomes(news)).toEqual([["a", "ok"], ["b", "unknownOutcome"], ["c", "ok"]]);
    expect(sim.ledger.map(({ content }) => decodeText(content, "ucs2"))).toEqual(["木", "火", "水"]);
    expect(sim.counts.bound).toBe(2);
  });
  test("a line dropped while saying who we are is dialed again", async () => {
    const { sim, line, news, until } = await open(id, { reports: "none" });
    await until(has("line"));
    sim.misbehave({ kind: "drop", at: "bind", effect: false }, 2);
    sim.cut();
    line.submit("a", partsFor(gateways[id], "火"));
    await until(has("settled"));
    expect(outcomes(news).map(([, outcome]) => outcome)).toEqual([expect.stringMatching(/^(?:ok|unknownOutcome)$/)]);
    await until(() => sim.counts.bound === 2);
  });
  test("silence is unknown after T, whether the message was taken or not", async () => {
    const { sim, line, news, until } = await open(id, { reports: "none" }, { answerSeconds: 0.3 });
    sim.misbehave({ kind: "silent", effect: true });
    sim.misbehave({ kind: "silent", effect: false });
    line.submit("a", partsFor(gateways[id], "火"));
    line.submit("b", partsFor(gateways[id], "水"));
    await until(has("settled", 2));
    expect(outcomes(news)).toEqual([["a", "unknownOutcome"], ["b", "unknownOutcome"]]);
    expect(sim.ledger).toHaveLength(1);
  });
  test("\"too often\" slows down and loses nothing", async () => {
    const { sim, line, news, until } = await open(id);
    sim.misbehave({ kind: "throttle" }, 3);
    for (const name of ["a", "b", "c", "d"]) line.submit(name, partsFor(gateways[id], "火"));
    await until(has("delivered", 4));
    expect(outcomes(news).map(([, outcome]) => outcome)).toEqual(["ok", "ok", "ok", "ok"]);
    expect(sim.ledger).toHaveLength(4);
  });
  test("the window is never exceeded", async () => {
    const { sim, line, until } = await open(id, { holdAnswers: true }, { window: 4 });
    for (let i = 0; i < 20; i += 1) line.submit(`m${i}`, partsFor(gateways[id], "火"));
    for (let done = 4; done <= 20; done += 4) {
      await until(() => sim.ledger.length === done);
      await new Promise((wait) => setTimeout(wait, 30));
      expect(sim.ledger).toHaveLength(done);
      sim.answerHeld();
    }
    await until(has("delivered", 20));
    expect(sim.counts.mostUnderWay).toBe(4);
  });
  test("a report that could not be kept is not acknowledged and comes again", async () => {
    let broken = true;
    const { sim, line, until } = await open(id, {}, {}, (one) => (one.kind === "report" && broken ? Promise.reject(new Error("no disk")) : Promise.resolve()));
    line.submit("a", partsFor(gateways[id], "火"));
    await until(has("report"));
    await new Promise((done) => setTimeout(done, 50));
    expect(sim.counts.acknowledged).toBe(0);
    broken = false;
    sim.cut();
    if (id === "sgip") { await new Promise((done) => setTimeout(done, 100)); sim.say("8613800000001", "10691", "退订"); }
    await until(has("report", 2));
    await until(() => sim.counts.acknowledged > 0);
  });
  test("a cut in the middle of many: every message is settled once, and the gateway has none twice", async () => {
    const { sim, line, news, until } = await open(id, { reports: "none" });
    for (let i = 0; i < 200; i += 1) {
      line.submit(`m${i}`, partsFor(gateways[id], `第${i}条`));
      if (i % 40 === 39) { await new Promise((done) => setTimeout(done, 20)); sim.cut(); }
    }
    await until(has("settled", 200));
    const settled = outcomes(news);
    expect(new Set(settled.map(([name]) => name)).size).toBe(200);
    const words = sim.ledger.map(({ content }) => decodeText(content, "ucs2"));
    expect(new Set(words).size).toBe(words.length);
    for (const [name = "", outcome] of settled) if (outcome !== "unknownOutcome") expect([name, words.includes(`第${name.slice(1)}条`)]).toEqual([name, outcome === "ok"]);
  });
  test("stopping waits for what is under way and says goodbye", async () => {
    const { sim, line, news, until } = await open(id, { reports: "none", holdAnswers: true });
    line.submit("a", partsFor(gateways[id], "火"));
    await until(() => sim.ledger.length === 1);
    const stopped = line.stop();
    sim.answerHeld();
    await stopped;
    expect(outcomes(news)).toEqual([["a", "ok"]]);
  });
});

describe("taking back", () => {
  test.each(["cmpp2", "cmpp3", "smpp"] as const)("%s takes a message back while it is not delivered, and says so when it is too late", async (id) => {
    const { sim, line, news, until } = await open(id, { reports: "held" });
    line.submit("a", partsFor(gateways[id], "火"));
    await until(has("settled"));
    const ref = sim.ledger[0]?.ref ?? "";
    line.cancel({ ref, phone: "13800000001" });
    await until(has("cancelled"));
    line.cancel({ ref, phone: "13800000001" });
    await until(has("cancelled", 2));
    expect(news.filter((one) => one.kind === "cancelled")).toEqual([{ kind: "cancelled", ref, done: true }, { kind: "cancelled", ref, done: false }]);
    expect(sim.cancelled).toEqual([ref]);
  });
});

test("an account that cannot even be written is suspended without a byte", async () => {
  const { sim, news, until } = await open("smpp", {}, {}, undefined, smpp({ ...smppAccount, password: "longer than eight" }));
  await until(has("line"));
  expect(news).toMatchObject([{ kind: "line", state: "suspended", failure: { class: "permission", rawCode: "sms.field-misfit" } }]);
  expect(sim.counts).toMatchObject({ bound: 0, refused: 0 });
});
