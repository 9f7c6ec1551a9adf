import { connectors } from "#channels/registry.ts";
import { learn, perVictim, runChannel, type Ended, type Extent } from "./support/channel-run.ts";
import { inside, stages, withoutStage } from "./support/channel-stages.ts";
import { openVictims } from "./support/chaos-lane.ts";
import { copyOf, openGround } from "./support/ground.ts";
import { report, round, say } from "./support/report.ts";

// kill -9 of the worker at seeded boundaries, for every channel that ends outside, over its real connector, before a platform that lives in this process and
// keeps its own ledger. Arguments: channels by id with commas (or "all"), kills of each, first seed. A kill is one process that died at its boundary with
// three deliveries in hand; one that survived does not count. Ctrl-C ends it early and still prints what was seen.
const [asked = "all", killsOfEach = "1000", firstSeed = "1"] = process.argv.slice(2);
const ids = asked === "all" ? Object.keys(stages) : asked.split(",");
const kills = Number(killsOfEach);
const lanes = 2;
const missing = connectors.filter(({ id }) => !(id in stages) && !inside.includes(id) && !withoutStage.includes(id));
if (missing.length > 0) throw new Error(`no stage for ${missing.map(({ id }) => id).join(", ")}`);

let stopped = false;
process.once("SIGINT", () => { stopped = true; });

/** What was seen of one channel. `begun`: runs, whether over or not. */
type Tally = { id: string; begun: number; ended: Ended[]; extent: Extent };
const diedIn = ({ ended }: Tally): number => ended.filter(({ died }) => died).length;
const underWayOrDied = (tally: Tally): number => diedIn(tally) + tally.begun - tally.ended.length;
const personsIn = ({ ended }: Tally): number => ended.flatMap(({ states }) => states).filter((state) => state === "unknown" || state === "failed").length;
const wrongIn = ({ ended }: Tally): number => ended.filter(({ wrong }) => wrong.length > 0).length;
const tallies = ids.map((id): Tally => ({ id, begun: 0, ended: [], extent: { statements: 40, calls: 18, effects: perVictim } }));

/** The channel that has seen fewest kills is next, so that whoever stops early has seen all alike. One whose victims always survive is given up. */
const next = (): Tally | undefined => tallies.filter((tally) => underWayOrDied(tally) < kills && tally.begun < kills * 3 + 10).toSorted((a, b) => underWayOrDied(a) - underWayOrDied(b))[0];

const ground = await openGround({ fsync: "off", synchronous_commit: "off" });
await ground.owner.destroy();
const victims = openVictims(lanes + 2);
const from = performance.now();
const seconds = (): number => round((performance.now() - from) / 1000, 0);
let runs = 0;
try {
  const urls = await Promise.all(Array.from({ length: lanes }, (_, n) => copyOf(ground.adminUrl, ground.url, `lane_${n}`)));
  await Promise.all(urls.map(async (url) => {
    for (let tally = next(); tally && !stopped; tally = next()) {
      const one = await runChannel(url, tally.id, await victims.next(), Number(firstSeed) + tally.begun++, tally.extent);
      tally.ended.push(one);
      learn(tally.extent, one);
      for (const line of one.wrong) say(line);
      if ((runs += 1) % 50 === 0) say(`${runs} runs, ${tallies.reduce((sum, each) => sum + diedIn(each), 0)} kills, ${tallies.reduce((sum, each) => sum + wrongIn(each), 0)} wrong, ${seconds()} s`);
    }
  }));
  for (const tally of tallies) say(`${tally.id}: ${diedIn(tally)} kills in ${tally.ended.length} runs, ${tally.ended.reduce((sum, one) => sum + one.effects, 0)} of ${tally.ended.length * perVictim} in public, ${personsIn(tally)} brought to a person, ${wrongIn(tally)} wrong`);
} finally {
  victims.stop();
  await ground.stop();
}
const all = tallies.flatMap(({ ended }) => ended);
report({
  name: "chaos-channels", value: all.filter(({ wrong }) => wrong.length > 0).length, unit: "runs with something lost, doubled or claimed too high", bar: "0 at 1000 kills of each channel", compared: "each simulated platform's own ledger, in a process that is not killed",
  more: {
    channels: ids.length, kills: all.filter(({ died }) => died).length, runs: all.length, deliveries: all.length * perVictim,
    ...Object.fromEntries(tallies.map((tally) => [tally.id, `${diedIn(tally)} kills, ${personsIn(tally)} failed or unknown`])),
    leftOut: inside.join(" "), notYet: withoutStage.join(" "), seconds: seconds(), firstSeed: Number(firstSeed),
  },
});
