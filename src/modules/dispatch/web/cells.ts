import { rungs, type Rung } from "#kernel/connector.ts";
import type { Evidence } from "#web/primitives/index.ts";
import type { BoardRow } from "../contract.ts";
import { beyondGoal, cellTime, sayVoid, type Say } from "./words.ts";

const times = { accepted: "acceptedAt", published: "publishedAt", verified: "verifiedAt", displayed: "displayedAt" } as const;

/** The four cells of a delivery: what was seen and when, what is waited for, what its channel can never show. `outOfReach`: a recall could not get there. */
export function cellsOf(t: Say, row: BoardRow, now: Date, outOfReach = false): Evidence[] {
  if (row.state === "void" && row.rung === null) return [{ state: "none", text: sayVoid(t, row.voidReason) }, ...rungs.slice(1).map(() => ({ state: "none" as const, text: t("不会有", "Never") }))];
  const next = rungs.find((rung) => !row[times[rung]]);
  return rungs.map((rung) => {
    const seen = row[times[rung]];
    if (seen) return { state: "seen", text: sayCell(t, row, rung, seen, now) };
    if (outOfReach) return { state: "none", text: rung === next ? t("撤不回", "Out of reach") : t("不适用", "Not asked") };
    if (row.action === "recall" && beyondGoal(rung, "published")) return { state: "none", text: t("不适用", "Not asked") };
    if (beyondGoal(rung, row.goal) && !(row.hand && rung === "verified")) return { state: "none", text: t("无此证据", "Never shown") };
    return { state: "waiting", text: rung === next ? sayNext(t, row, rung, now) : t("未到", "Not yet") };
  });
}

function sayCell(t: Say, row: BoardRow, rung: Rung, seen: string, now: Date): string {
  if (rung === "displayed" && row.displayedNote) return row.displayedNote;
  if (row.action === "recall" && rung !== "accepted") return t(`撤下 ${cellTime(seen, now)}`, `Gone ${cellTime(seen, now)}`);
  if (row.hand && rung === "accepted") return t("已接单", "Taken up");
  return cellTime(seen, now);
}

function sayNext(t: Say, row: BoardRow, rung: Rung, now: Date): string {
  if (row.hand) return rung === "verified" ? t("等截图", "Awaits a picture") : new Date(row.hand.dueAt) < now ? t("等链接，已超时", "Link is late") : t("等链接", "Awaits the link");
  if (row.state === "void") return sayVoid(t, row.voidReason);
  if (row.state === "held") return t("等人决定", "To be decided");
  if (row.state === "sending") return t("正在发", "Sending");
  if (row.barredSince) return t("等换密钥", "Awaits a secret");
  if (row.state === "queued") return new Date(row.notBefore) > now ? t(`${row.attempt > 0 ? "再试" : "定时"} ${cellTime(row.notBefore, now)}`, `${row.attempt > 0 ? "again" : "at"} ${cellTime(row.notBefore, now)}`) : t("排队中", "Queued");
  return row.nextCheckAt ? t(`再查 ${cellTime(row.nextCheckAt, now)}`, `look ${cellTime(row.nextCheckAt, now)}`) : t("等回执", "Awaits a receipt");
}
