import { openChaos, openLane, runChaos, type Verdict } from "./support/chaos-run.ts";
import { copyOf, openGround } from "./support/ground.ts";
import { report, round, say } from "./support/report.ts";

// kill -9 of the worker at seeded boundaries: before, at and after its n-th statement, before and after its call, and by
// the far side before and after the effect. Then a healthy worker settles, and the far side's own ledger is the judge.
const runs = Number(process.argv[2] ?? 1_200);
const firstSeed = Number(process.argv[3] ?? 1);
const lanes = 3;

const ground = await openGround({ fsync: "off", synchronous_commit: "off" });
const { farSide, victims } = await openChaos(lanes + 2);
try {
  // Each lane has a copy of the database, so that a victim meets nobody else's work.
  await ground.owner.destroy();
  const urls = await Promise.all(Array.from({ length: lanes }, (_, n) => copyOf(ground.adminUrl, ground.url, `lane_${n}`)));
  const opened = await Promise.all(urls.map((url) => openLane(url, farSide)));
  const from = performance.now();
  const verdicts: Verdict[] = [];
  let begun = 0;
  await Promise.all(opened.map(async (lane) => {
    while (begun < runs) {
      const seed = firstSeed + begun++;
      const verdict = await runChaos(lane, farSide, await victims.next(), seed);
      verdicts.push(verdict);
      for (const line of verdict.wrong) say(line);
      if (verdicts.length % 100 === 0) say(`${verdicts.length} runs, ${verdicts.filter((v) => v.died).length} died at their boundary, ${round((performance.now() - from) / 1000, 0)} s`);
    }
  }));
  await Promise.all(opened.map((lane) => lane.close()));
  const died = Object.fromEntries([...Map.groupBy(verdicts.filter((v) => v.died), (v) => v.where)].map(([where, some]) => [`died-${where}`, some.length]));
  report({
    name: "chaos", value: verdicts.filter((v) => v.wrong.length > 0).length, unit: "runs with something lost or doubled", bar: "0 of >= 1000", compared: "the ledger of the far side, a process that is not killed",
    more: { runs, died: verdicts.filter((v) => v.died).length, ...died, visibleUnknowns: verdicts.reduce((sum, v) => sum + v.unknown, 0), seconds: round((performance.now() - from) / 1000, 0), firstSeed },
  });
} finally {
  victims.stop();
  farSide.stop();
  await ground.stop();
}
