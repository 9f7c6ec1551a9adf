import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { backUp } from "#platform/backup/back-up.ts";
import { keyName, lockKey } from "#platform/backup/house-key.ts";
import { record } from "#platform/audit/record.ts";
import { secretOf, WrongUsage, type Errand } from "./errand.ts";
import { withHouse } from "./place.ts";

/** `tongsheng backup`: database and files in one archive, while the house runs. */
export const backup: Errand = {
  name: "backup", takes: "<file.tsb> [--with-key <passphrase>]", zh: "备份数据库和文件到一个存档，不必停机", en: "database and files into one archive, while running", words: 1,
  help: [
    "--with-key  把主密钥用口令（至少 12 个字符）锁进存档；写 - 则询问 / lock the house key into the archive with a passphrase; - asks for it",
    "            不带主密钥的存档，恢复后打不开渠道密钥和验证器，除非另行保管了 house.key / without it, channel secrets and authenticators open only with a house.key kept elsewhere",
  ],
  options: { "with-key": { type: "string" } },
  run: async (given, terminal) => {
    const path = resolve(given.words[0] ?? "");
    if (existsSync(path)) throw new WrongUsage(`${path} 已存在，备份不覆盖文件 / exists already; a backup overwrites nothing`);
    const passphrase = await secretOf(given, "with-key", "口令 / passphrase: ", terminal);
    return withHouse(terminal, async ({ ctx, config, url, open }) => {
      const lockedKey = passphrase === undefined ? null : lockKey(config.houseKey, passphrase);
      const report = await backUp({ url, files: open.house.files, path, keyName: keyName(config.houseKey), lockedKey, now: ctx.now, say: terminal.out, stopping: terminal.stopping });
      const { sha256, bytes, rows, files, damaged } = report;
      await ctx.write(async (tx) => { record(tx, { action: "house.back-up", subject: { type: "house", id: sha256.slice(0, 16) }, facts: { sha256, bytes, rows, files, damaged: damaged.length, withKey: lockedKey !== null } }); });
      terminal.out(`✓ ${path}\n  ${rows} 行 rows  ${files} 个文件 files  ${(bytes / 1e6).toFixed(1)} MB\n  sha256 ${sha256}`);
      terminal.out(lockedKey
        ? "  主密钥在存档里，由口令锁着：口令丢了就打不开 / the house key is inside, locked; without the passphrase it stays closed"
        : "  主密钥不在存档里：请另行保管 house.key（或 TONGSHENG_HOUSE_KEY） / the house key is not inside: keep house.key (or TONGSHENG_HOUSE_KEY) elsewhere");
      terminal.out("  存档含全部内容和密码摘要，请像保管数据库一样保管它 / the archive holds everything; keep it as you keep the database");
      for (const one of damaged) terminal.err(`✗ 文件已损坏，恢复时会略过 / damaged on disk, left out of a restore: ${one}`);
      return damaged.length > 0 ? 1 : 0;
    });
  },
};
