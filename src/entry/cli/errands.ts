import { Problem } from "#kernel/errors.ts";
import { backup } from "./backup.ts";
import { doctor } from "./doctor.ts";
import { readGiven, WrongUsage, type Errand, type Terminal } from "./errand.ts";
import { presetLoad } from "./preset-load.ts";
import { sayRefusal } from "./refusals.ts";
import { pushKeys } from "./push-keys.ts";
import { release } from "./release.ts";
import { restore } from "./restore.ts";
import { userCreate } from "./user-create.ts";
import { userResetPassword, userResetSecondFactor } from "./user-keep.ts";
import { userList } from "./user-list.ts";
import { verify } from "./verify.ts";

/** Every errand of the command line, in the order of the help. */
export const errands: readonly Errand[] = [userCreate, userList, userResetPassword, userResetSecondFactor, backup, restore, release, verify, presetLoad, pushKeys, doctor];

/** Carries out one errand and answers the exit code: 0 done, 1 not done, 2 wrongly asked. */
export async function carryOut(args: readonly string[], terminal: Terminal): Promise<number> {
  const errand = errands.find(({ name }) => name.split(" ").every((word, at) => args[at] === word));
  const rest = args.slice(errand?.name.split(" ").length ?? 0);
  if (args.length === 0 || (!errand && ["--help", "-h", "help"].includes(args[0] ?? ""))) return explain(errands, terminal);
  if (errand && rest.some((word) => word === "--help" || word === "-h")) return explain([errand], terminal);
  try {
    if (!errand) throw new WrongUsage(`没有这个命令 / no such command: ${args.slice(0, 2).join(" ")}（tongsheng --help）`);
    return await errand.run(readGiven(errand, rest), terminal);
  } catch (error) {
    terminal.err(`✗ ${errand ? `${errand.name}: ` : ""}${error instanceof Problem ? sayRefusal(error.refusal) : error instanceof Error ? error.message : String(error)}`);
    if (terminal.env["TONGSHENG_LOG"] === "debug" && error instanceof Error) terminal.err(error.stack ?? "");
    return error instanceof WrongUsage ? 2 : 1;
  }
}

function explain(which: readonly Errand[], { out }: Terminal): number {
  if (which.length > 1) out("tongsheng — 同声命令行 / the command line\n");
  for (const { name, takes, zh, en, help = [] } of which) {
    out(`  tongsheng ${name} ${takes}`.trimEnd());
    out(`      ${zh} / ${en}`);
    if (which.length === 1) for (const line of help) out(`      ${line}`);
  }
  if (which.length > 1) out("  tongsheng web | worker\n      网站进程、工作进程，各可多个，需要 DATABASE_URL / the two roles, several of each, on DATABASE_URL\n\n  tongsheng <…> --help");
  return 0;
}
