import { shortTime } from "#kernel/clock.ts";
import type { Group, GroupScreen, ShownPiece } from "../contract.ts";

type Pair = readonly [zh: string, en: string];

const titles = (ids: readonly string[], pieces: readonly ShownPiece[]): string[] => ids.flatMap((id) => pieces.filter((piece) => piece.pieceId === id).map(({ title }) => `《${title}》`));

/** What the screens of a group show now, and why, in one sentence. */
export function sayNow(group: Pick<Group, "now" | "why">, pieces: readonly ShownPiece[]): Pair {
  const named = titles(group.now, pieces);
  const some = `${named.slice(0, 3).join("")}${named.length > 3 ? `等 ${named.length} 条` : ""}`;
  const english = `${named.slice(0, 3).join(" ")}${named.length > 3 ? ` and ${named.length - 3} more` : ""}`;
  if (group.why === "nothing") return ["黑屏：现在没有要播的", "Blank: nothing is due"];
  if (group.why === "urgent") return [`正在插播${some}，其他的都让开`, `${english} interrupts everything`];
  if (group.why === "standing") return [`没有别的要播，垫播${some}`, `Nothing else is due; ${english} stands by`];
  return named.length === 1 ? [`正在播${some}`, `Showing ${english}`] : [`${named.length} 条轮播：${some}`, `${named.length} in turn: ${english}`];
}

/** Does the player of a screen ask for its playlist? */
export const sayAlive = ({ alive, lastSeenAt }: Pick<GroupScreen, "alive" | "lastSeenAt">): Pair =>
  alive ? ["在线", "online"] : lastSeenAt ? [`失联，最后一次 ${shortTime(new Date(lastSeenAt))}`, `lost, last seen ${shortTime(new Date(lastSeenAt))}`] : ["播放页还没打开过", "player never opened"];

/** When a playlist is on, where the group limits it. */
export function sayWindow({ from, until }: Pick<Group, "from" | "until">): Pair | null {
  if (!from && !until) return null;
  const [a, b] = [from ? shortTime(new Date(from)) : "", until ? shortTime(new Date(until)) : ""];
  return a && b ? [`节目单 ${a} 至 ${b} 有效`, `playlist on from ${a} to ${b}`] : a ? [`节目单 ${a} 起有效`, `playlist on from ${a}`] : [`节目单到 ${b} 为止`, `playlist on until ${b}`];
}
