import { randomUUID } from "node:crypto";
import { chmodSync, chownSync, existsSync, lstatSync, mkdirSync, readFileSync, readlinkSync, realpathSync, statSync, symlinkSync } from "node:fs";
import { dirname, join, resolve } from "node:path";

/** The account PostgreSQL runs as: never root, because it refuses. */
export type Account = { uid: number; gid: number };

/** Where the server's files lie, and whose they are. */
export type Ground = { home: string; account: Account };

/** Chooses the folder and the account of the server: our own account, or an unprivileged one and a place it can enter when we are root. */
export function prepareGround(dataDir: string): Ground {
  const wished = resolve(dataDir);
  mkdirSync(wished, { recursive: true });
  const account = ownAccount() ?? ownerOf(join(wished, "cluster")) ?? nobody();
  const home = ownAccount() ? realpathSync(wished) : placeFor(realpathSync(wished), account);
  if (statSync(home).uid !== account.uid) {
    if (ownAccount()) throw new Error(`数据目录不属于当前用户：${home}。 / The data folder ${home} belongs to another user; start as that user or as root.`);
    chownSync(home, account.uid, account.gid);
  }
  chmodSync(home, 0o700);
  return { home, account };
}

/** Whether every folder on the way to a path lets this account through. */
export function mayEnter(path: string, { uid, gid }: Account): boolean {
  const { uid: owner, gid: group, mode } = statSync(path);
  const open = owner === uid ? mode & 0o100 : group === gid ? mode & 0o010 : mode & 0o001;
  const above = dirname(path);
  return open !== 0 && (above === path || mayEnter(above, { uid, gid }));
}

function ownAccount(): Account | undefined {
  const uid = process.getuid?.() ?? 0;
  return uid === 0 ? undefined : { uid, gid: process.getgid?.() ?? uid };
}

// What an ordinary user began, root goes on with in his name.
function ownerOf(cluster: string): Account | undefined {
  const found = statSync(cluster, { throwIfNoEntry: false });
  return found && found.uid !== 0 ? { uid: found.uid, gid: found.gid } : undefined;
}

function nobody(): Account {
  const line = existsSync("/etc/passwd") ? readFileSync("/etc/passwd", "utf8").split("\n").find((row) => row.startsWith("nobody:")) : undefined;
  const [, , uid, gid] = line?.split(":") ?? [];
  return { uid: Number(uid ?? 65534), gid: Number(gid ?? 65534) };
}

// A data folder below a private folder (a root's home) cannot be reached by anybody else: `elsewhere` then points to where the server lives.
function placeFor(wished: string, account: Account): string {
  const pointer = join(wished, "elsewhere");
  const known = lstatSync(pointer, { throwIfNoEntry: false })?.isSymbolicLink() ? readlinkSync(pointer) : undefined;
  if (!known && mayEnter(dirname(wished), account)) return wished;
  const place = known ?? join("/var/lib/tongsheng", randomUUID());
  mkdirSync(place, { recursive: true, mode: 0o755 });
  if (!known) symlinkSync(place, pointer);
  return place;
}
