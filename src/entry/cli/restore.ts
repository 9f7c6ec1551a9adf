import { existsSync, renameSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { openArchive, type Archive } from "#platform/backup/archive.ts";
import { keyName, LockedKey, unlockKey } from "#platform/backup/house-key.ts";
import { restore as restoreArchive } from "#platform/backup/restore.ts";
import type { Config } from "#platform/config/config.ts";
import { openFiles } from "#platform/files/open-files.ts";
import { prepareDatabase } from "../prepare.ts";
import { secretOf, WrongUsage, type Errand, type Terminal } from "./errand.ts";
import { commandLine, withPlace, type Place } from "./place.ts";

/** `tongsheng restore`: a database and its files as they were; afterwards nothing leaves the house until it is released. */
export const restore: Errand = {
  name: "restore", takes: "<file.tsb> [--into-empty | --replace] [--key <passphrase>]", zh: "从存档恢复；恢复后对外发布关闭，直到放行", en: "restore an archive; nothing leaves until released", words: 1,
  help: [
    "--into-empty  只恢复到空库（默认）/ only into an empty database (the default)",
    "--replace     丢掉库里现有的数据，需要输入库名确认 / throw away what is there, after typing the name of the database",
    "--key         打开存档中主密钥的口令；写 - 则询问 / passphrase of the house key in the archive; - asks for it",
  ],
  options: { replace: { type: "boolean" }, "into-empty": { type: "boolean" }, key: { type: "string" } },
  run: async (given, terminal) => {
    const replace = given.values["replace"] === true;
    if (replace && given.values["into-empty"] === true) throw new WrongUsage("--into-empty 与 --replace 只能选一个 / either --into-empty or --replace");
    const path = resolve(given.words[0] ?? "");
    if (!existsSync(path)) throw new WrongUsage(`没有这个文件 / no such file: ${path}`);
    const passphrase = await secretOf(given, "key", "口令 / passphrase: ", terminal);
    const archive = await openArchive(path);
    try {
      const { manifest, sha256 } = archive;
      terminal.out(`✓ 存档完好 / the archive is whole  ${manifest.madeAt}  ${manifest.entries.length} 项 entries\n  sha256 ${sha256}`);
      const key = passphrase === undefined ? null : unlockKey(await lockedKeyIn(archive), passphrase);
      return await withPlace(terminal, (place) => carryOut(place, archive, { replace, key }, terminal), { fresh: true });
    } finally {
      await archive.close();
    }
  },
};

async function carryOut({ config, url, database }: Place, archive: Archive, { replace, key }: { replace: boolean; key: Uint8Array | null }, terminal: Terminal): Promise<number> {
  if (database === "running") throw new Error("同声正在这个数据目录上运行，请先停下它 / Tongsheng is running on this data folder; stop it first");
  if (replace) await requireConsent(url, terminal);
  const now = (): Date => new Date();
  const report = await restoreArchive({ url, files: openFiles(config, now), archive, replace, now, by: commandLine().name, say: terminal.out });
  await prepareDatabase(url);
  terminal.out(`✓ 已恢复 / restored: ${report.rows} 行 rows  ${report.files} 个文件 files${report.migrated.length > 0 ? `  +${report.migrated.length} migrations` : ""}`);
  for (const one of report.damaged) terminal.err(`! 备份时已损坏，没有恢复 / was damaged when backed up, not restored: ${one}`);
  if (report.queueLeft) terminal.err("! 任务队列的版本不同，排队的后台任务没有恢复，会由定时任务补上 / queued jobs of another pg-boss were left; the clock brings them again");
  placeKey(config, archive, key, terminal);
  terminal.out("! 对外发布已关闭，告警照常；所有人需要重新登录。核对各渠道后放行：\n  Nothing leaves the house, alerts do; everybody logs in again. Look at the channels, then:\n    tongsheng release --reason …");
  return 0;
}

async function requireConsent(url: string, terminal: Terminal): Promise<void> {
  const name = decodeURIComponent(new URL(url).pathname.slice(1));
  const answer = await terminal.ask(`现有数据将被丢掉，无法找回。确认请输入库名 ${name} / what is there is lost; type the name of the database, ${name}: `);
  if (answer.trim() !== name) throw new Error("没有确认，什么都没有改动 / not confirmed, nothing was changed");
}

async function lockedKeyIn(archive: Archive): Promise<LockedKey> {
  if (!archive.manifest.entries.some(({ path }) => path === "house-key.json")) throw new Error("存档里没有主密钥 / the archive holds no house key");
  const pieces: Uint8Array[] = [];
  for await (const piece of archive.read("house-key.json")) pieces.push(piece);
  return LockedKey.parse(JSON.parse(Buffer.concat(pieces).toString("utf8")));
}

function placeKey(config: Config, { manifest }: Archive, key: Uint8Array | null, terminal: Terminal): void {
  if (keyName(config.houseKey) === manifest.keyName) return;
  const file = join(config.dataFolder, "house.key");
  if (key && !terminal.env["TONGSHENG_HOUSE_KEY"]) {
    if (existsSync(file)) renameSync(file, `${file}.before-restore-${Date.now()}`);
    writeFileSync(file, Buffer.from(key).toString("base64"), { mode: 0o600, flag: "wx" });
    terminal.out(`✓ 主密钥已放回 / the house key is back: ${file}`);
  } else {
    terminal.err(`! 这里的主密钥不是备份时的那一把，渠道密钥和验证器打不开。请把备份时的 house.key 放到 ${file}（或设 TONGSHENG_HOUSE_KEY），找不回则逐人 user reset-2fa、逐个账号重填密钥\n  This is not the house key of the backup: channel secrets and authenticators stay closed until that key is put in place`);
  }
}
