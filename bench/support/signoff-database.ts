import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { sha256Hex } from "#kernel/fingerprint.ts";
import { openDatabase } from "#platform/db/database.ts";
import { startEmbeddedPostgres } from "#platform/db/embedded.ts";
import { migrate } from "#platform/db/migrate.ts";
import { fullySigned, turnOf, type Signing } from "#modules/review/rules/signature.ts";

type Draw = (below: number) => number;
type Ids = { piece: string; edition: string; route: string; manifest: string; release: string; account: string; stranger: string };

/** A signed story as the database holds it, with the bytes each account was rendered. */
type Story = Signing & { ids: Ids; payloadHash: string; cleared: boolean };

/** What was tried against the triggers, and what did not go as the rules say. */
export type DatabaseOutcome = { traces: number; tried: number; refused: number; cleared: number; delivered: number; wrong: string | null };

/** Tries traces as the application's own role, writing rows past every rule; each must be refused where the rules refuse it, and only there. */
export async function databaseTraces(traces: number, drawFrom: (seed: number) => Draw, seed: number): Promise<DatabaseOutcome> {
  const folder = mkdtempSync(join(tmpdir(), "tongsheng-signoff-"));
  const server = await startEmbeddedPostgres({ dataDir: folder, log: { info: () => undefined, warn: () => undefined }, settings: { fsync: "off", synchronous_commit: "off" } });
  try {
    await migrate(server.url);
    const { pool, close } = openDatabase({ url: server.url, max: 2 });
    const outcome: DatabaseOutcome = { traces, tried: 0, refused: 0, cleared: 0, delivered: 0, wrong: null };
    await Promise.all([0, 1].map(async (worker) => {
      const client = await pool.connect();
      for (let n = worker; n < traces && !outcome.wrong; n += 2) await oneTrace(client, drawFrom(seed + n), outcome).catch((error: unknown) => { outcome.wrong ??= `trace ${seed + n}: ${String(error)}`; });
      client.release();
    }));
    await close();
    return outcome;
  } finally {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function oneTrace(client: pg.PoolClient, draw: Draw, outcome: DatabaseOutcome): Promise<void> {
  await client.query("begin");
  try {
    let story = await layDown(client, draw);
    for (let left = 14; left > 0; left -= 1) {
      const [what, run, expected, then] = draw(3) === 0 ? honest(story, client) : any(story, client, draw);
      outcome.tried += 1;
      await client.query("savepoint tried");
      const code = await run().then(() => null, (error: unknown) => (error as { code?: string }).code ?? "?");
      if (code !== null) await client.query("rollback to tried");
      if (code !== expected) throw new Error(`${what}: expected ${expected ?? "to be written"}, was ${code ?? "written"}`);
      if (code === null) story = then(story); else outcome.refused += 1;
      if (what === "clearance" && code === null) outcome.cleared += 1;
      if (what === "delivery" && code === null) outcome.delivered += 1;
    }
  } finally {
    await client.query("rollback");
  }
}

const at = "now()";

async function layDown(client: pg.PoolClient, draw: Draw): Promise<Story> {
  const units = Array.from({ length: 1 + draw(4) }, () => randomUUID());
  const ids: Ids = { piece: randomUUID(), edition: randomUUID(), route: randomUUID(), manifest: randomUUID(), release: randomUUID(), account: randomUUID(), stranger: randomUUID() };
  const [sheet, person, payload] = [randomUUID(), randomUUID(), `payload ${ids.manifest}`];
  const body = JSON.stringify({ signers: units.map((unitId, n) => ({ unitId, role: n === 0 ? "lead" : "co" })), renditions: [{ accountId: ids.account, connectorId: "website", hash: sha256Hex(payload) }] });
  const story: Story = {
    ids, hash: sha256Hex(body), payloadHash: sha256Hex(payload), inOrder: draw(2) === 0, void: false, answers: [], cleared: false,
    asked: units.map((unitId, position) => ({ unitId, unitName: unitId, position, role: position === 0 ? "lead" : "co" })),
  };
  await client.query(`insert into content.sheet (id, title, unit_id, created_by, created_at) values ($1, '事实单', $2, $3, ${at})`, [sheet, units[0], person]);
  await client.query(`insert into content.piece (id, number, unit_id, system, region_code, title, form, topic, column_code, urgency, sheet_id, stage, created_by, created_by_name, created_at, updated_at)
    values ($1::uuid, $1::text, $2, 'fire', '22', '提示', 'tip', 'fire', 'tips', 'routine', $3, 'final-review', $4, '起草人', ${at}, ${at})`, [ids.piece, units[0], sheet, person]);
  await client.query(`insert into content.edition (id, piece_id, number, sealed, hash, plain, contributors, frozen_by, frozen_by_name, at) values ($1, $2, 1, '{}', $3, '', '[]', $4, '起草人', ${at})`, [ids.edition, ids.piece, sha256Hex("{}"), person]);
  await client.query(`insert into review.route (id, piece_id, edition_id, edition_number, unit_id, path, stage, waiting_since, submitted_by, submitted_by_name, submitted_at) values ($1, $2, $3, 1, $4, 'normal', 'final', ${at}, $5, '起草人', ${at})`, [ids.route, ids.piece, ids.edition, units[0], person]);
  await client.query(`insert into review.manifest (id, route_id, piece_id, edition_id, edition_number, number, body, hash, in_order, at) values ($1, $2, $3, $4, 1, 1, $5, $6, $7, ${at})`, [ids.manifest, ids.route, ids.piece, ids.edition, body, story.hash, story.inOrder]);
  for (const a of story.asked) await client.query("insert into review.required_signature (manifest_id, unit_id, position, role, unit_name) values ($1, $2, $3, $4, '')", [ids.manifest, a.unitId, a.position, a.role]);
  for (const id of [ids.account, ids.stranger]) await client.query(`insert into channels.account (id, connector_id, unit_id, name, config, owner_person_id, state, created_at, updated_at) values ($1::uuid, 'website', $2, $1::text, '{}', $3, 'active', ${at}, ${at})`, [id, units[0], person]);
  await client.query("insert into review.rendition (manifest_id, account_id, connector_id, payload, hash, preview) values ($1, $2, 'website', $3, $4, '{}')", [ids.manifest, ids.account, payload, story.payloadHash]);
  await client.query(`insert into dispatch.release (id, piece_id, manifest_id, edition_number, kind, lane, send_at, ordered_by, ordered_by_name, at) values ($1, $2, $3, 1, 'publish', 4, ${at}, $4, '同声', ${at})`, [ids.release, ids.piece, ids.manifest, person]);
  return story;
}

/** What is tried, how, which error must come (null: it is written), and what the story is then. */
type Try = readonly [what: string, run: () => Promise<unknown>, expected: string | null, then: (story: Story) => Story];
const same = (story: Story): Story => story;

type Answered = { unitId: string; hash: string; decision: "signed" | "declined"; secondFactor: boolean; reason: string | null };

function sign(story: Story, client: pg.PoolClient, a: Answered): Try {
  const run = () => client.query(`insert into review.signature (manifest_id, unit_id, person_id, person_name, unit_name, post, decision, reason, manifest_hash, second_factor, at) values ($1, $2, $3, '签字人', '', 'signer', $4, $5, $6, $7, ${at})`,
    [story.ids.manifest, a.unitId, randomUUID(), a.decision, a.reason, a.hash, a.secondFactor]);
  return ["signature", run, whyNotWritten(story, a), (s) => ({ ...s, answers: [...s.answers, { unitId: a.unitId, personId: "", decision: a.decision, manifestHash: a.hash }] })];
}

/** The law of one answer: over this manifest, while it stands, by an asked unit in its turn, once, with second factor or reason. */
function whyNotWritten(story: Story, a: Answered): string | null {
  const asked = story.asked.find((u) => u.unitId === a.unitId);
  if (a.hash !== story.hash) return "TS002";
  if (story.void) return "TS003";
  if (!asked) return "TS004";
  const signed = (unitId: string) => story.answers.some((x) => x.unitId === unitId && x.decision === "signed");
  if (story.asked.some((q) => q.position < asked.position && (story.inOrder || q.role === "lead") && !signed(q.unitId))) return "TS005";
  if (a.decision === "signed" ? !a.secondFactor : !a.reason) return "23514";
  return story.answers.some((x) => x.unitId === a.unitId) ? "23505" : null;
}

function clearance(story: Story, client: pg.PoolClient, hash: string): Try {
  const run = () => client.query(`insert into review.clearance (manifest_id, manifest_hash, at) values ($1, $2, ${at})`, [story.ids.manifest, hash]);
  const expected = !fullySigned(story) ? "TS006" : hash !== story.hash ? "TS002" : story.cleared ? "23505" : null;
  return ["clearance", run, expected, (s) => ({ ...s, cleared: true })];
}

function delivery(story: Story, client: pg.PoolClient, account: string, hash: string): Try {
  const { ids } = story;
  const run = () => client.query(`with leg as (insert into dispatch.delivery (id, release_id, piece_id, manifest_id, edition_number, account_id, connector_id, unit_id, action, key, payload_hash, goal, created_at)
    values (gen_random_uuid(), $1, $2, $3, 1, $4, 'website', $5, 'publish', $6, $7, 'published', ${at}) returning id, account_id)
    insert into dispatch.progress (delivery_id, account_id, lane, state, not_before, deadline_at, updated_at) select id, account_id, 4, 'queued', ${at}, ${at}, ${at} from leg`, [ids.release, ids.piece, ids.manifest, account, story.asked[0]?.unitId, randomUUID(), hash]);
  return ["delivery", run, !story.cleared ? "TS006" : account !== ids.account || hash !== story.payloadHash ? "TS007" : null, same];
}

const tampering = [
  "update review.signature set decision = 'signed' where manifest_id = $1", "delete from review.signature where manifest_id = $1", "update review.manifest set hash = repeat('0', 64) where id = $1", "delete from review.required_signature where manifest_id = $1",
  "update review.required_signature set unit_name = 'x' where manifest_id = $1", "update review.rendition set payload = 'x' where manifest_id = $1", "delete from review.voided_manifest where manifest_id = $1", "update review.clearance set manifest_hash = 'x' where manifest_id = $1",
  "delete from review.clearance where manifest_id = $1", "delete from review.step where route_id = $1", "update dispatch.release set manifest_id = null where manifest_id = $1", "update content.edition set sealed = 'x' where id = $1",
];

function honest(story: Story, client: pg.PoolClient): Try {
  const turn = turnOf(story)[0];
  if (turn) return sign(story, client, { unitId: turn.unitId, hash: story.hash, decision: "signed", secondFactor: true, reason: null });
  return story.cleared ? onlyOnce(delivery(story, client, story.ids.account, story.payloadHash), story) : clearance(story, client, story.hash);
}

/** The same bytes leave once per account: the second order for them is refused by its identity. */
const sent = new WeakSet<Ids>();
function onlyOnce([what, run, expected, then]: Try, story: Story): Try {
  if (expected !== null) return [what, run, expected, then];
  return [what, run, sent.has(story.ids) ? "23505" : null, (s) => { sent.add(s.ids); return then(s); }];
}

function any(story: Story, client: pg.PoolClient, draw: Draw): Try {
  const other = "f".repeat(64);
  const unitId = draw(5) === 0 ? randomUUID() : (story.asked[draw(story.asked.length)]?.unitId ?? "");
  switch (draw(8)) {
    case 0: return ["void", () => client.query(`insert into review.voided_manifest (manifest_id, reason, at) values ($1, 'declined', ${at})`, [story.ids.manifest]), story.void ? "23505" : null, (s) => ({ ...s, void: true })];
    case 1: case 2: return clearance(story, client, draw(3) === 0 ? other : story.hash);
    case 3: case 4: return onlyOnce(delivery(story, client, draw(3) === 0 ? story.ids.stranger : story.ids.account, draw(3) === 0 ? other : story.payloadHash), story);
    case 5: return ["tampering", () => client.query(tampering[draw(tampering.length)] ?? "", [story.ids.manifest]), "42501", same];
    default: return sign(story, client, { unitId, hash: draw(4) === 0 ? other : story.hash, decision: draw(4) === 0 ? "declined" : "signed", secondFactor: draw(4) !== 0, reason: draw(2) === 0 ? null : "未核实" });
  }
}
