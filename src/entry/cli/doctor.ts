import pg from "pg";
import { checkDatabase } from "./doctor/database.ts";
import { ill, sayFinding, type Finding } from "./doctor/finding.ts";
import { checkMachine } from "./doctor/machine.ts";
import { checkWork } from "./doctor/work.ts";
import { checkWorld } from "./doctor/world.ts";
import type { Errand } from "./errand.ts";
import { withPlace, type Place } from "./place.ts";

/** `tongsheng doctor`: what is wrong with this installation and how to mend it; changes nothing. */
export const doctor: Errand = {
  name: "doctor", takes: "", zh: "这套系统哪里不对、怎么修", en: "what is wrong with this installation and how to mend it",
  help: ["✓ 正常 well   ! 留意 worth knowing   ✗ 要修 to be mended；有 ✗ 则退出码 1 / exit code 1 with any ✗"],
  run: (_given, terminal) => withPlace(terminal, async (place) => {
    const tell = (findings: readonly Finding[]): number => {
      for (const finding of findings) terminal.out(sayFinding(finding));
      return findings.filter(({ is }) => is === "ill").length;
    };
    const wrong = tell(await checkMachine(place.config)) + tell(await checkInside(place)) + tell(await checkWorld(place));
    terminal.out(wrong === 0 ? "\n✓ 没有要修的 / nothing to mend" : `\n✗ ${wrong} 处要修 / to be mended`);
    return wrong === 0 ? 0 : 1;
  }),
};

async function checkInside(place: Place): Promise<Finding[]> {
  const client = new pg.Client({ connectionString: place.url, application_name: "tongsheng doctor", connectionTimeoutMillis: 5_000, statement_timeout: 10_000 });
  client.on("error", () => undefined);
  try {
    await client.connect();
  } catch (error) {
    return [ill("连不上数据库", `the database cannot be reached (${error instanceof Error ? error.message : String(error)})`, "看 DATABASE_URL、防火墙、pg_hba.conf、PostgreSQL 是否在跑 / check them")];
  }
  const bed = { ...place, client };
  try {
    return [...await checkDatabase(bed), ...await checkWork(bed)];
  } finally {
    await client.end();
  }
}
