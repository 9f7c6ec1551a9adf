import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "kysely";
import pg from "pg";
import { openHouse, type OpenHouse } from "#entry/house.ts";
import { prepareDatabase, preparePlan } from "#entry/prepare.ts";
import { theHouse } from "#kernel/actor.ts";
import type { AnyConnector } from "#kernel/connector.ts";
import { readConfig } from "#platform/config/config.ts";
import { openDatabase, type Db } from "#platform/db/database.ts";
import { startEmbeddedPostgres } from "#platform/db/embedded.ts";
import { openLog } from "#platform/log/log.ts";

/** A database of one benchmark with the province's plan in it; with fsync as in production unless it says otherwise. `owner` may write what the application may not. */
export type Ground = { url: string; adminUrl: string; folder: string; owner: Db; open: () => Promise<OpenHouse>; stop: () => Promise<void> };

/** Starts an embedded PostgreSQL in a temporary folder and loads the preset through its action. `settings` only where speed is not what is measured. */
export async function openGround(settings: Record<string, string> = {}): Promise<Ground> {
  const folder = mkdtempSync(join(tmpdir(), "tongsheng-bench-"));
  const server = await startEmbeddedPostgres({ dataDir: folder, settings, log: { info: () => undefined, warn: (line) => process.stderr.write(`${line}\n`) } });
  await prepareDatabase(server.url);
  const config = readConfig({ TONGSHENG_DATA: folder, TONGSHENG_DEMO: "no" });
  const open = (): Promise<OpenHouse> => openHouse(config, server.url, openLog("error"));
  const first = await open();
  await preparePlan(first, config);
  await first.close();
  const { db: owner, close } = openDatabase({ url: server.url, restricted: false, statementTimeoutMs: 600_000 });
  return {
    url: server.url, adminUrl: server.adminUrl, folder, owner, open,
    stop: async () => { await close(); await server.stop(); rmSync(folder, { recursive: true, force: true }); },
  };
}

/** A copy of a database to which nobody is connected; answers where it is. */
export async function copyOf(adminUrl: string, url: string, name: string): Promise<string> {
  const admin = new pg.Client({ connectionString: adminUrl });
  await admin.connect();
  const { username, pathname } = new URL(url);
  await admin.query(`create database ${name} template ${pathname.slice(1)} owner ${username}`).finally(() => admin.end());
  return Object.assign(new URL(url), { pathname: `/${name}` }).href;
}

/** The same house with other connectors, for benchmarks whose channels stand beside them. */
export const withConnectors = (open: OpenHouse, connectors: readonly AnyConnector[]): OpenHouse["house"] =>
  ({ ...open.house, connectors: new Map(connectors.map((connector) => [connector.id, connector])) });

/** How much to lay down: pieces, accounts (one connector each, round robin), and whether their deliveries wait or are long done. */
export type Seed = { pieces: number; accounts: number; connectorIds: readonly string[]; perPiece: number; state: "queued" | "settled"; lane?: number; urgency?: string; /** how many units write them; all provincial and city units unless said */ units?: number };

/**
 * Lays down signed and cleared pieces with their deliveries in bulk SQL, every trigger in force. The rows are those the
 * actions write; only the number of statements differs.
 */
export async function seedDeliveries(owner: Db, seed: Seed): Promise<{ accountIds: string[] }> {
  const urgency = seed.urgency ?? "routine";
  await sql`insert into organisation.person (id, username, name, unit_id, created_at)
    select gen_random_uuid(), 'bench-writer', '测试员', (select id from organisation.unit where code = 'yjt'), now() on conflict do nothing`.execute(owner);
  await sql`create temporary table if not exists bench_account (n int, id uuid, connector_id text)`.execute(owner);
  const accountIds: string[] = [];
  for (let n = 0; n < seed.accounts; n += 1) {
    const connectorId = seed.connectorIds[n % seed.connectorIds.length] ?? "";
    const { rows } = await sql<{ id: string }>`insert into channels.account (id, connector_id, unit_id, name, config, owner_person_id, state, created_at, updated_at)
      select gen_random_uuid(), ${connectorId}, u.id, ${`${connectorId} ${n} ${Math.random().toString(36).slice(2, 8)}`}, '{}', p.id, 'active', now(), now()
      from (select id from organisation.unit where code = 'yjt') u, (select id from organisation.person where username = 'bench-writer') p returning id`.execute(owner);
    accountIds.push(rows[0]?.id ?? "");
  }
  for (let from = 0; from < seed.pieces; from += 5_000) await seedPieces(owner, seed, urgency, accountIds, Math.min(5_000, seed.pieces - from));
  await sql`analyze`.execute(owner);
  return { accountIds };
}

async function seedPieces(owner: Db, seed: Seed, urgency: string, accountIds: readonly string[], count: number): Promise<void> {
  const settled = seed.state === "settled";
  await owner.transaction().execute(async (tx) => {
    await sql`create temporary table bench_piece on commit drop as
      select n, gen_random_uuid() as piece, gen_random_uuid() as sheet, gen_random_uuid() as edition, gen_random_uuid() as route, gen_random_uuid() as manifest, gen_random_uuid() as release,
        u.id as unit, u.system, u.region_code, w.id as person, (array['森林 防火', '消防', '防汛', '危化', '燃气', '暴雪', '道路', '地震', '煤矿', '野外 用火'])[1 + n % 10] as subject, now() - random() * interval '3650 days' as at
      from generate_series(1, ${count}::int) n
      join lateral (select chosen.id, chosen.system, chosen.region_code from (
        select * from organisation.unit where opened_on is not null and level in ('province', 'city') order by region_code, code limit ${seed.units ?? 1_000}) chosen
        order by md5(chosen.id::text || n) limit 1) u on true,
      (select id from organisation.person where username = 'bench-writer') w`.execute(tx);
    await sql`insert into content.sheet (id, title, unit_id, created_by, created_at) select sheet, '事实单', unit, person, at from bench_piece`.execute(tx);
    await sql`insert into content.piece (id, number, unit_id, system, region_code, title, form, topic, column_code, urgency, sheet_id, stage, edition_number, published_edition, joint, planned_at, created_by, created_by_name, created_at, updated_at, search)
      select piece, to_char(at, 'YYYY-MMDD-') || piece, unit, system, region_code, '关于做好第' || n || '期' || subject || '防范工作的提示', 'tip', 'fire-safety', 'tips', ${urgency}, sheet,
        ${settled ? "published" : "publishing"}, 1, ${settled ? 1 : null}, n % 10 = 0, at, person, '测试员', at, at,
        to_tsvector('simple', '安全 防范 提示 ' || subject || ' 第 ' || n || ' 期') from bench_piece`.execute(tx);
    await sql`insert into content.participant (piece_id, unit_id, role) select piece, unit, 'lead' from bench_piece
      union all select piece, (select id from organisation.unit where code = case when b.n % 20 = 0 then 'xfj' else 'slxf' end), 'co' from bench_piece b where n % 10 = 0 on conflict do nothing`.execute(tx);
    await sql`insert into content.edition (id, piece_id, number, sealed, hash, plain, contributors, frozen_by, frozen_by_name, at)
      select edition, piece, 1, '{}', encode(sha256('{}'), 'hex'), '', '[]', person, '测试员', at from bench_piece`.execute(tx);
    await sql`insert into review.route (id, piece_id, edition_id, edition_number, unit_id, path, stage, waiting_since, submitted_by, submitted_by_name, submitted_at)
      select route, piece, edition, 1, unit, 'normal', 'cleared', at, person, '测试员', at from bench_piece`.execute(tx);
    await sql`create temporary table bench_leg on commit drop as
      select b.*, gen_random_uuid() as delivery, a.id as account, a.connector_id from bench_piece b
      cross join lateral (select id, connector_id from unnest(${[...accountIds]}::uuid[]) with ordinality x(id, o) join channels.account c using (id)
        where (o + b.n) % ${accountIds.length} < ${seed.perPiece} order by o) a`.execute(tx);
    // The body names its signers and the bytes of every account, as writeManifest does.
    await sql`create temporary table bench_body on commit drop as
      select l.manifest, json_build_object('signers', json_build_array(json_build_object('unitId', min(l.unit::text), 'role', 'lead')),
        'renditions', json_agg(json_build_object('accountId', l.account, 'hash', encode(sha256(convert_to('{"text":"' || l.piece || '"}', 'UTF8')), 'hex'))))::text as body
      from bench_leg l group by l.manifest`.execute(tx);
    await sql`insert into review.manifest (id, route_id, piece_id, edition_id, edition_number, number, body, hash, in_order, at)
      select manifest, route, piece, edition, 1, 1, body, encode(sha256(convert_to(body, 'UTF8')), 'hex'), false, at from bench_piece join bench_body using (manifest)`.execute(tx);
    await sql`insert into review.required_signature (manifest_id, unit_id, position, role, unit_name) select manifest, unit, 0, 'lead', '' from bench_piece`.execute(tx);
    await sql`insert into review.signature (manifest_id, unit_id, person_id, person_name, unit_name, post, decision, manifest_hash, second_factor, at)
      select manifest, unit, person, '测试员', '', 'signer', 'signed', encode(sha256(convert_to(body, 'UTF8')), 'hex'), true, at from bench_piece join bench_body using (manifest)`.execute(tx);
    await sql`insert into review.rendition (manifest_id, account_id, connector_id, payload, hash, preview)
      select manifest, account, connector_id, '{"text":"' || piece || '"}', encode(sha256(convert_to('{"text":"' || piece || '"}', 'UTF8')), 'hex'), '{"kind":"chat","text":""}' from bench_leg`.execute(tx);
    await sql`insert into review.clearance (manifest_id, manifest_hash, at) select manifest, encode(sha256(convert_to(body, 'UTF8')), 'hex'), at from bench_piece join bench_body using (manifest)`.execute(tx);
    await sql`insert into dispatch.release (id, piece_id, manifest_id, edition_number, kind, lane, send_at, ordered_by, ordered_by_name, at)
      select release, piece, manifest, 1, 'publish', ${seed.lane ?? 4}, at, ${theHouse.personId}, '同声', at from bench_piece`.execute(tx);
    await sql`insert into dispatch.delivery (id, release_id, piece_id, manifest_id, edition_number, account_id, connector_id, unit_id, action, key, payload_hash, goal, created_at)
      select delivery, release, piece, manifest, 1, account, connector_id, unit, 'publish', encode(sha256(convert_to(manifest::text || account, 'UTF8')), 'hex'),
        encode(sha256(convert_to('{"text":"' || piece || '"}', 'UTF8')), 'hex'), 'published', at from bench_leg`.execute(tx);
    await sql`insert into dispatch.progress (delivery_id, account_id, lane, state, rung, not_before, deadline_at, accepted_at, published_at, updated_at)
      select delivery, account, ${seed.lane ?? 4}, ${seed.state}, ${settled ? "published" : null}, case when ${settled} then at else now() - interval '1 minute' end, now() + interval '1 day',
        case when ${settled} then at end, case when ${settled} then at end, at from bench_leg`.execute(tx);
    await sql`insert into dispatch.fence (piece_id, account_id, edition_number) select piece, account, ${settled ? 1 : 0} from bench_leg`.execute(tx);
  });
}
