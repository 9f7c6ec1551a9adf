import { parseArgs, type ParseArgsOptionsConfig } from "node:util";

/** What an errand talks through: its lines, its warnings, a question, the environment, and what to undo when it is broken off. */
export type Terminal = {
  env: NodeJS.ProcessEnv;
  out: (line: string) => void;
  err: (line: string) => void;
  ask: (question: string) => Promise<string>;
  stopping: (stop: () => Promise<unknown>) => void;
};

/** What was written after the name of an errand. */
export type Given = { values: Record<string, string | boolean | readonly string[] | undefined>; words: readonly string[] };

/** One errand of the command line: its name, what it takes, what it is for, and what carries it out; the answer is the exit code. */
export type Errand = {
  name: string;
  takes: string;
  zh: string;
  en: string;
  /** Lines below the usage: what an option means. */
  help?: readonly string[];
  options?: ParseArgsOptionsConfig;
  required?: readonly string[];
  /** How many words it takes besides options. */
  words?: number;
  run: (given: Given, terminal: Terminal) => Promise<number>;
};

/** Something written wrongly on the command line: exit code 2. */
export class WrongUsage extends Error {}

/** Reads the command line of an errand; what is missing, unknown or too much is wrong usage. */
export function readGiven(errand: Errand, args: readonly string[]): Given {
  const { values, positionals } = parsed(errand, args);
  const missing = (errand.required ?? []).filter((name) => values[name] === undefined);
  if (missing.length > 0) throw new WrongUsage(`缺少 / missing: ${missing.map((name) => `--${name}`).join(" ")}`);
  const wanted = errand.words ?? 0;
  if (positionals.length !== wanted) throw new WrongUsage(positionals.length < wanted ? `缺少 / missing: ${errand.takes}` : `多余 / too much: ${positionals.slice(wanted).join(" ")}`);
  return { values: values as Given["values"], words: positionals };
}

function parsed(errand: Errand, args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: errand.options ?? {}, allowPositionals: true, strict: true });
  } catch (error) {
    throw new WrongUsage(error instanceof Error ? (error.message.split(". ")[0] ?? error.message) : String(error));
  }
}

/** The text of an option, or nothing. */
export function textOf(given: Given, name: string): string | undefined {
  const value = given.values[name];
  return typeof value === "string" ? value : undefined;
}

/** A secret: as it was written, or the answer to a question when `-` was written, so that it stays out of the shell's history. */
export async function secretOf(given: Given, name: string, question: string, terminal: Terminal): Promise<string | undefined> {
  const value = textOf(given, name);
  return value === "-" ? terminal.ask(question) : value;
}
