import { heatBetween, rowOf } from "#opinion/heat/carriers.ts";
import { LookedHours } from "#opinion/heat/looked-hours.ts";
import { reachHours } from "#opinion/heat/missing.ts";
import { lead } from "#opinion/heat/series.ts";
import type { Mark } from "#opinion/heat/strength.ts";
import type { Reader, Tx } from "#platform/db/database.ts";
import { saveHeat, type DrawnHour } from "../store/listening.ts";
import { heatBases, looksSince, marksOf, type HeatBasis } from "../views/heat.ts";

const hourMs = 3_600_000;
const hourOf = (at: Date): number => Math.floor(at.getTime() / hourMs);
const dateOf = (hour: number): Date => new Date(hour * hourMs);

/** Which sources were looked at when (whole hours since 1970), kept by whoever listens so that only what is new is read; hours before `since` are not known. */
export class Looks {
  readonly since: number;
  readonly #known = new Map<string, { hours: LookedHours; to: number }>();

  constructor(since: Date) { this.since = hourOf(since); }

  async of(read: Reader, sources: ReadonlySet<string>): Promise<(source: string) => LookedHours> {
    const none = { hours: new LookedHours(), to: this.since };
    for (const { source, hour, length, gain } of await looksSince(read, [...sources].map((id) => ({ id, since: dateOf((this.#known.get(id) ?? none).to) })))) {
      const known = this.#known.get(source) ?? { hours: new LookedHours(), to: this.since };
      known.hours.know(hourOf(hour), { length, gain });
      known.to = Math.max(known.to, hourOf(hour));
      this.#known.set(source, known);
    }
    return (source) => (this.#known.get(source) ?? none).hours;
  }

  forget(before: Date): void { for (const { hours } of this.#known.values()) hours.forget(hourOf(before)); }
}

/** How far back looks must be known to draw topics that are heard of now. */
export const looksKeptHours = 4 * reachHours;

/** A topic to be drawn: from the oldest hour that something new was heard of it in, or from its beginning. */
export type ToDraw = { id: string; heardIn: Date | null };

/** The hours that are drawn. What is heard of an hour may change what is supposed of those near it; the hours before the first show whether it rose. */
function spanOf({ first, last, drawnTo }: HeatBasis, heardIn: Date | null, now: Date): { from: number; to: number } {
  const to = Math.min(hourOf(now), hourOf(last) + reachHours);
  const begin = hourOf(first) - lead;
  return { from: heardIn === null || !drawnTo ? begin : Math.max(begin, Math.min(hourOf(drawnTo), hourOf(heardIn) - reachHours)), to };
}

/** Draws the heat of topics hour by hour as the engine counts it, up to now (clause 3.6). */
export async function drawHeat(tx: Tx, topics: readonly ToDraw[], now: Date, looks?: Looks): Promise<void> {
  const heardIn = new Map(topics.map((one) => [one.id, one.heardIn]));
  const spans = (await heatBases(tx, topics.map(({ id }) => id))).map((basis): Span => ({ ...basis, ...spanOf(basis, heardIn.get(basis.id) ?? null, now) }));
  const isKept = ({ from }: Span): boolean => looks !== undefined && from - reachHours >= looks.since;
  await drawSpans(tx, spans.filter(isKept), now, looks);
  await drawSpans(tx, spans.filter((span) => !isKept(span)), now);
}

type Span = HeatBasis & { from: number; to: number };

async function drawSpans(tx: Tx, spans: readonly Span[], now: Date, looks?: Looks): Promise<void> {
  if (spans.length === 0) return;
  const known = looks ?? new Looks(dateOf(Math.min(...spans.map(({ from }) => from)) - reachHours));
  const looked = await known.of(tx, new Set(spans.flatMap(({ sources }) => sources)));
  const marks = Map.groupBy(await marksOf(tx, spans.map(({ id, from }) => ({ id, from: dateOf(from) }))), (row) => row.topicId);
  const drawn: DrawnHour[] = [];
  const standing: { topicId: string; heat: number | null }[] = [];
  for (const { id, sources, from, to } of spans) {
    const said = Map.groupBy(marks.get(id) ?? [], (row) => row.source);
    const rows = sources.toSorted().map((source) => rowOf(new Map((said.get(source) ?? []).map(({ hour, rank, gain }): [number, Mark] => [hourOf(hour), { rank, gain }])), looked(source), to));
    const hours = heatBetween(rows, from, to);
    for (const { hour, heat, looked: really } of hours) drawn.push({ topicId: id, hour: dateOf(hour), heat, looked: really });
    standing.push({ topicId: id, heat: to === hourOf(now) ? (hours.at(-1)?.heat ?? null) : null });
  }
  await saveHeat(tx, drawn, standing);
}
