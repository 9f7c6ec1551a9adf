import { encodeAs, encodings, type Encoding } from "#opinion/sources/fixtures/encode.ts";
import type { Draw } from "./draw.ts";
import { byteDamages, damages, giants, harmless, harmlessJson, type Outside } from "./feed-damage.ts";
import { formats, inventStories } from "./feed-formats.ts";

/** One document of the corpus. */
export type Specimen = {
  kind: "well-formed" | "harmless" | "damaged" | "giant";
  name: string;
  xml: boolean;
  bytes: Uint8Array;
  contentType: string;
  /** The titles every sound reader finds, in order; null where the damage leaves it open. */
  titles: readonly string[] | null;
};

const declaredAs: Readonly<Record<Encoding, string>> = {
  "utf-8": "utf-8", "utf-8-mark": "UTF-8", "gbk": "gb2312", "gb18030": "GB18030", "utf-16le": "utf-16", "utf-16le-mark": "UTF-16", "utf-16be": "utf-16", "utf-16be-mark": "UTF-16",
};
const declarations = ["right", "", "utf-8", "gbk", "iso-8859-1", "windows-31337"];
const types = ["text/xml", "application/rss+xml", "application/json", "text/html", "text/plain", "application/octet-stream", ""];
const isXml = (format: string): boolean => !format.startsWith("json");

function* wellFormed(draw: Draw): Generator<Specimen> {
  for (const [format, write] of Object.entries(formats)) {
    for (const encoding of encodings) {
      for (const inside of isXml(format) ? declarations : [""]) {
        for (const sent of declarations) {
          const stories = inventStories(draw, 1 + draw.below(8));
          const text = write(stories, inside === "right" ? declaredAs[encoding] : inside);
          const charset = sent === "right" ? declaredAs[encoding] : sent;
          yield {
            kind: "well-formed", name: `${format}, ${encoding}, declared '${inside}' inside, '${sent}' by the server`, xml: isXml(format), bytes: encodeAs(text, encoding),
            contentType: `${draw.pick(types)}${charset === "" ? "" : `; charset=${charset}`}`, titles: stories.map(({ title }) => title),
          };
        }
      }
    }
  }
}

function* damaged(draw: Draw, outside: Outside, rounds: number): Generator<Specimen> {
  for (let round = 0; round < rounds; round++) {
    for (const [format, write] of Object.entries(formats)) {
      const xml = isXml(format);
      const fresh = (): { text: string; titles: string[]; encoding: Encoding } => {
        const encoding = draw.pick(encodings);
        const stories = inventStories(draw, 1 + draw.below(8));
        return { text: write(stories, draw.chance(0.7) ? declaredAs[encoding] : draw.pick(declarations.slice(1))), titles: stories.map(({ title }) => title), encoding };
      };
      const one = (kind: Specimen["kind"], damage: string, bytes: Uint8Array, encoding: Encoding, titles: readonly string[] | null): Specimen =>
        ({ kind, name: `${format}, ${encoding}, ${damage}`, xml, bytes, contentType: draw.pick(types), titles });
      for (const [damage, change] of Object.entries(xml ? harmless : harmlessJson)) {
        const { text, titles, encoding } = fresh();
        yield one("harmless", damage, encodeAs(change(text, draw, outside), encoding), encoding, titles);
      }
      for (const [damage, change] of Object.entries(damages)) {
        const { text, encoding } = fresh();
        yield one("damaged", damage, encodeAs(change(text, draw, outside), encoding), encoding, null);
      }
      for (const [damage, change] of Object.entries(byteDamages)) {
        const { text, encoding } = fresh();
        yield one("damaged", damage, change(encodeAs(text, encoding), draw), encoding, null);
      }
    }
  }
}

function* giant(): Generator<Specimen> {
  for (const [name, make] of Object.entries(giants)) yield { kind: "giant", name, xml: true, bytes: encodeAs(make(), "utf-8"), contentType: "text/xml", titles: null };
}

/** Every format in every encoding under every declaration, every damage `rounds` times in every format, and the giants. */
export function* feedCorpus(draw: Draw, outside: Outside, rounds: number): Generator<Specimen> {
  yield* wellFormed(draw);
  yield* damaged(draw, outside, rounds);
  yield* giant();
}
