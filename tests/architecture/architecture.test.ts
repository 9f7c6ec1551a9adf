import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { mayListen } from "../../src/entry/hearing.ts";

const modules = readdirSync("src/modules").filter((name) => statSync(join("src/modules", name)).isDirectory());

const filesBelow = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));

const sourcesOf = (name: string, part: "store" | "views"): string[] =>
  filesBelow(join("src/modules", name)).filter((file) => new RegExp(`^src/modules/${name}/${part}(\\.ts$|/)`).test(file) && !file.endsWith(".test.ts"));

const text = (file: string): string => readFileSync(file, "utf8");

// A module's folder is kebab-case, its PostgreSQL schema snake_case.
const schemaOf = (name: string): string => name.replaceAll("-", "_");

const written = (source: string): string[] =>
  [...source.matchAll(/(?:insertInto|updateTable|deleteFrom|mergeInto)\(\s*["'`](\w+)\.|(?:insert\s+into|update|delete\s+from|merge\s+into|truncate)\s+(\w+)\.\w+/gi)].map((match) => match[1] ?? match[2] ?? "");

test.each(modules)("%s writes only to its own schema", (name) => {
  const strange = sourcesOf(name, "store").flatMap((file) => written(text(file)).filter((schema) => schema !== schemaOf(name)).map((schema) => `${file} → ${schema}`));
  expect(strange).toEqual([]);
});

test.each(modules)("%s views never write", (name) => {
  expect(sourcesOf(name, "views").filter((file) => written(text(file)).length > 0)).toEqual([]);
});

test.each(modules)("%s says in ten lines what it is for", (name) => {
  const readme = join("src/modules", name, "README.md");
  expect(existsSync(readme), readme).toBe(true);
  expect(text(readme).trim().split("\n").length).toBeLessThanOrEqual(40);
});

test("every migration is plain SQL that is only ever added: numbered, and each number once", () => {
  const names = readdirSync("migrations");
  expect(names.filter((name) => !/^\d{4}-[a-z0-9-]+\.sql$/.test(name))).toEqual([]);
  const numbers = names.map((name) => name.slice(0, 4));
  expect(numbers.filter((number, index) => numbers.indexOf(number) !== index)).toEqual([]);
});

test("the lock file names no host to fetch from", () => {
  expect(text("package-lock.json")).not.toMatch(/"resolved"|https?:\/\/registry\./);
});

const committed = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard", "-z"], { encoding: "utf8" }).split("\0")
  .filter((file) => /\.(ts|tsx|mjs|cjs|js|sql|json|md|css|html|yml|yaml|sh)$|^\.ci\/|^\.npmrc$/.test(file) && file !== "package-lock.json" && existsSync(file));

// Spelled so that this file does not hold what it forbids.
const machinePath = new RegExp(["(?:^|[\\s\"'`(=])", "/(?:wor", "k|tm", "p|home/\\w+|ro", "ot)/[\\w.-]+"].join(""), "m");
const registryHost = new RegExp(["registry\\.npm", "(?:js|mirror)"].join(""));
const openEnd = new RegExp(`\\b(?:${["TO", "FIX", "X"].map((word, index) => word + ["DO", "ME", "XX"][index]).join("|")})\\b|eslint-${"disable"}|@ts-${"ignore"}|\\bas ${"any"}\\b`);

test.each([
  ["a path of the machine it was written on", machinePath],
  ["a registry's host", registryHost],
] as const)("no committed file holds %s", (_, forbidden) => {
  expect(committed.filter((file) => forbidden.test(text(file)))).toEqual([]);
});

test("no source leaves an open end or silences a check", () => {
  expect(committed.filter((file) => /^(src|bin|tests|bench|presets|migrations)\//.test(file) && openEnd.test(text(file)))).toEqual([]);
});

test("no test is skipped or left alone, except loudly for material that lies outside the checkout", () => {
  const left = new RegExp(`\\b(?:test|it|describe)\\.(?:${["on", "sk", "to"].map((word, index) => word + ["ly", "ip", "do"][index]).join("|")})\\(`);
  expect(committed.filter((file) => file.endsWith(".test.ts") && left.test(text(file)))).toEqual([]);
});

test("every topic a screen listens to is one that people may hear of", () => {
  const id = "019b0000-0000-7000-8000-000000000000";
  const screens = filesBelow("src/modules").filter((file) => /\/web\/[^/]+\.tsx?$/.test(file));
  const topics = screens.flatMap((file) => [...text(file).matchAll(/topics: \[([^\]]*)\]/g)].flatMap(([, list = ""]) => [...list.matchAll(/["`]([a-z]+)(:\$\{[^}]*\})?["`]/g)].map(([, name = "", of]) => ({ file, topic: of === undefined ? name : `${name}:${id}` }))));
  expect(topics.length).toBeGreaterThan(20);
  expect(topics.filter(({ topic }) => !mayListen({ personId: id }, topic))).toEqual([]);
});
