import { connectors } from "#channels/registry.ts";
import { drawRun, readBoundary } from "./support/channel-draw.ts";
import { whatCounts } from "./support/channel-judge.ts";
import { openChannelLane, type ChannelLane } from "./support/channel-lane.ts";
import { runChannels } from "./support/channel-run.ts";
import { inside, stages } from "./support/channel-stages.ts";
import { openTally } from "./support/channel-tally.ts";
import { openVictims } from "./support/chaos-lane.ts";
import type { Counts } from "./support/chaos-victim.ts";
import { openGround } from "./support/ground.ts";
import { report, round, say } from "./support/report.ts";

// kill -9 of a worker that has every channel that ends outside in hand at once, at seeded boundaries, over the real connectors, before platforms that live in
// this process and keep their own ledgers. Arguments: channels by id with commas (or "all"), kills of each, first seed, and where every victim dies if that is not
// to be drawn, in the word that a wrong line has for it; then there are so many runs, of all these channels. Ctrl-C ends it early and still prints what was seen.
const [asked = "all", killsOfEach = "1000", firstSeed = "1", fixed] = process.argv.slice(2);
const ids = asked === "all" ? Object.keys(stages) : asked.split(",");
const boundary = fixed === undefined ? null : readBoundary(fixed);
const lanes = 3;
/** Runs after which a lane goes on in a fresh copy of the database. */
const runsPerCopy = 25;
/** A run that breaks shows nothing; so many in a row show that something else is wrong. */
const mostBroken = 6;
const missing = connectors.filter(({ id }) => !(id in stages) && !inside.includes(id));
if (missing.length > 0) throw new Error(`no stage for ${missing.map(({ id }) => id).join(", ")}`);

let stopped = false;
process.once("SIGINT", () => { stopped = true; });
const ground = await openGround({ fsync: "off", synchronous_commit: "off" });
await ground.owner.destroy();
const victims = openVictims(lanes);
const tally = openTally(ids, Number(killsOfEach));
const from = performance.now();
const seconds = (): number => round((performance.now() - from) / 1000, 0);
let counts: Counts | null = null;
let [begun, broken, brokenInARow] = [0, 0, 0];
const next = (): readonly string[] => (boundary === null ? tally.wanted() : begun < Number(killsOfEach) ? ids : []);
const goesOn = (): boolean => next().length > 0 && !stopped && brokenInARow < mostBroken;

/** One run; answers whether the lane may go on as it is. */
async function runOnce(lane: ChannelLane): Promise<boolean> {
  const channels = next();
  const seed = Number(firstSeed) + begun++;
  const drawn = drawRun(seed, channels, counts && { fewest: tally.least("kills"), leastNear: tally.least("near"), counts }, boundary);
  const victim = await victims.next();
  try {
    const ended = await runChannels(lane, victim, channels, drawn);
    if (!ended.end.died) counts = ended.end.counts;
    tally.add(ended);
    brokenInARow = 0;
    for (const line of ended.wrong) say(line);
  } catch (error) {
    victim.kill("SIGKILL");
    broken += 1;
    brokenInARow += 1;
    say(`seed ${seed} broke: ${String(error)}`);
    return false;
  }
  if (tally.runs() % 25 === 0) say(`${tally.line()}, ${seconds()} s`);
  return true;
}

try {
  say(`${whatCounts}.`);
  await Promise.all(Array.from({ length: lanes }, async (_, n) => {
    for (let copy = 0; goesOn(); copy += 1) {
      const lane = await openChannelLane(ground, `lane_${n}_${copy}`);
      for (let runs = 0; runs < runsPerCopy && goesOn(); runs += 1) if (!(await runOnce(lane))) break;
      await lane.close();
    }
  }));
  for (const line of tally.lines()) say(line);
} finally {
  victims.stop();
  await ground.stop();
}
report({
  name: "chaos-channels", value: tally.wrong(), unit: "deliveries lost, doubled or claimed too high", bar: "0 at 1000 kills of each channel", compared: "each simulated platform's own ledger, in a process that is not killed",
  more: { ...tally.figures(), ...(broken > 0 ? { broken } : {}), leftOut: inside.join(" "), seconds: seconds(), firstSeed: Number(firstSeed) },
});
