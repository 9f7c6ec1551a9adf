import { migrationsRun, queueVersion } from "#platform/backup/catalog.ts";
import { readMigrations, type Migration } from "#platform/db/migrate.ts";
import { openVault } from "#platform/secrets/seal.ts";
import { ask, eachOf, ill, note, well, type Bedside, type Finding } from "./finding.ts";

/** The database: version, sorting, roles, shape, clock, triggers, whether the house key opens what was sealed, and when it was last backed up. */
export const checkDatabase = (bed: Bedside): Promise<Finding[]> => eachOf(bed, [checkVersion, checkSorting, checkRole, checkShape, checkClock, checkTriggers, checkKey, checkBackup]);

async function checkVersion(bed: Bedside): Promise<Finding> {
  const [row] = await ask<{ number: number; version: string; encoding: string }>(bed, "select current_setting('server_version_num')::int as number, current_setting('server_version') as version, current_setting('server_encoding') as encoding");
  if ((row?.number ?? 0) < 150_000) return ill(`PostgreSQL ${row?.version ?? "?"} 太旧`, "too old", "换 PostgreSQL 15 或更高 / use PostgreSQL 15 or later");
  if (row?.encoding !== "UTF8") return ill(`数据库编码是 ${row?.encoding ?? "?"}`, "not UTF-8", "用 UTF8 编码新建库，再从备份恢复 / create the database with encoding UTF8 and restore");
  return well(`PostgreSQL ${row.version}`, "reachable, recent enough, UTF-8");
}

async function checkSorting(bed: Bedside): Promise<Finding> {
  const found = await ask(bed, "select 1 as one from pg_collation where collname = 'zh-x-icu'");
  return found.length > 0 ? well("有中文排序 zh-x-icu", "Chinese collation is there") : ill("没有中文排序 zh-x-icu", "the Chinese collation is missing", "用带 ICU 的 PostgreSQL（Debian 官方包即是） / use a PostgreSQL built with ICU");
}

async function checkRole(bed: Bedside): Promise<Finding> {
  const [row] = await ask<{ member: boolean | null }>(bed, "select pg_has_role(current_user, oid, 'member') as member from pg_roles where rolname = 'tongsheng_app'");
  return row?.member ? well("应用角色 tongsheng_app 就位", "the application's role is there")
    : ill(row ? "当前用户不能使用 tongsheng_app" : "没有应用角色 tongsheng_app", "the application's role is missing or not granted", "create role tongsheng_app nologin; grant tongsheng_app to <owner>;");
}

async function checkShape(bed: Bedside): Promise<Finding[]> {
  return [...whatIsWrongWithShape(await migrationsRun(bed.client), await readMigrations()),
    ...(await queueVersion(bed.client) === null ? [ill("任务队列还没有建立", "the job queue is not set up", "启动一次即可 / start once")] : [])];
}

/** Compares the migrations that ran with those of this version: missing, changed after they ran, or of a newer version. */
export function whatIsWrongWithShape(ran: readonly { name: string; sha256: string }[], ours: readonly Migration[]): Finding[] {
  const before = new Map(ran.map(({ name, sha256 }) => [name, sha256]));
  const changed = ours.filter(({ name, sha256 }) => before.has(name) && before.get(name) !== sha256).map(({ name }) => name);
  const missing = ours.filter(({ name }) => !before.has(name)).map(({ name }) => name);
  const newer = ran.filter(({ name }) => !ours.some((one) => one.name === name)).map(({ name }) => name);
  return [
    ...(changed.length > 0 ? [ill(`表结构：迁移在执行后被改过 ${changed.join(" ")}`, "migrations were changed after they ran", "取回执行时的版本（git checkout），要改就另加一个迁移 / put the file back as it was when it ran; add a new one instead")] : []),
    ...(missing.length > 0 ? [ill(`表结构：缺 ${missing.length} 个迁移 ${missing.slice(0, 3).join(" ")}`, "migrations are missing", "启动一次（npm start 或 npm run web）即补上 / start once")] : []),
    ...(newer.length > 0 ? [ill(`表结构比程序新 ${newer.slice(0, 3).join(" ")}`, "the database is newer than the program", "换回升级后的程序版本 / run the version the database was upgraded by")] : []),
    ...(changed.length + missing.length + newer.length === 0 ? [well(`表结构完整，${ours.length} 个迁移`, "every migration ran, unchanged")] : []),
  ];
}

async function checkTriggers(bed: Bedside): Promise<Finding> {
  const off = await ask<{ name: string }>(bed, "select format('%s.%s', tgrelid::regclass, tgname) as name from pg_trigger where not tgisinternal and tgenabled = 'D'");
  return off.length === 0 ? well("只增不改的保护都在", "append-only guards are in force")
    : ill(`${off.length} 个保护触发器被关掉 ${off[0]?.name ?? ""}`, "guards are switched off", "查明是谁关的；alter table … enable trigger user / find out who did it, then switch them on");
}

async function checkClock(bed: Bedside): Promise<Finding> {
  const before = Date.now();
  const [row] = await ask<{ at: Date }>(bed, "select clock_timestamp() as at");
  const skew = Math.abs((row?.at.getTime() ?? 0) - (before + Date.now()) / 2) / 1000;
  return skew <= 2 ? well(`时钟一致，差 ${skew.toFixed(1)} 秒`, "machine and database agree on the time")
    : ill(`本机与数据库的时钟差 ${skew.toFixed(0)} 秒`, "clocks disagree: deadlines and codes go wrong", "在两边启用 NTP / enable NTP on both");
}

async function checkKey(bed: Bedside): Promise<Finding> {
  const sealed = await ask<{ sealed: string }>(bed, "(select sealed from channels.secret order by set_at desc limit 1) union all (select secret from auth.second_factor where secret is not null limit 1)");
  if (sealed.length === 0) return well("主密钥在，还没有加密过的内容", "the house key is there; nothing is sealed yet");
  try {
    for (const one of sealed) openVault(bed.config.houseKey).unseal(one.sealed);
    return well("主密钥打得开已加密的内容", "the house key opens what it sealed");
  } catch {
    return ill("主密钥打不开已加密的内容", "the house key does not open what was sealed", "放回原来的 house.key（或 TONGSHENG_HOUSE_KEY）；没有就逐人 user reset-2fa、重填渠道密钥 / put the old key back");
  }
}

async function checkBackup(bed: Bedside): Promise<Finding> {
  const [row] = await ask<{ days: number | null }>(bed, "select extract(epoch from now() - max(at))::float8 / 86400 as days from audit.entry where action = 'house.back-up'");
  if (row?.days === null || row === undefined) return note("还没有备份过", "never backed up", "tongsheng backup <file.tsb>，放进每天的定时任务 / daily, from cron");
  return row.days > 7 ? note(`上次备份在 ${Math.floor(row.days)} 天前`, "the last backup is old", "tongsheng backup <file.tsb>") : well(`上次备份在 ${row.days.toFixed(1)} 天前`, "backed up lately");
}
