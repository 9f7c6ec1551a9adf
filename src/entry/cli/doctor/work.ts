import { createHash } from "node:crypto";
import { openFiles } from "#platform/files/open-files.ts";
import { goneAfterSeconds } from "#platform/health/heartbeat.ts";
import { ask, eachOf, ill, note, well, type Bedside, type Finding } from "./finding.ts";

/** The work: who is alive, what waits, what failed, whether files are there, whether anything may leave, how the channels are. */
export const checkWork = (bed: Bedside): Promise<Finding[]> => eachOf(bed, [checkProcesses, checkWayOut, checkDeliveries, checkQueue, checkFiles, checkAccounts]);

async function checkProcesses(bed: Bedside): Promise<Finding> {
  if (bed.database === "borrowed") return note("同声没有在运行", "the house is not running", "npm start");
  const rows = await ask<{ role: string; n: number }>(bed, "select role, count(*)::int as n from platform.heartbeat where beat_at > clock_timestamp() - make_interval(secs => $1) group by role", [goneAfterSeconds]);
  const workers = rows.find(({ role }) => role === "worker")?.n ?? 0;
  return workers > 0 ? well(`${workers} 个工作进程在跳动`, "workers are alive") : ill("没有工作进程在跳动", "no worker is alive: nothing is sent", "npm run worker（或 npm start）；看它的日志 / start one, read its log");
}

async function checkWayOut(bed: Bedside): Promise<Finding> {
  const [row] = await ask<{ value: string; since: string }>(bed, "select value, to_char(changed_at, 'YYYY-MM-DD HH24:MI') as since from platform.switch where name = 'outbound'");
  return row?.value === "off" ? ill(`对外发布自 ${row.since} UTC 起关闭`, "nothing leaves the house since a restore", "核对各渠道后 tongsheng release / look at the channels, then release") : well("对外发布开着", "publications may leave");
}

async function checkDeliveries(bed: Bedside): Promise<Finding> {
  const [row] = await ask<{ seconds: number | null; unknown: number }>(bed, `
    select (select extract(epoch from clock_timestamp() - min(not_before))::float8 from dispatch.progress where state = 'queued' and not_before < clock_timestamp()) as seconds,
      (select count(*)::int from dispatch.progress where state = 'unknown') as unknown`);
  if ((row?.seconds ?? 0) > 300) return ill(`最早一条到期投放已等 ${Math.round((row?.seconds ?? 0) / 60)} 分钟`, "deliveries wait too long", "看工作进程和对外发布开关（上两行） / see workers and the switch above");
  return (row?.unknown ?? 0) > 0 ? note(`${row?.unknown} 条投放去向未明`, "deliveries with an unknown outcome", "投放台上由人判定 / a person decides on the board") : well("到期的投放都在走", "due deliveries are moving");
}

async function checkQueue(bed: Bedside): Promise<Finding> {
  const rows = await ask<{ name: string; n: number }>(bed, "select name, count(*)::int as n from pgboss.job where state = 'failed' and completed_on > now() - interval '1 day' group by name order by n desc");
  return rows.length === 0 ? well("一天内没有失败的后台任务", "no background job failed within a day")
    : ill(`一天内失败的后台任务：${rows.map(({ name, n }) => `${name}×${n}`).join(" ")}`, "background jobs failed after every try", "看工作进程日志中的 job failed / read \"job failed\" in the worker's log");
}

/** Files the rows speak of: all their names, and the bytes of the newest. */
async function checkFiles(bed: Bedside): Promise<Finding> {
  const named = await ask<{ sha256: string }>(bed, `
    select sha256 from (select sha256, uploaded_at as at from materials.material where state = 'ready' and sha256 is not null
      union all select r.sha256, m.uploaded_at from materials.rendition r join materials.material m on m.id = r.material_id and m.state = 'ready'
      union all select distinct sha256, null::timestamptz from website.media) f group by sha256 order by max(at) desc nulls last limit 2000`);
  const files = openFiles(bed.config, () => new Date());
  const wrong: string[] = [];
  for (const [at, { sha256 }] of named.entries()) {
    const there = await files.size(sha256).catch(() => null);
    if (there === null || (at < 5 && await hashOf(files, sha256) !== sha256)) wrong.push(sha256);
  }
  return wrong.length === 0 ? well(`文件都在（查了 ${named.length} 个）`, "the files are there")
    : ill(`${wrong.length} 个文件缺失或损坏 ${wrong[0]?.slice(0, 12) ?? ""}…`, "files are missing or damaged", "看数据目录或存储桶是否换过；从备份取回 files/<哈希> / see whether the folder or bucket changed; take files/<hash> out of a backup");
}

async function hashOf(files: ReturnType<typeof openFiles>, sha256: string): Promise<string> {
  const hash = createHash("sha256");
  for await (const piece of await files.open(sha256)) hash.update(piece as Uint8Array);
  return hash.digest("hex");
}

async function checkAccounts(bed: Bedside): Promise<Finding[]> {
  const rows = await ask<{ name: string; connector: string; health: string; detail: string }>(bed, "select name, connector_id as connector, health, health_detail as detail from channels.account where state = 'active' order by connector_id, name");
  const sick = rows.filter(({ health }) => health === "ill");
  if (sick.length === 0) return [well(`${rows.length} 个渠道账号`, `${rows.filter(({ health }) => health === "well").length} known to be well, none ill`)];
  return sick.map(({ name, connector, detail }) => ill(`渠道账号有故障：${connector} ${name}：${detail}`, "a channel account is ill", "在 渠道账号 里看说明、换密钥、再测试 / see the account's page, renew its secret, test again"));
}
