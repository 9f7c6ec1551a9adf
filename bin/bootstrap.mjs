// What every command needs before TypeScript can run: the packages of the lock file and the Node among them. Knows nothing but Node 20.
import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The checkout. */
export const root = dirname(dirname(fileURLToPath(import.meta.url)));

const packages = join(root, "node_modules");
const stamp = join(packages, ".tongsheng-lock");
const major = 24;

/** The environment in which the packages' own programs and Node come first. */
export const environment = { ...process.env, PATH: [join(packages, ".bin"), process.env.PATH ?? ""].join(delimiter) };

/** Says where we are, in both languages, without disturbing what a command prints. */
export const say = (chinese, english) => process.stderr.write(`» ${chinese} / ${english}\n`);

/** Ends the command with one sentence. */
export function fail(chinese, english) {
  process.stderr.write(`✗ ${chinese} / ${english}\n`);
  process.exit(1);
}

/** Installs exactly what the lock file says, once per lock file; `.npmrc` and any registry settings of the machine apply. */
export function install() {
  const wanted = `${process.platform}-${process.arch} ${digest([join(root, "package-lock.json")])}`;
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === wanted) return;
  say("正在安装锁定的依赖……", "installing the locked packages …");
  const done = spawnSync("npm", ["ci", "--no-audit", "--no-fund", "--loglevel=error"], { cwd: root, env: environment, stdio: ["ignore", 2, 2] });
  if (done.status !== 0) fail("npm ci 失败，见上文", "npm ci failed, see above");
  writeFileSync(stamp, wanted);
}

/** The Node the house runs on: the one from the packages, or this one where the platform has none and it is new enough. */
export function node() {
  const own = join(packages, ".bin", "node");
  if (existsSync(own)) return own;
  if (Number(process.versions.node.split(".")[0]) >= major) return process.execPath;
  return fail(`此平台需要自行安装 Node ${major} 或更高版本`, `on this platform install Node ${major} or later yourself`);
}

/** Builds the desk when it is missing or older than its sources. */
export function buildDesk() {
  const wanted = digest(["src/web", "src/kernel", "src/modules", "src/site", "vite.config.ts", "index.html", "package-lock.json"].map((path) => join(root, path)));
  const built = join(root, "dist/web/.sources");
  if (!existsSync(join(root, "vite.config.ts")) || (existsSync(built) && readFileSync(built, "utf8") === wanted)) return;
  say("正在构建界面……", "building the desk …");
  const done = spawnSync(node(), [join(packages, "vite/bin/vite.js"), "build", "--logLevel", "warn"], { cwd: root, env: environment, stdio: ["ignore", 2, 2] });
  if (done.status !== 0) fail("界面构建失败", "the desk could not be built");
  writeFileSync(built, wanted);
}

/** Runs a TypeScript file of ours in the right Node in our place: it hears our signals, and our exit code is its. */
export function handOver(file, args) {
  const child = spawn(node(), ["--disable-warning=ExperimentalWarning", join(root, file), ...args], { stdio: "inherit", env: environment });
  // A terminal sends Ctrl-C to both of us; only what was sent to us alone is passed on.
  process.on("SIGINT", () => { if (!process.stdin.isTTY) child.kill("SIGINT"); });
  process.on("SIGTERM", () => child.kill("SIGTERM"));
  child.on("error", (error) => fail("无法启动", `cannot start: ${error.message}`));
  child.on("exit", (code, signal) => process.exit(code ?? (signal === "SIGINT" ? 130 : 143)));
}

const builtFrom = /\.(ts|tsx|css|html|json|svg|png)$/;

function digest(paths) {
  const hash = createHash("sha256");
  for (const path of paths.filter(existsSync)) {
    const files = statSync(path).isDirectory() ? readdirSync(path, { recursive: true }).filter((name) => builtFrom.test(name) && !/\.test\.tsx?$/.test(name)).sort().map((name) => join(path, name)) : [path];
    for (const file of files) hash.update(file.slice(root.length)).update("\0").update(readFileSync(file));
  }
  return hash.digest("hex");
}
