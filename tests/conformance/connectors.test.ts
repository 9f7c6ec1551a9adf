import { createHash } from "node:crypto";
import { existsSync, readdirSync } from "node:fs";
import { afterEach, describe, expect, test } from "vitest";
import { connectors } from "#channels/registry.ts";
import { outbound } from "#platform/http/outbound.ts";
import { aCorrection, aLongEdition, anEdition, aNotice } from "./edition.ts";
import { anOrder, aRecall, carry, readied, stages, type Stage } from "./subjects.ts";

const sha256 = (text: string) => createHash("sha256").update(text, "utf8").digest("hex");
const started: Stage[] = [];
async function stage(id: string): Promise<Stage> {
  const start = stages[id];
  if (!start) throw new Error(`no stage for ${id}`);
  const on = await start();
  started.push(on);
  return on;
}
/** An order that is prepared and only has to be sent; the token, where there is one, is at hand. */
async function ready(on: Stage) {
  if (on.tokens) await on.connector.health?.(on.ctx);
  const prepared = await readied(on, anOrder(on.connector.render(anEdition(), on.ctx.config), anEdition()));
  if (!prepared.ok) throw new Error(`not prepared: ${prepared.rawCode}`);
  return prepared.order;
}
afterEach(async () => { await Promise.all(started.splice(0).map((on) => on.stop())); });

// What several connectors stand on is a folder too, but has no connector in it.
const groundwork = ["sms"];

test("every connector is one folder, one line, one stage", () => {
  const channels = new URL("../../src/channels/", import.meta.url);
  const all = readdirSync(channels, { withFileTypes: true }).filter((entry) => entry.isDirectory()).map(({ name }) => name);
  const folders = all.filter((name) => existsSync(new URL(`${name}/connector.ts`, channels)));
  expect(all.filter((name) => !folders.includes(name))).toEqual(groundwork);
  expect(connectors.map(({ id }) => id).sort()).toEqual(folders.sort());
  expect(Object.keys(stages).sort()).toEqual(folders.sort());
});

describe.each(connectors.map(({ id }) => id))("%s", (id) => {
  test("renders the same bytes from the same edition, and their hash is the hash people sign", async () => {
    const { connector, ctx } = await stage(id);
    const first = connector.render(anEdition(), ctx.config);
    expect(connector.render(structuredClone(anEdition()), ctx.config)).toEqual(first);
    expect(first.hash).toBe(sha256(first.payload));
    expect(first.findings.filter(({ level }) => level === "blocking")).toEqual([]);
  });

  test("names every signing unit, and on a correction what it changed", async () => {
    const { connector, ctx } = await stage(id);
    const { payload } = connector.render(aCorrection(), ctx.config);
    for (const unit of aCorrection().signature.units) expect(payload).toContain(unit.name);
    for (const words of ["伤者人数经核实更新", "3人", "5人"]) expect(payload).toContain(words);
  });

  test("over a limit blocks at signing and nothing is cut", async () => {
    const { connector, ctx } = await stage(id);
    const long = aLongEdition(200_000);
    const { findings, payload } = connector.render(long, ctx.config);
    const blocked = findings.filter(({ code, level }) => code === "channels.over-limit" && level === "blocking");
    expect(blocked.map(({ facts }) => facts["field"]).sort()).toEqual(Object.keys(connector.capabilities.limits).sort());
    expect(payload.match(/火/g)?.length).toBeGreaterThanOrEqual(200_000);
  });

  test("an empty text blocks", async () => {
    const { connector, ctx } = await stage(id);
    expect(connector.render(aLongEdition(0), ctx.config).findings).toContainEqual(expect.objectContaining({ code: "channels.empty-text", level: "blocking" }));
  });

  test("what arrives is byte for byte what was signed", async () => {
    const on = await stage(id);
    const { connector, ctx, received } = on;
    const rendered = connector.render(anEdition(), ctx.config);
    expect(await carry(on, anOrder(rendered, anEdition()))).toMatchObject({ ok: true });
    expect(received()).toEqual([rendered.payload]);
    expect(received().map(sha256)).toEqual([rendered.hash]);
  });

  test("the same key twice is one effect where the channel says so, and a claim of none is honest", async () => {
    const on = await stage(id);
    const { connector, ctx, effects } = on;
    const order = anOrder(connector.render(anEdition(), ctx.config), anEdition());
    await carry(on, order);
    const again = await carry(on, { ...order, attempt: 1 });
    if (connector.capabilities.idempotency === "native") expect([again.ok, effects()]).toEqual([true, 1]);
    else if (connector.capabilities.idempotency === "none") expect((await connector.check?.(ctx, { ...order, key: "never-sent" }))?.state ?? "unclear").toBe("unclear");
  });

  test("where a repeat would double, a look tells whether it stands, and never makes anything stand", async () => {
    const on = await stage(id);
    const { connector, ctx, effects, silence, lose, later = ctx } = on;
    if (connector.capabilities.idempotency !== "readback") return;
    const order = anOrder(connector.render(anEdition(), ctx.config), anEdition());
    expect((await connector.check?.(later, order))?.state).not.toBe("present");
    // A channel that reads the bytes back proves them; one that only knows a message by its number proves no more than that it has it.
    const { receipt } = connector.capabilities;
    const proof = receipt === "verified" ? { rung: "verified", matches: true } : receipt === "published" ? { rung: "published" } : {};
    for (const [upset, left, seen] of [[lose, 0, { state: "absent" }], [silence, 1, { state: "present", ...proof }]] as const) {
      const sent = await ready(on);
      upset?.("drop");
      const lost = await connector.submit(ctx, sent);
      expect(lost).toMatchObject({ ok: false, class: "unknownOutcome" });
      expect(await connector.check?.(later, { ...order, ref: lost.ok ? null : lost.ref ?? null })).toMatchObject(seen);
      expect(effects()).toBe(left);
    }
  });

  test("what is prepared is seen by nobody, however often", async () => {
    const on = await stage(id);
    if (!on.connector.prepare) return;
    const before = on.effects();
    const [first, second] = [await ready(on), await ready(on)];
    expect(on.effects()).toBe(before);
    expect(first.payload).not.toBe(second.payload);
  });

  test("where a correction cannot replace what it corrects, both stand, and each is taken back by its own name", async () => {
    const on = await stage(id);
    const { connector, ctx } = on;
    if (connector.capabilities.update || !["delete", "cancel"].includes(connector.capabilities.recall.how)) return;
    const first = await carry(on, anOrder(connector.render(anEdition(), ctx.config), anEdition()));
    const second = await carry(on, anOrder(connector.render(aCorrection(), ctx.config), aCorrection(), { previousRef: first.ok ? first.ref : null }));
    expect([first.ok, second.ok, on.effects(), on.withdrawn?.()]).toEqual([true, true, 2, 0]);
    for (const [n, sent] of [first, second].entries()) {
      const order = aRecall(aNotice(), "", sent.ok ? sent.ref : null);
      if (connector.check) expect(await connector.check(ctx, order)).toMatchObject({ state: "absent" });
      expect(await connector.submit(ctx, order)).toMatchObject({ ok: true });
      if (connector.check) expect(await connector.check(ctx, order)).toMatchObject({ state: "present" });
      expect(on.withdrawn?.()).toBe(n + 1);
    }
  });

  test("a recall withdraws, or says so in a further signed message; where a channel can do neither, it claims neither and nothing leaves", async () => {
    const on = await stage(id);
    const { connector, ctx } = on;
    const sent = await carry(on, anOrder(connector.render(anEdition(), ctx.config), anEdition()));
    const words = connector.renderRecall?.(aNotice(), ctx.config);
    if (connector.capabilities.recall.how === "none") {
      expect([words, (await connector.submit(ctx, aRecall(aNotice(), "", sent.ok ? sent.ref : null))).ok, on.effects()]).toEqual([undefined, false, 1]);
      return;
    }
    if (words) expect(words.hash).toBe(sha256(words.payload));
    const taken = await connector.submit(ctx, aRecall(aNotice(), words?.payload ?? "", sent.ok ? sent.ref : null));
    expect(taken).toMatchObject({ ok: true });
    if (["delete", "cancel"].includes(connector.capabilities.recall.how)) expect(on.withdrawn?.()).toBe(1);
    else {
      expect(connector.capabilities.recall.how).toBe("supersede");
      expect(on.received().at(-1)).toBe(words?.payload);
      expect(words?.payload).toContain(aNotice().reason);
    }
  });

  test("the health call proves address and secrets without publishing", async () => {
    const { connector, ctx, effects } = await stage(id);
    const before = effects();
    expect(await connector.health?.(ctx)).toMatchObject({ ok: true });
    expect(effects()).toBe(before);
  });
});

const reading = ["feed", "cap"];
const lines = ["cmpp", "sgip", "smgp", "smpp"];
const outward = [
  "wecom", "wecom-app", "dingtalk", "feishu",
  "wechat", "wechat-mass", "weibo", "douyin", "mastodon",
  "aliyun-sms", "tencent-sms", ...lines,
  "broadcast", "webhook", "email",
];
const overHttp = [...reading, ...outward.filter((id) => id !== "email" && !lines.includes(id))];
const withTokens = ["wecom-app", "wechat", "wechat-mass", "douyin"];

describe.each(outward)("%s in trouble", (id) => {
  test.each(["hang", "drop"] as const)("an answer that never came after the bytes went out (%s) is an unknown outcome", async (kind) => {
    const on = await stage(id);
    const order = await ready(on);
    on.silence?.(kind);
    const result = await on.connector.submit(on.ctx, order);
    expect(result).toMatchObject({ ok: false, class: "unknownOutcome" });
    expect(on.effects()).toBe(1);
  });

  test("a refused connection is transient: nothing left the house", async () => {
    const on = await stage(id);
    await on.stop();
    const result = await carry(on, anOrder(on.connector.render(anEdition(), on.ctx.config), anEdition()));
    expect(result).toMatchObject({ ok: false, class: "transient" });
  });

  test("a wrong secret is an auth failure, and the health call finds it first", async () => {
    const on = await stage(id);
    const ctx = { ...on.ctx, secrets: on.wrongSecrets ?? {} };
    await on.spoil?.();
    expect(await on.connector.health?.(ctx)).toMatchObject({ ok: false });
    expect(await carry({ ...on, ctx }, anOrder(on.connector.render(anEdition(), ctx.config), anEdition()))).toMatchObject({ ok: false, class: "auth" });
    expect(on.effects()).toBe(0);
  });
});

describe.each(overHttp)("%s under load", (id) => {
  test("429 keeps the channel's own waiting time", async () => {
    const on = await stage(id);
    const order = await ready(on);
    on.status?.(429, 37);
    const result = await on.connector.submit(on.ctx, order);
    expect(result).toMatchObject({ ok: false, class: "rateLimited", retryAfterSeconds: 37 });
  });

  test("a 503 is transient; a server that broke after it had the request is retried only where a repeat is harmless", async () => {
    const on = await stage(id);
    const order = await ready(on);
    on.status?.(503);
    expect(await on.connector.submit(on.ctx, order)).toMatchObject({ ok: false, class: "transient" });
    on.status?.(502);
    const repeated = on.connector.capabilities.idempotency === "native" ? ["transient", "unknownOutcome"] : ["unknownOutcome"];
    const broke = await on.connector.submit(on.ctx, order);
    expect([broke.ok, repeated.includes(broke.ok ? "" : broke.class)]).toEqual([false, true]);
  });
});

test("a channel with tokens is named here, so that its tokens are put to the test", async () => {
  const having = await Promise.all(connectors.map(async ({ id }) => ((await stage(id)).tokens ? [id] : [])));
  expect(having.flat()).toEqual(withTokens);
});

describe.each(withTokens)("%s and its tokens", (id) => {
  const workers = 200;
  // Two hundred at once are more than a short leash lets through on a small machine.
  const patient = (ctx: Stage["ctx"]) => ({ ...ctx, call: outbound({ allow: () => true }) });

  test("200 workers without a token ask for one; 200 that hit an expired one make one more", async () => {
    const on = await stage(id);
    const ctx = patient(on.ctx);
    const everybody = () => Promise.all(Array.from({ length: workers }, () => on.connector.health?.(ctx)));
    for (const asked of [1, 2, 2]) {
      expect((await everybody()).every((said) => said?.ok)).toBe(true);
      expect(on.tokens?.asked()).toBe(asked);
      if (asked === 1) on.tokens?.expire();
    }
  });

  test.each([500, 502, 503, 429])("a platform that answers %i blames no secret", async (status) => {
    const on = await stage(id);
    on.status?.(status, 1);
    const result = await carry(on, anOrder(on.connector.render(anEdition(), on.ctx.config), anEdition()));
    expect(result).toMatchObject({ ok: false, class: status === 429 ? "rateLimited" : "transient" });
  });
});
