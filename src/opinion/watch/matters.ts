import { habits, isVague, kinship } from "../fold/habits.ts";
import type { Hazard, Reading } from "../reading.ts";

const hour = 3_600_000;

/** An emergency that was told of: its topics, its hazard, the part of a code that all its places share, and when it was last spoken of (milliseconds). */
export type Matter = { topics: Set<string>; hazard: Hazard | null; cover: string; last: number };
/** What is told of an emergency here: its hazard, its place, whether slight words alone (列车, 疏散) tell the hazard and nobody was harmed, and whether something is found that was lost before (打捞上岸). */
export type Told = Pick<Reading, "hazard" | "place"> & { slightly: boolean; found: boolean };

/** The part of a code that all places within share: 220283 itself, 2202 of 220200, 22 of 220000. */
const coverOf = ({ place }: Told): string => (place?.code ?? "").replace(/(?:00){1,2}$/u, "");

/** The division that holds both. */
function holderOf(a: string, b: string): string {
  let length = 0;
  while (length < a.length && a[length] === b[length]) length += 1;
  return a.slice(0, length - (length % 2));
}

/** Does a hazard strike a whole area, so that its reports there are one matter? Earthquakes are told one by one. */
const isWide = (hazard: Hazard): boolean => hazard !== "earthquake" && (habits[hazard].reach === "province" || habits[hazard].reach === "city");

/** Two hazards that never turn into each other: whoever was told of one knows nothing of the other. */
const areStrangers = (a: Hazard | null, b: Hazard | null): boolean => [a, b].every((hazard) => hazard !== null && hazard !== "other" && !isVague(hazard)) && a !== null && b !== null && kinship(a, b) === 0;

const habitOf = ({ hazard }: Matter) => habits[hazard ?? "ordinary"];

/** What is found was lost, and looked for: it ends a matter of its kind in the same place, however coarsely either names it. */
const ends = ({ found, hazard }: Told, matter: Matter, code: string): boolean =>
  found && hazard !== null && matter.hazard !== null && kinship(hazard, matter.hazard) > 0.2 && (code.startsWith(matter.cover) || matter.cover.startsWith(code));

/** Is it told with this matter: its end, one more wave in its area, or, while it is fresh, a title in the very place that names no hazard, or of what strikes the whole place one that names another by slight words alone and no harm? */
function isPart(said: Told, matter: Matter, at: number): boolean {
  const code = coverOf(said);
  if (code !== "" && ends(said, matter, code)) return true;
  if (code === "" || !code.startsWith(matter.cover)) return false;
  const isFresh = at - matter.last <= habitOf(matter).fades * hour;
  if (said.hazard === null) return matter.cover.length > 2 && isFresh;
  if (matter.hazard === null || !isWide(matter.hazard)) return false;
  return said.hazard === matter.hazard || (said.slightly && code === matter.cover && isFresh);
}

/** What the duty officer knows of: emergencies that were told, each until it was silent for as long as the fold remembers such a story. */
export class Matters {
  #told: Matter[];

  constructor(told: readonly Matter[] = []) { this.#told = told.map((one) => ({ ...one, topics: new Set(one.topics) })); }

  /** The topics with which this is known already; null when it is not. A stranger among hazards is not, even when the fold took both for one story. */
  knownWith(topic: string, said: Told, at: number): ReadonlySet<string> | null { return this.#find(topic, said, at)?.topics ?? null; }

  /** All that is known, to be kept until somebody listens again. */
  all(): readonly Matter[] { return this.#told; }

  /** A title speaks of an emergency here: what was told of it stays awake; what was not is entered, in an area that is told of already as one more part of it. */
  note(topic: string, said: Told, at: number): void {
    const known = this.#find(topic, said, at);
    const wider = known ?? this.#told.find((one) => said.hazard !== null && one.hazard === said.hazard && isWide(said.hazard));
    if (!wider) { this.#told.push({ topics: new Set([topic]), hazard: said.hazard, cover: coverOf(said), last: at }); return; }
    wider.topics.add(topic);
    wider.last = Math.max(wider.last, at);
    if (!known) wider.cover = holderOf(wider.cover, coverOf(said));
  }

  /** Two topics turned out to be one. */
  follow(from: string, topic: string): void {
    for (const one of this.#told) if (one.topics.delete(from)) one.topics.add(topic);
  }

  #find(topic: string, said: Told, at: number): Matter | undefined {
    this.#told = this.#told.filter((one) => at - one.last <= habitOf(one).sleeps * 24 * hour);
    return this.#told.find((one) => one.topics.has(topic) && !areStrangers(one.hazard, said.hazard)) ?? this.#told.find((one) => isPart(said, one, at));
  }
}
