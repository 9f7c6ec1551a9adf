import { nothingFound, type Found } from "./door.ts";
import { fields, inline, roots, spaces, usualPrefixes, type Field } from "./feed-vocabulary.ts";
import type { Attributes, MarkupReader } from "./markup.ts";
import { namesPerson } from "./person-words.ts";
import { limits } from "./refusals.ts";

type Frame = { name: string; role: "plain" | "entry" | "field" | "person"; words: string; attributes: Attributes };

const isEntry = (name: string): boolean => name === "item" || name === "entry";
const alternates = new Set(["", "alternate", "canonical"]);
const mostPersons = 12;

/** Names in an element for a person; `who@where (Name)` is how RSS writes one (RSS 2.0, author). */
const namesIn = (words: string): string[] => words.slice(0, 400).split(/[()<>,;、，；\n]|\s{2,}/).map((part) => part.trim()).filter((part) => part.length > 1);

/**
 * Takes the entries out of a feed of any vocabulary, well-formed or not. An element of the vocabulary ends a field whose end
 * is missing, a new entry ends the entry before; whatever stands in an element for a person is known as such and kept apart.
 */
export class FeedReader implements MarkupReader {
  readonly found: Found[] = [];
  root: "feed" | "html" | "xml" | "none" = "none";
  /** Places where an end was missing, or the beginning of an entry. */
  damaged = 0;
  private begun = 0;
  private entry: Found | null = null;
  private readonly stack: Frame[] = [];
  private readonly prefixes = new Map(Object.entries(usualPrefixes));
  private readonly weights = new Map<Field, number>();
  private links: [number, string][] = [];

  get tooDeep(): boolean { return this.stack.length > limits.nesting; }
  get tooMany(): boolean { return this.begun > limits.entries; }

  open(raw: string, attributes: Attributes, closed: boolean): void {
    if (attributes.size > 0) this.learnPrefixes(attributes);
    const name = this.nameOf(raw);
    const top = this.stack.at(-1);
    // `source` is HTML's and, with words inside, also the feed's own: where an entry was taken from.
    if (top?.role === "field" && (inline.has(name) || (closed && name === "source"))) { shape(top, name, attributes, closed); return; }
    if (top?.role === "field") this.pop(true);
    if (this.root === "none") this.root = roots.has(name) ? "feed" : name === "html" ? "html" : "xml";
    const role = this.roleOf(name);
    if (role === "entry") this.beginEntry(attributes);
    this.stack.push({ name, role, words: "", attributes });
    if (closed) this.pop();
  }

  close(raw: string): void {
    const name = this.nameOf(raw);
    const top = this.stack.at(-1);
    if (top?.role === "field" && top.name !== name && inline.has(name)) { top.words += `</${name}>`; return; }
    const at = this.stack.findLastIndex((frame) => frame.name === name);
    if (at < 0) {
      if (isEntry(name)) this.damaged += 1;
      return;
    }
    while (this.stack.length > at + 1) this.pop(true);
    this.pop();
  }

  text(words: string): void {
    const top = this.stack.at(-1);
    if (top?.role === "field" || top?.role === "person") top.words += words;
  }

  /** The document ended. What was complete of an open entry counts, the field the end fell into does not. */
  finish(): { open: boolean; lastCutShort: number | null } {
    const open = this.stack.length > 0;
    if (this.stack.at(-1)?.role === "field") this.stack.pop();
    const cut = this.entry?.title === "" && this.entry.text === "" ? this.entry.entry : null;
    if (cut !== null) this.entry = null;
    while (this.entry) this.pop();
    return { open, lastCutShort: cut };
  }

  private nameOf(raw: string): string {
    const lower = raw.toLowerCase();
    const at = lower.indexOf(":");
    const prefix = at < 0 ? undefined : this.prefixes.get(lower.slice(0, at));
    return prefix === undefined ? lower : prefix + lower.slice(at + 1);
  }

  private learnPrefixes(attributes: Attributes): void {
    for (const [key, value] of attributes) {
      const space = key.startsWith("xmlns:") ? spaces[value.trim().toLowerCase()] : undefined;
      if (space !== undefined) this.prefixes.set(key.slice(6), space);
    }
  }

  private roleOf(name: string): Frame["role"] {
    if (isEntry(name)) return "entry";
    const role = this.stack.at(-1)?.role;
    if (role === "person" || (this.entry && namesPerson(name))) return "person";
    return role === "entry" && Object.hasOwn(fields, name) ? "field" : "plain";
  }

  private beginEntry(attributes: Attributes): void {
    while (this.entry) this.pop(true);
    this.begun += 1;
    this.entry = nothingFound(this.begun);
    this.weights.clear();
    this.links = [];
    const about = attributes.get("rdf:about");
    if (about !== undefined) this.links.push([1, about]);
  }

  private pop(endMissing = false): void {
    if (endMissing) this.damaged += 1;
    const frame = this.stack.pop();
    if (!frame || !this.entry) { this.entry = null; return; }
    if (frame.role === "person") this.entry.persons = [...this.entry.persons, ...namesIn(frame.words)].slice(0, mostPersons);
    else if (frame.role === "field") this.settle(this.entry, frame);
    else if (frame.role === "entry") {
      this.found.push({ ...this.entry, links: this.links.sort(([a], [b]) => b - a).map(([, href]) => href) });
      this.entry = null;
    }
  }

  private settle(entry: Found, { name, words: raw, attributes }: Frame): void {
    const [field, weight] = fields[name] ?? [];
    if (field === undefined || weight === undefined) return;
    // Its own end among the words: a CDATA section without an end swallowed what follows.
    const swallowed = raw.indexOf(`</${name}>`);
    const words = swallowed < 0 ? raw : raw.slice(0, swallowed);
    if (field === "link") {
      const href = (attributes.get("href") ?? words).trim();
      const meant = name === "link" ? alternates.has(attributes.get("rel")?.toLowerCase() ?? "") : /^https?:\/\//i.test(href) && attributes.get("ispermalink") !== "false";
      if (meant && href !== "") this.links.push([weight, href]);
    } else if (words.trim() !== "" && weight > (this.weights.get(field) ?? 0)) {
      this.weights.set(field, weight);
      entry[field] = words;
    }
  }
}

/** Markup inside a field that was not escaped: kept as far as it shapes the words. */
function shape(field: Frame, name: string, attributes: Attributes, closed: boolean): void {
  const href = name === "a" ? attributes.get("href") : undefined;
  field.words += `<${name}${href === undefined ? "" : ` href="${href.replaceAll('"', "%22")}"`}${closed ? "/" : ""}>`;
}
