import type { PlaceSettings } from "#opinion/place/gazetteer.ts";
import { shortNames } from "#opinion/place/short-names.ts";
import { hazardWords } from "#opinion/recognise/hazard-words.ts";

const week = 7 * 86_400_000;
const sure = hazardWords.flatMap((row) => row.sure.split(" ").map((word) => ({ word, hazard: row.hazard })));

/** The plain way to watch: a title that contains the name of a city or county of the province and a word of a hazard is told, once a week for each name and hazard. */
export class PlainWatch {
  readonly #names: readonly string[];
  readonly #last = new Map<string, number>();

  constructor({ province, regions }: PlaceSettings) {
    const ours = regions.filter(({ code }) => code.startsWith(province) && code.length === 6);
    this.#names = [...new Set(ours.flatMap(({ name }) => [name, ...shortNames(name)]))];
  }

  /** Is this title told? Seen again, it is not. */
  tells(title: string, at: number): boolean {
    const name = this.#names.find((one) => title.includes(one));
    const hazard = name === undefined ? undefined : sure.find(({ word }) => title.includes(word))?.hazard;
    if (hazard === undefined) return false;
    const key = `${name ?? ""} ${hazard}`;
    const last = this.#last.get(key) ?? -Infinity;
    this.#last.set(key, at);
    return at - last > week;
  }
}
