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

type Tally = { id: string; ended: Ended[]; extent: Extent };
const diedIn = ({ ended }: Tally): number => ended.filter(({ died }) => died).length;
const unknownIn = ({ ended }: Tally): number => ended.flatMap(({ states }) => states).filter((state) => state === "unknown" || state === "failed").length;
const tallies: Tally[] = ids.map((id) => ({ id, ended: [], extent: { statements: 40, calls: 18, effects: perVictim } }));

const ground = await openGround({ fsync: "off", synchronous_commit: "off" });
await ground.owner.destroy();
const victims = openVictims(lanes + 2);
const from = performance.now();
try {
  const urls = await Promise.all(Array.from({ length: lanes }, (_, n) => copyOf(ground.adminUrl, ground.url, `lane_${n}`)));
  for (const tally of tallies) {
    const { id, ended, extent } = tally;
    let begun = 0;
    await Promise.all(urls.map(async (url) => {
      // Nothing ends that never dies: a channel whose victims survive too often is given up, and its figure says so.
      while (!stopped && diedIn(tally) + (begun - ended.length) < kills && begun < kills * 3 + 10) {
        const one = await runChannel(url, id, await victims.next(), Number(firstSeed) + begun++, extent);
        ended.push(one);
        learn(extent, one);
        for (const line of one.wrong) say(line);
        if (ended.length % 50 === 0) say(`${id}: ${ended.length} runs, ${diedIn(tally)} kills, ${round((performance.now() - from) / 1000, 0)} s`);
      }
    }));
    say(`${id}: ${diedIn(tally)} kills in ${ended.length} runs, ${ended.reduce((sum, one) => sum + one.effects, 0)} of ${ended.length * perVictim} in public, ${unknownIn(tally)} brought to a person, ${ended.filter(({ wrong }) => wrong.length > 0).length} wrong, ${round((performance.now() - from) / 1000, 0)} s`);
    if (stopped) break;
  }
} finally {
  victims.stop();
  await ground.stop();
}
const all = tallies.flatMap(({ ended }) => ended);
report({
  name: "chaos-channels", value: all.filter(({ wrong }) => wrong.length > 0).length, unit: "runs with something lost, doubled or claimed too high", bar: "0 at 1000 kills of each channel", compared: "each simulated platform's own ledger, in a process that is not killed",
  more: {
    channels: ids.length, kills: all.filter(({ died }) => died).length, runs: all.length, deliveries: all.length * perVictim,
    ...Object.fromEntries(tallies.map((tally) => [tally.id, `${diedIn(tally)} kills, ${unknownIn(tally)} failed or unknown`])),
    leftOut: inside.join(" "), notYet: withoutStage.join(" "), seconds: round((performance.now() - from) / 1000, 0), firstSeed: Number(firstSeed),
  },
});
