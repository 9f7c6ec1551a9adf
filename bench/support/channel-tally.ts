import { perVictim } from "./channel-draw.ts";
import type { Ended, Shown } from "./channel-run.ts";

/** What was seen of one channel. `near`: kills at a boundary of its own; `none`, `some`, `all`: kills by how much of it stood in public at the death; `persons`: deliveries failed or unknown in the end. */
type Seen = { kills: number; near: number; none: number; some: number; all: number; deliveries: number; effects: number; persons: number };

/** A channel that is killed in hardly any of its runs is given up after so many deliveries for every kill that is wanted. */
const mostPerKill = 30;

/** Counts kills channel by channel until each has seen so many. */
export function openTally(ids: readonly string[], kills: number) {
  const seen = new Map(ids.map((id): [string, Seen] => [id, { kills: 0, near: 0, none: 0, some: 0, all: 0, deliveries: 0, effects: 0, persons: 0 }]));
  const deaths = new Map<string, number>();
  let [runs, wrong] = [0, 0];
  const sum = (what: keyof Seen): number => [...seen.values()].reduce((all, one) => all + one[what], 0);
  const fewest = (): number => Math.min(...[...seen.values()].map((one) => one.kills));
  const died = (): number => [...deaths.values()].reduce((all, n) => all + n, 0);
  const wanted = (): string[] => ids.filter((id) => { const one = seen.get(id); return one && one.kills < kills && one.deliveries < (kills + 10) * mostPerKill; });
  return {
    wanted,
    runs: () => runs,
    wrong: () => wrong,
    /** Which of the channels wanted saw fewest kills, or fewest at a boundary of their own. */
    least: (what: "kills" | "near"): string[] => {
      const all = wanted().map((id) => ({ id, n: seen.get(id)?.[what] ?? 0 }));
      const least = Math.min(...all.map(({ n }) => n));
      return all.filter(({ n }) => n === least).map(({ id }) => id);
    },
    add({ drawn: { boundary }, end, shown, wrong: lines }: Ended): void {
      runs += 1;
      wrong += lines.length;
      if (end.died) deaths.set(boundary.where, (deaths.get(boundary.where) ?? 0) + 1);
      for (const one of shown) note(seen.get(one.channel), one, boundary.focus === one.channel);
    },
    line: () => `${runs} runs, ${died()} deaths, ${sum("kills")} kills of channels, at least ${fewest()} of each, ${wrong} wrong`,
    lines: () => [...seen].map(([id, o]) => `${id}: ${o.kills} kills, ${o.near} at a boundary of its own; nothing of it in public at ${o.none}, some at ${o.some}, all at ${o.all}; in the end ${o.effects} of ${o.deliveries} in public, ${o.persons} brought to a person`),
    figures: () => ({
      channels: ids.length, fewestKills: fewest(), kills: sum("kills"), runs, deaths: died(), ...Object.fromEntries([...deaths].map(([where, n]) => [`deaths-${where}`, n])), deliveries: sum("deliveries"),
      ...Object.fromEntries([...seen].map(([id, one]) => [id, `${one.kills} kills, ${one.persons} failed or unknown`])),
    }),
  };
}

function note(one: Seen | undefined, { held, publicAtDeath, states, effects }: Shown, near: boolean): void {
  if (!one) return;
  one.deliveries += states.length;
  one.effects += effects;
  one.persons += states.filter((state) => state === "unknown" || state === "failed").length;
  if (!held) return;
  one.kills += 1;
  if (near) one.near += 1;
  one[publicAtDeath === 0 ? "none" : publicAtDeath < perVictim ? "some" : "all"] += 1;
}
