import { accessSync, constants, existsSync, readFileSync, statSync } from "node:fs";
import { statfs } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Config } from "#platform/config/config.ts";
import { eachOf, ill, note, well, type Finding } from "./finding.ts";

const checkout = fileURLToPath(new URL("../../../../", import.meta.url));

/** The machine: Node, packages, desk, data folder, disk. */
export const checkMachine = (config: Config): Promise<Finding[]> => eachOf(config, [checkNode, checkInstalled, checkDesk, checkFolder, checkDisk]);

const checkInstalled = (): Finding => checkPackages(checkout);

function checkNode(): Finding {
  return Number(process.versions.node.split(".")[0]) >= 24 ? well(`Node ${process.version}`, "as needed") : ill(`Node ${process.version} 太旧`, "too old", "用 npm start / npx tongsheng 启动，会用锁定的 Node / start through npm start or npx tongsheng");
}

/** Compares the packages that lie there with the lock file; those the platform does not need may be missing. */
export function checkPackages(folder: string): Finding {
  const lock = JSON.parse(readFileSync(join(folder, "package-lock.json"), "utf8")) as { packages: Record<string, { version?: string; optional?: boolean; link?: boolean }> };
  const wrong = Object.entries(lock.packages).filter(([path, { version, optional, link }]) => {
    const file = join(folder, path, "package.json");
    if (path === "" || link || !version) return false;
    if (!existsSync(file)) return !optional;
    return (JSON.parse(readFileSync(file, "utf8")) as { version?: string }).version !== version;
  }).map(([path]) => path.replace("node_modules/", ""));
  if (wrong.length === 0) return well("依赖与锁文件一致", "the packages are those of the lock file");
  return ill(`${wrong.length} 个依赖与锁文件不符：${wrong.slice(0, 3).join(" ")}`, "packages differ from the lock file", "删掉 node_modules 再启动，会自动重装 / remove node_modules and start again");
}

function checkDesk(): Finding {
  return existsSync(join(checkout, "dist/web/index.html")) ? well("界面已构建", "the desk is built") : note("界面还没有构建", "the desk is not built", "npm start 会自动构建 / npm start builds it");
}

function checkFolder({ dataFolder }: Config): Finding[] {
  try {
    accessSync(dataFolder, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch {
    return [ill(`数据目录不可写 ${dataFolder}`, "the data folder cannot be written", "改属主或权限，或用 TONGSHENG_DATA 另指一处 / change its owner or mode, or set TONGSHENG_DATA")];
  }
  const key = join(dataFolder, "house.key");
  const open = existsSync(key) && (statSync(key).mode & 0o077) !== 0;
  return [open ? ill("主密钥文件别人也能读", "the house key can be read by others", `chmod 600 ${key}`) : well(`数据目录可写 ${dataFolder}`, "the data folder can be written")];
}

async function checkDisk({ dataFolder }: Config): Promise<Finding> {
  const { bavail, bsize, blocks } = await statfs(dataFolder);
  const gigabytes = (bavail * bsize) / 1e9;
  const said = `${gigabytes.toFixed(1)} GB`;
  if (gigabytes < 1) return ill(`磁盘只剩 ${said}`, "the disk is almost full", "清理磁盘或扩容；数据库写满会停 / make room: a full disk stops the database");
  return gigabytes < 10 && bavail / blocks < 0.1 ? note(`磁盘剩 ${said}`, "the disk is getting full", "尽早扩容 / make room soon") : well(`磁盘剩 ${said}`, "room on the disk");
}
