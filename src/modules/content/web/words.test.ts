import { readdirSync, readFileSync, statSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import * as contract from "../contract.ts";
import { checkCodes } from "../rules/checks/check-piece.ts";
import { freezeRefusals } from "../rules/edition.ts";
import { limitCodes } from "../rules/limits.ts";
import { editorRefusals } from "../rules/prosemirror.ts";
import { statementRefusals } from "../rules/statement.ts";
import { tuningRefusals } from "../rules/tuned.ts";
import { findingWords } from "./finding-words.ts";
import { refusals } from "./refusals.ts";

const module = fileURLToPath(new URL("..", import.meta.url));
const files = (folder: string): string[] => readdirSync(folder).flatMap((name) => {
  const path = `${folder}/${name}`;
  return statSync(path).isDirectory() ? files(path) : path.endsWith(".ts") && !path.endsWith(".test.ts") ? [path] : [];
});
const thrown = ["actions", "policy.ts", "routes.ts", "rules/title.ts", "rules/statement.ts"].flatMap((part) => {
  const path = `${module}/${part}`;
  return (statSync(path).isDirectory() ? files(path) : [path]).flatMap((file) => [...readFileSync(file, "utf8").matchAll(/(?:refuse\(|found\([^;]*?, |allow\([^;]*?, |code: )"(content\.[a-z-]+)"/g)].map((m) => m[1] ?? ""));
});
const declared = Object.values(contract).flatMap((part) => (typeof part === "object" && part !== null && "refusals" in part ? (part.refusals as readonly string[]) : []));

describe("words", () => {
  it.each([...new Set([...checkCodes, ...limitCodes])])("the finding %s is said in both languages", (code) => {
    const words = findingWords[code]?.({}, "词", "换");
    expect(words?.every((side) => side.length > 4)).toBe(true);
  });

  it.each([...new Set([...declared, ...thrown, ...editorRefusals, ...freezeRefusals, ...tuningRefusals, ...statementRefusals])].filter((code) => code.startsWith("content.")))("the refusal %s is said in both languages", (code) => {
    const words = refusals[code]?.({});
    expect(words?.every((side) => side.length > 4)).toBe(true);
  });
});
