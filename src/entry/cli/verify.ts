import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { sayFault, verifyAuditFile } from "#modules/audit/index.ts";
import { WrongUsage, type Errand } from "./errand.ts";

/** `tongsheng verify`: checks an audit export offline; needs neither database nor configuration. */
export const verify: Errand = {
  name: "verify", takes: "<export.ndjson>", zh: "离线核对审计导出，一个字节不差才通过", en: "check an audit export offline, byte by byte", words: 1,
  run: async (given, terminal) => {
    const path = resolve(given.words[0] ?? "");
    if (!existsSync(path)) throw new WrongUsage(`没有这个文件 / no such file: ${path}`);
    const verdict = await verifyAuditFile(path);
    for (const fault of verdict.faults.slice(0, 100)) terminal.out(`✗ ${sayFault(fault).join(" / ")}`);
    if (verdict.faults.length > 100) terminal.out(`  … ${verdict.faults.length - 100}`);
    terminal.out(`${verdict.ok ? "✓ 完好 / whole" : "✗ 不可信 / not to be trusted"}: ${verdict.rows} 行 rows  ${verdict.firstSeq ?? "–"} … ${verdict.lastSeq ?? "–"}\n  sha256 ${verdict.seal}`);
    if (!verdict.sidecar) terminal.err("! 旁边没有 .sha256 封条，文件是否被整份重写无从知道：请与系统里记的封条核对 / no .sha256 beside it: compare the hash with the seal kept in the record");
    return verdict.ok ? 0 : 1;
  },
};
