import { databaseTraces } from "./support/signoff-database.ts";
import { report, say } from "./support/report.ts";
import { drawFrom, everyInterleaving, randomTraces } from "./support/signoff-traces.ts";

// No publication without its full, valid set of signatures over that very manifest (README of review, ADR on sign-off).
const [traces = 100_000, databaseRuns = 2_000] = process.argv.slice(2).map(Number);

const random = randomTraces(traces);
say(`random:     ${random.traces} traces, ${random.attempts} attempts, ${random.cleared} publications judged, ${random.forged} forged stories refused${random.unlawful ? `; ${random.unlawful}` : ""}`);
const routine = everyInterleaving("routine", 3, 60);
const urgent = everyInterleaving("red", 3, 60);
for (const [name, run] of [["exhaustive", routine], ["emergency", urgent]] as const) say(`${name}: ${run.states} states, ${run.attempts} attempts, ${run.cleared} publications judged, ${run.closed ? `closed after ${run.steps} steps` : `stopped at ${run.steps} steps`}${run.unlawful ? `; ${run.unlawful}` : ""}`);
const database = await databaseTraces(databaseRuns, drawFrom, random.seed);
say(`database:   ${database.traces} traces, ${database.tried} rows tried, ${database.refused} refused, ${database.cleared} clearances, ${database.delivered} deliveries${database.wrong ? `; ${database.wrong}` : ""}`);

const wrong = [random.unlawful, routine.unlawful, urgent.unlawful, database.wrong].filter((found) => found !== null);
report({
  name: "signoff", value: wrong.length, unit: "publications or rows that the signatures do not cover", bar: "0",
  compared: `a judge that reads only what happened: ${random.traces} random traces (seed ${random.seed}), every interleaving of 3 units over 3 editions, ${database.traces} traces of rows written past the rules as the application's role`,
  more: { publications: random.cleared, states: routine.states + urgent.states, rowsRefused: database.refused, ...(wrong[0] ? { first: wrong[0] } : {}) },
});
process.exitCode = wrong.length === 0 ? 0 : 1;
