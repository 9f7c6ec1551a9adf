import { createHash } from "node:crypto";
import { afterEach, expect, test } from "vitest";
import type { ByteSpan, ConnectorContext } from "#kernel/connector.ts";
import { douyin } from "#channels/douyin/connector.ts";
import { outbound } from "#platform/http/outbound.ts";
import { douyinAccount, startDouyin, type DouyinOptions } from "#tests/simulators/douyin.ts";
import { aCorrection, anEdition } from "./edition.ts";
import { anOrder, carry, readied } from "./subjects.ts";

// The edition every channel is put to the test with has a picture and no film; here the same goes with films, over the wire.

const stops: (() => Promise<void>)[] = [];
afterEach(async () => { await Promise.all(stops.splice(0).map((stop) => stop())); });
const megabyte = 1024 * 1024;

/** A film of so many bytes that is never whole in memory: each of its megabytes is told by its number. */
function aFilm(megabytes: number) {
  const piece = (n: number): Buffer => { const bytes = Buffer.alloc(megabyte, n % 251); if (n === 0) bytes.write("0000ftypmp42", "latin1"); return bytes; };
  const sum = createHash("sha256");
  for (let n = 0; n < megabytes; n += 1) sum.update(piece(n));
  const biggest = { bytes: 0 };
  const open = (span: ByteSpan): Buffer => {
    biggest.bytes = Math.max(biggest.bytes, span.end - span.start + 1);
    const [first, last] = [Math.floor(span.start / megabyte), Math.floor(span.end / megabyte)];
    return Buffer.concat(Array.from({ length: last - first + 1 }, (_, n) => piece(first + n))).subarray(span.start - first * megabyte, span.end + 1 - first * megabyte);
  };
  return { material: { id: "019b0000-0000-7000-8000-0000000000a2", kind: "video" as const, name: "巡护.mp4", mime: "video/mp4", bytes: megabytes * megabyte, sha256: sum.digest("hex"), credit: "省森林消防总队", width: 720, height: 1280 }, open, biggest };
}

async function stage(megabytes: number, options: DouyinOptions = {}) {
  const sim = await startDouyin(options);
  stops.push(sim.stop);
  const film = aFilm(megabytes);
  const { refreshToken, ...account } = douyinAccount;
  const ctx: ConnectorContext = {
    accountId: "019b0000-0000-7000-8000-00000000ac01", config: { ...account, baseUrl: sim.url }, secrets: { refreshToken }, now: () => new Date(), call: outbound({ allow: () => true }), doors: {}, numberFor: () => Promise.resolve(1), reach: () => Promise.reject(new Error("none")),
    openMaterial: ({ bytes }, span) => Promise.resolve(film.open(span ?? { start: 0, end: bytes - 1 })),
  };
  const shown = { doc: { blocks: [{ type: "video" as const, materialId: film.material.id }] }, materials: [film.material] };
  return { sim, film, on: { connector: douyin, ctx }, edition: anEdition(shown), correction: { ...aCorrection(), ...shown } };
}

test.each([[3, 1, 3], [62, 3, 22], [130, 7, 20]])("a film of %i MB arrives byte for byte as signed, in %i calls, and is public", async (megabytes, calls, mostInMemory) => {
  const { sim, film, on, edition } = await stage(megabytes);
  const rendered = douyin.render(edition, on.ctx.config);
  expect(rendered.findings).toEqual([]);
  const sent = await carry(on, anOrder(rendered, edition));
  expect(sent).toMatchObject({ ok: true, rung: "accepted" });
  expect(sim.ledger.map(({ kind, files }) => [kind, files.map(({ mime, size, sha256 }) => [mime, size, sha256])])).toEqual([["film", [["video/mp4", megabytes * megabyte, film.material.sha256]]]]);
  expect(sim.heard.filter(({ url }) => /upload_video(_part)?\/$/.test(url.pathname) && !url.pathname.includes("_video_part_upload"))).toHaveLength(calls);
  expect(film.biggest.bytes).toBe(mostInMemory * megabyte);
  expect(await douyin.check?.(on.ctx, anOrder(rendered, edition, { ref: sent.ok ? sent.ref : null }))).toMatchObject({ state: "present", rung: "published", url: expect.stringContaining("https://www.iesdouyin.com/share/video/") as unknown });
});

test("an audit that goes on is waited for, one that ends badly is a refusal, and an application that is told nothing claims nothing", async () => {
  for (const [options, seen] of [[{ auditSeconds: 600 }, { state: "pending" }], [{ ends: () => 2 }, { state: "refused", failure: { class: "content" } }], [{ tells: false }, { state: "present", rung: "accepted" }]] as const) {
    const { on, edition } = await stage(1, options);
    const rendered = douyin.render(edition, on.ctx.config);
    const sent = await carry(on, anOrder(rendered, edition));
    expect(await douyin.check?.(on.ctx, anOrder(rendered, edition, { ref: sent.ok ? sent.ref : null }))).toMatchObject(seen);
  }
});

test("a correction is a further post beside the first, marked, with what changed", async () => {
  const { sim, on, edition, correction } = await stage(1);
  for (const one of [edition, correction]) expect(await carry(on, anOrder(douyin.render(one, on.ctx.config), one))).toMatchObject({ ok: true });
  expect(sim.ledger.map(({ text }) => text.startsWith("【更正】"))).toEqual([false, true]);
  expect(sim.ledger[1]?.text).toContain("受伤人数：3人 → 5人");
});

test("a lost answer is settled among the newest posts, past one that is pinned", async () => {
  const { sim, on, edition } = await stage(1);
  sim.byHand("置顶的旧作品", new Date(Date.now() - 30 * 86_400_000), { top: true });
  sim.byHand("昨天的", new Date(Date.now() - 86_400_000));
  const rendered = douyin.render(edition, on.ctx.config);
  const later = { ...on.ctx, now: () => new Date(Date.now() + 3_600_000) };
  for (const [effect, expected] of [[false, { state: "absent" }], [true, { state: "present", rung: "published" }]] as const) {
    const ready = await readied(on, anOrder(rendered, edition));
    if (!ready.ok) throw new Error(ready.rawCode);
    sim.misbehave({ kind: "drop", effect });
    const lost = await douyin.submit(on.ctx, ready.order);
    expect(lost).toMatchObject({ ok: false, class: "unknownOutcome" });
    expect(await douyin.check?.(later, anOrder(rendered, edition, { ref: lost.ok ? null : lost.ref ?? null }))).toMatchObject(expected);
  }
});
