import { Tokenizer, type TokenizerCallbacks } from "htmlparser2";

/** Attributes of one element, in the order of the document; a name that comes twice keeps its first value. */
export type Attributes = ReadonlyMap<string, string>;

/** What a reader of markup is told, in the order of the document. `open` and `close` need not match: nothing is balanced here. */
export type MarkupReader = {
  open: (name: string, attributes: Attributes, closed: boolean) => void;
  close: (name: string) => void;
  text: (words: string) => void;
};

/** How the reading ended: inside a tag, comment or CDATA section, or because it was enough; and places where an end was lost. */
type MarkupEnd = { inside: boolean; stopped: boolean; suspicious: number };

const mostAttributes = 64;
const none: Attributes = new Map();

class Reading implements TokenizerCallbacks {
  /** Up to where the document was understood. */
  last = 0;
  suspicious = 0;
  private name = "";
  private attribute = "";
  private value = "";
  private attributes: Map<string, string> | null = null;
  private readonly source: string;
  private readonly xml: boolean;
  private readonly on: MarkupReader;
  private readonly seen: () => void;

  constructor(source: string, xml: boolean, on: MarkupReader, seen: () => void) {
    [this.source, this.xml, this.on, this.seen] = [source, xml, on, seen];
  }

  onopentagname(start: number, end: number): void { this.name = this.nameAt(start, end); }
  onattribname(start: number, end: number): void { this.attribute = this.source.slice(start, end).toLowerCase(); }
  onattribdata(start: number, end: number): void { this.value += this.source.slice(start, end); }
  onattribentity(code: number): void { this.value += String.fromCodePoint(code); }
  onattribend(): void {
    // XML forbids `<` in a value (XML 1.0, 3.1): its quote was never closed, and what follows was swallowed.
    if (this.xml && this.value.includes("<")) this.suspicious += 1;
    this.attributes ??= new Map();
    if (this.attributes.size < mostAttributes && !this.attributes.has(this.attribute)) this.attributes.set(this.attribute, this.value);
    this.value = "";
  }
  onopentagend(end: number): void { this.opened(end, false); }
  onselfclosingtag(end: number): void { this.opened(end, true); }
  onclosetag(start: number, end: number): void {
    const [ended = "", ...glued] = this.nameAt(start, end).split("<");
    this.on.close(ended);
    for (const one of glued) this.begun(one, none, false);
    this.upTo(end + 1);
  }
  ontext(start: number, end: number): void { this.on.text(this.source.slice(start, end)); this.last = end; }
  ontextentity(code: number, end: number): void { this.on.text(String.fromCodePoint(code)); this.last = end; }
  oncdata(start: number, end: number, offset: number): void {
    if (!this.xml) return;
    const words = this.source.slice(start, end - offset);
    if (/<\/(?:item|entry)\s*>/i.test(words)) this.suspicious += 1;
    this.on.text(words);
    if (offset > 0) this.last = end + 1;
  }
  oncomment(_start: number, end: number, offset: number): void { if (offset > 0) this.last = end + 1; }
  ondeclaration(_start: number, end: number): void { this.last = end + 1; }
  onprocessinginstruction(_start: number, end: number): void { this.last = end + 2; }
  onend(): void { /* What is open at the end is the reader's affair. */ }

  private nameAt(start: number, end: number): string {
    const name = this.source.slice(start, end);
    return this.xml ? name : name.toLowerCase();
  }
  private upTo(end: number): void { this.last = end; this.seen(); }
  private opened(end: number, closed: boolean): void {
    const given = this.attributes ?? none;
    this.attributes = null;
    const glued = this.name.split("<");
    for (const one of glued.slice(0, -1)) this.begun(one, none, false);
    this.begun(glued.at(-1) ?? "", given, closed);
    this.upTo(end + 1);
  }
  /** `<` in a name: the end of a tag was lost, and the next one is glued to it. */
  private begun(name: string, given: Attributes, closed: boolean): void {
    if (name.startsWith("/")) this.on.close(name.slice(1));
    else if (name !== "") this.on.open(name, given, closed);
  }
}

/**
 * Reads XML or HTML as it stands, well-formed or not, in time linear in its length. It knows no entities but the five of XML
 * and the characters by number (HTML: those of HTML): a document's own are never defined, nothing outside is ever fetched.
 */
export function readMarkup(source: string, dialect: "xml" | "html", on: MarkupReader, enough: () => boolean = () => false): MarkupEnd {
  const xml = dialect === "xml";
  const reading = new Reading(source, xml, on, () => { if (enough()) tokenizer.pause(); });
  const tokenizer = new Tokenizer({ xmlMode: xml }, reading);
  tokenizer.write(source);
  const stopped = !tokenizer.running;
  tokenizer.end();
  return { inside: !stopped && reading.last < source.length, stopped, suspicious: reading.suspicious };
}
