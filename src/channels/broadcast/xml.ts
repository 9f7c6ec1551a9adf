import { Parser } from "htmlparser2";
import { escapeHtml } from "../html.ts";

/** An element with the text that stands directly in it. */
export type Element = { name: string; text: string; children: Element[] };

const most = { bytes: 512 * 1024, elements: 20_000, depth: 24 };

/** A document written out: elements in elements, words at the end of them. */
export const element = (name: string, content: string | readonly string[]): string => `<${name}>${typeof content === "string" ? escapeHtml(content) : content.join("")}</${name}>`;

/** The head every document of the profile bears. */
export const xmlHead = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

const localName = (name: string): string => name.slice(name.indexOf(":") + 1);

/** Reads a document, or nothing where it is none: no DTD, no entity but the five, UTF-8, and no larger or deeper than any honest one. */
export function readXml(bytes: Uint8Array): Element | null {
  const text = bytes.length <= most.bytes ? decoded(bytes) : null;
  if (text === null) return null;
  const root: Element = { name: "", text: "", children: [] };
  const open = [root];
  let opened = -1;
  let count = 0;
  let bad = false;
  const parser: Parser = new Parser({
    onopentag: (name) => {
      count += 1;
      if (count > most.elements || open.length > most.depth) bad = true;
      if (bad) return;
      const inner: Element = { name: localName(name), text: "", children: [] };
      open.at(-1)?.children.push(inner);
      open.push(inner);
      opened = parser.endIndex;
    },
    ontext: (words) => { const inner = open.at(-1); if (inner) inner.text += words; },
    // An element that closes without saying so must have been empty by its own sign.
    onclosetag: (name, unsaid) => { if (open.length < 2 || open.pop()?.name !== localName(name) || (unsaid && parser.endIndex !== opened)) bad = true; },
    onprocessinginstruction: (name) => { if (name.startsWith("!")) bad = true; },
  }, { xmlMode: true, decodeEntities: true });
  parser.write(text);
  parser.end();
  const [only, ...others] = root.children;
  return bad || !only || others.length > 0 || root.text.trim() !== "" ? null : only;
}

function decoded(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

/** Every element at the end of a path. */
export const elementsAt = (from: Element | null, ...path: readonly string[]): Element[] =>
  path.reduce<Element[]>((all, name) => all.flatMap(({ children }) => children.filter((child) => child.name === name)), from ? [from] : []);

/** The words at the end of a path, where there is exactly one such element and it has any. */
export const textAt = (from: Element | null, ...path: readonly string[]): string | null => {
  const [only, ...others] = elementsAt(from, ...path);
  return only && others.length === 0 && only.text.trim() !== "" ? only.text.trim() : null;
};
