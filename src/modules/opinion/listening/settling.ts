import type { Tx } from "#platform/db/database.ts";
import { pictureOf, type Told } from "../rules/picture.ts";
import * as store from "../store/listening.ts";
import { saidIn } from "../views/listening.ts";
import type { Engine, Moved, Reading } from "./engine.ts";

/** Which stored topic bears which name in the engine. */
export type Ledger = Map<string, string>;

/** A lesson that was handed to the engine. */
export type Taught = { seq: number; kind: "merge" | "split"; topicIds: readonly string[]; titles: readonly string[] };

const mostTitles = 400;

/** Follows the engine where titles left one topic for another; answers every topic that lost or won titles and still stands. */
export async function followMoves(tx: Tx, ledger: Ledger, moved: readonly Moved[], now: Date): Promise<Set<string>> {
  const changed = new Set<string>();
  for (const { titles, from, key } of moved) {
    const fromId = ledger.get(from);
    if (fromId === undefined) continue;
    if (!ledger.has(key)) for (const [name, id] of await store.beginTopics(tx, [{ key, title: titles[0] ?? key, at: now }], now)) ledger.set(name, id);
    const toId = ledger.get(key) ?? "";
    if (toId === fromId) continue;
    await move(tx, ledger, changed, { fromId, titles, toId });
  }
  return changed;
}

/** A topic that fell asleep is put right without the engine. */
export async function settleLessons(tx: Tx, ledger: Ledger, taught: readonly Taught[], now: Date): Promise<Set<string>> {
  const changed = new Set<string>();
  for (const { kind, topicIds, titles, seq } of taught) {
    const [a = "", b = ""] = topicIds;
    const said = await saidIn(tx, kind === "merge" ? [a, b] : [a], mostTitles);
    const [inA, inB] = [said.get(a) ?? [], said.get(b) ?? []];
    if (kind === "merge" && inA.length > 0 && inB.length > 0) {
      const older = (inA[0]?.at ?? now) <= (inB[0]?.at ?? now);
      const [toId, fromId, left] = older ? [a, b, inB] : [b, a, inA];
      await move(tx, ledger, changed, { fromId, titles: left.map(({ title }) => title), toId });
    }
    const out = inA.filter(({ title }) => titles.includes(title));
    if (kind === "split" && out.length > 0 && out.length < inA.length) {
      const begun = await store.beginTopics(tx, [{ key: `lesson-${seq}`, title: out[0]?.title ?? "", at: out[0]?.at ?? now }], now);
      for (const toId of begun.values()) await move(tx, ledger, changed, { fromId: a, titles: out.map(({ title }) => title), toId });
    }
  }
  return changed;
}

async function move(tx: Tx, ledger: Ledger, changed: Set<string>, { fromId, titles, toId }: { fromId: string; titles: readonly string[]; toId: string }): Promise<void> {
  await store.moveTitles(tx, fromId, titles, toId);
  changed.add(toId);
  if (await store.foldInto(tx, fromId, toId)) {
    changed.delete(fromId);
    for (const [key, id] of ledger) if (id === fromId) ledger.set(key, toId);
  } else {
    changed.add(fromId);
    await store.carryOver(tx, fromId, toId);
  }
}

const toldOf = (title: string, { region, place, emergency, category, hazard, needsCheck, concern, figures }: Reading): Told =>
  ({ title, region, placed: region === "in" ? (place?.likelihood ?? 0) : 0, emergency, category, hazard, needsCheck, concern, figures });

/** Writes what topics say together. */
export async function drawTopics(tx: Tx, engine: Engine, topicIds: Iterable<string>): Promise<void> {
  const pictures = [...await saidIn(tx, [...topicIds], mostTitles)].map(([id, rows]) => {
    const said = rows.map(({ title, at, reading }) => ({ title, at, reading: JSON.parse(reading) as Reading }));
    const at = said.at(-1)?.at.getTime() ?? 0;
    const place = engine.placeOf(said.map(({ reading }) => reading), at);
    return { id, ...pictureOf(said.map(({ title, reading }) => toldOf(title, reading))), placeLine: place ? engine.lineOf(place.code, at) : [], placeLikelihood: place?.likelihood ?? null };
  });
  await store.savePictures(tx, pictures);
}
