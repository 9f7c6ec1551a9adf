import { openDocument, type Payload } from "./document.ts";
import { letIn, nothingFound, type Found } from "./door.ts";
import { namesPerson } from "./person-words.ts";
import { limits, turnAway, type Harvest, type Refused, type Source } from "./refusals.ts";

/** What a mapping can fetch; there is no word here for anybody's name. */
export const mappedParts = ["title", "text", "link", "time", "rank", "reads", "comments"] as const;
export type MappedPart = (typeof mappedParts)[number];

/** Where things stand in a JSON document: paths with dots (`data.list`, `target.url`, `links.0`), several in order of preference. */
export type Mapping = { entries: string } & Partial<Record<MappedPart, string | readonly string[]>>;

const listed = (paths: string | readonly string[] | undefined): readonly string[] => (paths === undefined ? [] : typeof paths === "string" ? [paths] : paths);

const steps = (path: string): string[] => path.split(".").filter((step) => step !== "" && step !== "$");

/** What stands at a path; only what the document itself holds, never what JavaScript adds. */
function at(value: unknown, path: string): unknown {
  let here = value;
  for (const step of steps(path)) {
    if (typeof here !== "object" || here === null || !Object.hasOwn(here, step)) return undefined;
    here = (here as Record<string, unknown>)[step];
  }
  return here;
}

const scalar = (value: unknown): string | number | null => (typeof value === "string" || typeof value === "number" ? value : null);

const firstScalar = (entry: unknown, paths: string | readonly string[] | undefined): string | number | null => {
  for (const path of listed(paths)) {
    const value = scalar(at(entry, path));
    if (value !== null && value !== "") return value;
  }
  return null;
};

const mostNames = 12;
const mostKeys = 200;

/** Names in the fields for persons of an entry, two levels deep, to be masked in its words. */
function personsOf(entry: object, within = false, depth = 0): string[] {
  const names: string[] = [];
  for (const [key, value] of Object.entries(entry).slice(0, mostKeys)) {
    if (names.length >= mostNames) break;
    const personal = within || namesPerson(key);
    if (personal && typeof value === "string" && value.length <= 60) names.push(value);
    else if (typeof value === "object" && value !== null && depth < 3 && (personal || depth < 1)) names.push(...personsOf(value, personal, depth + 1));
  }
  return names.slice(0, mostNames);
}

function findIn(entry: object, number: number, mapping: Mapping): Found {
  return {
    ...nothingFound(number),
    title: String(firstScalar(entry, mapping.title) ?? ""), text: String(firstScalar(entry, mapping.text) ?? ""),
    links: listed(mapping.link).map((path) => scalar(at(entry, path))).filter((link) => typeof link === "string"),
    time: firstScalar(entry, mapping.time), rank: firstScalar(entry, mapping.rank), reads: firstScalar(entry, mapping.reads), comments: firstScalar(entry, mapping.comments),
    persons: personsOf(entry),
  };
}

/** Parses JSON as servers send it, once as it stands, once without what is wrapped around it and control characters in it. */
export function parseJson(text: string): { value: unknown } | null {
  const open = text.search(/[{[]/);
  const end = Math.max(text.lastIndexOf("}"), text.lastIndexOf("]"));
  for (const attempt of [() => text, () => text.slice(Math.max(0, open), end + 1).replace(/\p{Cc}/gu, " ")]) {
    try {
      return { value: JSON.parse(attempt()) as unknown };
    } catch {
      // Not JSON as it stands.
    }
  }
  return null;
}

/** The value of a JSON document, or null where it is none; what is wrong with it is noted. */
export function openJson(payload: Payload, refused: Refused[]): { value: unknown } | null {
  const text = openDocument(payload, refused);
  const parsed = text === null ? null : parseJson(text);
  if (text !== null && !parsed) turnAway(refused, 0, "document", "opinion.not-json");
  return parsed;
}

/** Why a mapping is never followed: its first path that names a field for somebody, or no words at all. */
export function whyNotMapping(mapping: Mapping): Refused["refusal"] | null {
  const paths = [mapping.entries, ...mappedParts.flatMap((part) => listed(mapping[part]))];
  const personal = paths.find((path) => steps(path).some(namesPerson));
  if (personal !== undefined) return { code: "opinion.mapping-names-person", facts: { path: personal } };
  return listed(mapping.title).length + listed(mapping.text).length === 0 ? { code: "opinion.mapping-empty" } : null;
}

/** The entries of a parsed document under a mapping; a single object where a list is expected is a list of one. */
export function mapEntries(document: unknown, mapping: Mapping, source: Source, seenAt: number, refused: Refused[]): Harvest {
  const entries = at(document, mapping.entries);
  if (typeof entries !== "object" || entries === null) {
    turnAway(refused, 0, "document", "opinion.entries-missing", { path: mapping.entries });
    return { items: [], refused };
  }
  const list: readonly unknown[] = Array.isArray(entries) ? entries : [entries];
  if (list.length > limits.entries) turnAway(refused, 0, "document", "opinion.entries-over-limit", { entries: list.length, most: limits.entries });
  const found: Found[] = [];
  for (const [i, entry] of list.slice(0, limits.entries).entries()) {
    if (typeof entry === "object" && entry !== null) found.push(findIn(entry, i + 1, mapping));
    else turnAway(refused, i + 1, "entry", "opinion.entry-shape");
  }
  return letIn(source.kind === "list" && mapping.rank === undefined ? found.map((one) => ({ ...one, rank: one.entry })) : found, source, seenAt, refused);
}

/** Reads any JSON by a mapping of paths; keys that nobody mapped are not looked at, but for the names to be masked. */
export function readMappedJson(payload: Payload, source: Source & { mapping: Mapping }, seenAt: number): Harvest {
  const refused: Refused[] = [];
  const why = whyNotMapping(source.mapping);
  if (why) return { items: [], refused: [{ entry: 0, part: "document", refusal: why }] };
  const parsed = openJson(payload, refused);
  return parsed ? mapEntries(parsed.value, source.mapping, source, seenAt, refused) : { items: [], refused };
}
