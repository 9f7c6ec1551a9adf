#!/usr/bin/env node
// npm test: every check the house has, in order; ends with one line of counts. Names of steps as arguments run only those.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { buildDesk, environment, install, node, root, say } from "./bootstrap.mjs";

const report = join(root, ".cache/vitest.json");
const projects = ["tsconfig.pure.json", "tsconfig.server.json", "tsconfig.web.json", "tsconfig.tests.json"];
const run = (program, args) => spawnSync(node(), [join(root, program), ...args], { cwd: root, env: environment, stdio: "inherit" }).status === 0;

/** Each answers how many checks passed and failed in it. */
const steps = {
  browser: () => one(findBrowser()),
  types: () => one(run("node_modules/typescript/bin/tsc", ["-b", ...projects])),
  lint: () => one(run("node_modules/eslint/bin/eslint.js", [".", "--max-warnings", "0"])),
  architecture: () => one(run("node_modules/dependency-cruiser/bin/dependency-cruise.mjs", ["src", "--config", ".dependency-cruiser.cjs"])),
  generated: () => one(run("bin/generate.mjs", ["--check"])),
  desk: () => one(buildDesk()),
  tests: () => runTests(),
};

install();
const wanted = process.argv.slice(2);
const sum = { passed: 0, failed: 0 };
const failures = [];
for (const [name, step] of Object.entries(steps)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  say(`检查 ${name}`, name);
  const start = Date.now();
  const { passed, failed } = step();
  console.log(`${failed > 0 ? "✗" : "✓"} ${name}  ${((Date.now() - start) / 1000).toFixed(1)} s`);
  sum.passed += passed;
  sum.failed += failed;
}
for (const line of failures) console.log(`✗ ${line}`);
console.log(`${sum.passed} passed, ${sum.failed} failed`);
process.exit(sum.failed > 0 ? 1 : 0);

function one(well) {
  return well ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

function runTests() {
  mkdirSync(join(root, ".cache"), { recursive: true });
  rmSync(report, { force: true });
  const only = (process.env.TONGSHENG_TEST_PROJECTS ?? "").split(",").filter(Boolean).flatMap((name) => ["--project", name]);
  const well = run("node_modules/vitest/vitest.mjs", ["run", "--reporter=default", "--reporter=json", `--outputFile.json=${report}`, ...only]);
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
