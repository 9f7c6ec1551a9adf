import { sql, type Expression, type SqlBool } from "kysely";
import type { Actor, System } from "#kernel/actor.ts";
import { isoDay } from "#kernel/clock.ts";
import type { SealedMaterial } from "#kernel/edition.ts";
import { accept, found } from "#kernel/errors.ts";
import type { Reader } from "#platform/db/database.ts";
import type { Material } from "./contract.ts";
import { mayEdit, mayJudge, type Owned } from "./policy.ts";
import { whyNotUse, type MaterialState, type Usable } from "./rules.ts";

/** How the wall is searched. */
export type Search = { page: number; size: number; q?: string | undefined; kind?: "image" | "video" | undefined; unitId?: string | undefined; usable?: Usable | undefined; state?: MaterialState | undefined; mine: boolean };

const countCap = 1000;

const rows = (read: Reader) =>
  read.selectFrom("materials.material as m").leftJoin("materials.upload as u", "u.material_id", "m.id").selectAll("m").select("u.received")
    .select(sql<string[]>`array(select s.unit_id from materials.share s where s.material_id = m.id order by s.unit_id)`.as("shared_with"))
    .select(sql<string[]>`array(select coalesce(organisation.name_on(s.unit_id, (now() at time zone 'Asia/Shanghai')::date), '') from materials.share s where s.material_id = m.id order by s.unit_id)`.as("shared_names"));

type Row = Awaited<ReturnType<ReturnType<typeof rows>["execute"]>>[number];

const visible = (actor: Actor): Expression<SqlBool> => {
  const { all, unitIds, systems, regions } = actor.scope;
  return sql<SqlBool>`(${all} or m.uploaded_by = ${actor.personId} or m.unit_id = any(${[...unitIds]}::uuid[]) or m.system = any(${[...systems]}::text[])
    or m.region_code like any(${regions.map((code) => `${code}%`)}::text[])
    or exists (select from materials.share s where s.material_id = m.id and s.unit_id = any(${[...unitIds]}::uuid[])))`;
};

/** Materials the person may see, newest first; uploads under way show only to who brings them. */
export async function materialPage(read: Reader, actor: Actor, s: Search): Promise<{ items: Material[]; total: number; capped: boolean }> {
  const matching = <Q extends ReturnType<typeof rows>>(query: Q) => query
    .where("m.state", "<>", "removed").where(visible(actor))
    .where(sql<SqlBool>`(m.state <> 'uploading' or m.uploaded_by = ${actor.personId})`)
    .$if(s.state !== undefined, (q) => q.where("m.state", "=", s.state ?? "ready"))
    .$if(s.kind !== undefined, (q) => q.where("m.kind", "=", s.kind ?? "image"))
    .$if(s.usable !== undefined, (q) => q.where("m.usable", "=", s.usable ?? "yes"))
    .$if(s.unitId !== undefined, (q) => q.where("m.unit_id", "=", s.unitId ?? ""))
    .$if(s.mine, (q) => q.where("m.uploaded_by", "=", actor.personId))
    .$if(Boolean(s.q), (q) => q.where(sql<SqlBool>`concat_ws(' ', m.name, m.credit, m.alt, m.unit_name) ilike ${`%${(s.q ?? "").replace(/[\\%_]/g, "\\$&")}%`}`));
  const page = await matching(rows(read)).orderBy("m.uploaded_at", "desc").orderBy("m.id", "desc").limit(s.size).offset((s.page - 1) * s.size).execute();
  const { n } = await read.selectFrom(matching(rows(read)).limit(countCap + 1).as("hit")).select((eb) => eb.fn.countAll<number>().as("n")).executeTakeFirstOrThrow();
  return { items: page.map((row) => toMaterial(row, actor)), total: Math.min(Number(n), countCap), capped: Number(n) > countCap };
}

/** One material with what rights depend on; a `materials.unknown` Problem when it is not there. */
export async function materialById(read: Reader, id: string): Promise<Row & { owned: Owned }> {
  const row = found(await rows(read).where("m.id", "=", id).where("m.state", "<>", "removed").executeTakeFirst(), "materials.unknown");
  return { ...row, owned: ownedOf(row) };
}

/** Materials as they are frozen into an edition, in the order asked; one that may not be used stops it with its reason. */
export async function sealedMaterials(read: Reader, ids: readonly string[]): Promise<SealedMaterial[]> {
  const byId = await rowsById(read, ids);
  return ids.map((id) => {
    const row = found(byId.get(id), "materials.unknown");
    accept(whyNotUse({ name: row.name, state: row.state, credit: row.credit, usable: row.usable, usableReason: row.usable_reason }));
    return {
      id, kind: found(row.kind, "materials.unknown"), name: row.name, mime: found(row.mime, "materials.unknown"), bytes: row.bytes,
      sha256: found(row.sha256, "materials.unknown"), credit: row.credit, width: row.width, height: row.height,
    };
  });
}

/** What an editor or a board shows of materials, whether they may be used or not; unknown ones are left out. */
export type MaterialCard = Pick<Material, "id" | "kind" | "name" | "credit" | "alt" | "state" | "usable" | "usableReason" | "unitName" | "width" | "height" | "seconds" | "sha256"> & { whyNot: string | null };

/** Cards of materials by id. */
export async function materialCards(read: Reader, ids: readonly string[]): Promise<Map<string, MaterialCard>> {
  const byId = await rowsById(read, ids);
  return new Map([...byId].map(([id, row]) => {
    const use = whyNotUse({ name: row.name, state: row.state, credit: row.credit, usable: row.usable, usableReason: row.usable_reason });
    const { kind, name, credit, alt, state, usable, width, height, seconds, sha256 } = row;
    return [id, { id, kind, name, credit, alt, state, usable, usableReason: row.usable_reason, unitName: row.unit_name, width, height, seconds, sha256, whyNot: use.ok ? null : use.refusal.code }];
  }));
}

async function rowsById(read: Reader, ids: readonly string[]): Promise<Map<string, Row>> {
  if (ids.length === 0) return new Map();
  const all = await rows(read).where("m.id", "in", [...new Set(ids)]).execute();
  return new Map(all.map((row) => [row.id, row]));
}

/** A file to deliver: the bytes themselves, or the small copy nearest to the size asked. */
export type FileOf = { sha256: string; bytes: number; mime: string; name: string };

/** The file of a material; of a film always the film itself. */
export async function fileOf(read: Reader, material: { id: string; name: string; mime: string | null; sha256: string | null; bytes: number }, size?: number): Promise<FileOf> {
  const small = size === undefined ? undefined : await read.selectFrom("materials.rendition").selectAll().where("material_id", "=", material.id).where("size", "=", size).executeTakeFirst();
  if (small) return { sha256: small.sha256, bytes: small.bytes, mime: "image/webp", name: `${material.name}.${small.size}.webp` };
  return { sha256: found(material.sha256, "materials.not-ready"), bytes: material.bytes, mime: found(material.mime, "materials.not-ready"), name: material.name };
}

/** Some material with these bytes, removed ones too: what was published stays readable (product.md, refusal 4). */
export async function materialByHash(read: Reader, sha256: string): Promise<{ id: string; name: string; mime: string | null; sha256: string | null; bytes: number }> {
  const row = await read.selectFrom("materials.material").select(["id", "name", "mime", "sha256", "bytes"]).where("sha256", "=", sha256).orderBy("uploaded_at").limit(1).executeTakeFirst();
  return found(row, "materials.unknown");
}

/** Uploads of a person that are under way. */
export async function uploadsUnderWay(read: Reader, personId: string): Promise<number> {
  const { n } = await read.selectFrom("materials.material").select((eb) => eb.fn.countAll<number>().as("n")).where("uploaded_by", "=", personId).where("state", "=", "uploading").executeTakeFirstOrThrow();
  return Number(n);
}

/** Uploads to be cleared away: past their day, or finished with the draft still lying about. */
export async function uploadsToClear(read: Reader, now: Date): Promise<{ id: string; unfinished: boolean; name: string }[]> {
  const done = await read.selectFrom("materials.upload as u").innerJoin("materials.material as m", "m.id", "u.material_id").select(["m.id", "m.state", "m.name"])
    .where((eb) => eb.or([eb.and([eb("m.state", "=", "uploading"), eb("u.expires_at", "<=", now)]), eb("m.state", "in", ["ready", "refused", "removed"])])).limit(500).execute();
  return done.map((row) => ({ id: row.id, unfinished: row.state === "uploading", name: row.name }));
}

/** Materials taken off the wall before a moment, with every hash that is theirs. */
export async function removedBefore(read: Reader, before: Date): Promise<{ id: string; hashes: string[] }[]> {
  const gone = await read.selectFrom("materials.material as m").select(["m.id", "m.sha256"])
    .select(sql<string[]>`array(select r.sha256 from materials.rendition r where r.material_id = m.id)`.as("small")).where("m.state", "=", "removed").where("m.changed_at", "<", before).limit(500).execute();
  return gone.map((row) => ({ id: row.id, hashes: [...(row.sha256 ? [row.sha256] : []), ...row.small] }));
}

/** Does any other material have these bytes, as itself or as a small copy? */
export async function bytesInUse(read: Reader, sha256: string, exceptId: string): Promise<boolean> {
  const { used } = (await sql<{ used: boolean }>`select exists (select from materials.material where sha256 = ${sha256} and id <> ${exceptId})
    or exists (select from materials.rendition where sha256 = ${sha256} and material_id <> ${exceptId}) as used`.execute(read)).rows[0] ?? { used: true };
  return used;
}

/** The unit a material will belong to, with the name it bears that day. */
export async function unitOf(read: Reader, unitId: string, now: Date): Promise<{ name: string; system: System; regionCode: string }> {
  const unit = await read.selectFrom("organisation.unit as u").select(["u.system", "u.region_code"]).select(sql<string>`coalesce(organisation.name_on(u.id, ${isoDay(now)}::date), u.code)`.as("name")).where("u.id", "=", unitId).executeTakeFirst();
  const { name, system, region_code } = found(unit, "materials.no-such-unit");
  return { name, system, regionCode: region_code };
}

const ownedOf = (row: Row): Owned => ({ unitId: row.unit_id, system: row.system, regionCode: row.region_code, uploadedBy: row.uploaded_by, sharedWith: row.shared_with });

/** A row as screens see it, with what this person may do. */
export function toMaterial(row: Row, actor: Actor): Material {
  const owned = ownedOf(row);
  return {
    id: row.id, unitId: row.unit_id, unitName: row.unit_name, uploadedBy: row.uploaded_by, uploadedByName: row.uploaded_by_name, uploadedAt: row.uploaded_at.toISOString(),
    state: row.state, refusal: row.refusal === null ? null : { code: row.refusal, facts: JSON.parse(row.refusal_facts ?? "{}") as Record<string, string | number> },
    kind: row.kind, name: row.name, credit: row.credit, rights: row.rights, alt: row.alt, takenAt: row.taken_at?.toISOString() ?? null,
    usable: row.usable, usableReason: row.usable_reason, judgedByName: row.judged_by_name, judgedAt: row.judged_at?.toISOString() ?? null,
    bytes: row.bytes, mime: row.mime, sha256: row.sha256, width: row.width, height: row.height, seconds: row.seconds, sharedWith: row.shared_with.map((unitId, at) => ({ unitId, name: row.shared_names[at] ?? "" })),
    received: row.state === "uploading" ? row.received : null,
    mine: row.uploaded_by === actor.personId, mayEdit: mayEdit(actor, owned), mayJudge: mayJudge(actor, owned),
  };
}
