#!/usr/bin/env node
// npm test: every check the house has; ends with one line of counts. Names of checks as arguments run only those.
import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { buildDesk, environment, install, node, root, say } from "./bootstrap.mjs";

const report = join(root, ".cache/vitest.json");
const projects = ["tsconfig.pure.json", "tsconfig.server.json", "tsconfig.web.json", "tsconfig.tests.json"];

/** Each answers whether all is well, and what it has to say. They need nothing of each other and run two at a time. */
const checks = {
  browser: async () => ({ well: findBrowser(), said: "" }),
  types: () => quietly("node_modules/typescript/bin/tsc", ["-b", ...projects]),
  lint: () => quietly("node_modules/eslint/bin/eslint.js", [".", "--max-warnings", "0"]),
  architecture: () => quietly("node_modules/dependency-cruiser/bin/dependency-cruise.mjs", ["src", "--config", ".dependency-cruiser.cjs"]),
  generated: () => quietly("bin/generate.mjs", ["--check"]),
  desk: async () => ({ well: buildDesk(), said: "" }),
};

install();
const wanted = process.argv.slice(2);
const isWanted = (name) => wanted.length === 0 || wanted.includes(name);
const sum = { passed: 0, failed: 0 };
const failures = [];
const waiting = Object.entries(checks).filter(([name]) => isWanted(name));
await Promise.all([1, 2].map(async () => {
  for (let next = waiting.shift(); next; next = waiting.shift()) {
    const [name, check] = next;
    say(`检查 ${name}`, name);
    const { well, said, seconds } = await timed(check);
    process.stdout.write(said);
    tell(name, well ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 }, seconds);
  }
}));
if (isWanted("tests")) {
  say("检查 tests", "tests");
  const { seconds, ...counts } = await timed(runTests);
  tell("tests", counts, seconds);
}
for (const line of failures) console.log(`✗ ${line}`);
console.log(`${sum.passed} passed, ${sum.failed} failed`);
process.exit(sum.failed > 0 ? 1 : 0);

async function timed(work) {
  const start = Date.now();
  return { ...await work(), seconds: (Date.now() - start) / 1000 };
}

function tell(name, { passed, failed }, seconds) {
  console.log(`${failed > 0 ? "✗" : "✓"} ${name}  ${seconds.toFixed(1)} s`);
  sum.passed += passed;
  sum.failed += failed;
}

function quietly(program, args) {
  const child = spawn(node(), [join(root, program), ...args], { cwd: root, env: environment, stdio: ["ignore", "pipe", "pipe"] });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding("utf8").on("data", (part) => { said += part; });
  return new Promise((resolve) => { child.on("error", (error) => resolve({ well: false, said: `${error.message}\n` })).on("close", (code) => resolve({ well: code === 0, said })); });
}

async function runTests() {
  mkdirSync(join(root, ".cache"), { recursive: true });
  rmSync(report, { force: true });
  const only = (process.env.TONGSHENG_TEST_PROJECTS ?? "").split(",").filter(Boolean).flatMap((name) => ["--project", name]);
  const vitest = [join(root, "node_modules/vitest/vitest.mjs"), "run", "--reporter=default", "--reporter=json", `--outputFile.json=${report}`, ...only];
  const well = spawnSync(node(), vitest, { cwd: root, env: environment, stdio: "inherit" }).status === 0;
  return countTests(well);
}

// A file that breaks before its first test, and an error outside every test, are failures too.
function countTests(well) {
  if (!existsSync(report)) return { passed: 0, failed: 1 };
  const { numPassedTests: passed, numFailedTests, testResults } = JSON.parse(readFileSync(report, "utf8"));
  failures.push(...testResults.flatMap(told));
  const brokenFiles = testResults.filter((file) => file.status === "failed" && !file.assertionResults.some((test) => test.status === "failed")).length;
  const failed = numFailedTests + brokenFiles;
  return { passed, failed: failed === 0 && !well ? 1 : failed };
}

// A line for each failure: whoever sees only the end of a long log must know which test it was and why.
function told({ name, message, assertionResults }) {
  const file = name.slice(root.length + 1);
  const failed = assertionResults.filter((test) => test.status === "failed");
  const lines = failed.map((test) => `${file} › ${test.fullName}: ${inOneLine(test.failureMessages.join(" "))}`);
  return lines.length === 0 && message ? [`${file}: ${inOneLine(message)}`] : lines;
}

function inOneLine(text) {
  return text.replaceAll(/\x1b\[[0-9;]*m/g, "").replaceAll(/\s+/g, " ").slice(0, 600);
}

function findBrowser() {
  if (hasBrowser() && hasFonts()) return true;
  const install = ["install", "-y", "--no-install-recommends", "chromium", "fonts-noto-cjk"];
  if (process.getuid?.() === 0 && spawnSync("apt-get", ["--version"]).status === 0) {
    const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
    spawnSync("apt-get", ["update", "-qq"], { env, stdio: ["ignore", 2, 2] });
    spawnSync("apt-get", install, { env, stdio: ["ignore", 2, 2] });
  }
  if (hasBrowser() && hasFonts()) return true;
  console.log("请安装 Chromium 与中文字体 / install Chromium and Chinese fonts: apt-get install chromium fonts-noto-cjk");
  return false;
}

function hasBrowser() {
  return [process.env.CHROMIUM, "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].some((path) => path && existsSync(path));
}

function hasFonts() {
  return existsSync("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc") || (spawnSync("fc-list", [":lang=zh", "family"], { encoding: "utf8" }).stdout ?? "").trim() !== "";
}
