import type { Failure, Rung } from "#kernel/connector.ts";
import { evidence } from "../failures.ts";
import { timeIn, type Opened } from "./package.ts";
import { isState, sayState, states, unplayed } from "./results.ts";
import { elementsAt, textAt } from "./xml.ts";

/** How a message stands with the platform, as its signed report says. */
export type Play = {
  message: string; state: string;
  /** How many systems report each state. */
  systems: Readonly<Record<string, number>>;
  at: Date; rawBody: string;
};

/** Reads the report of one message (EBMStateResponse); null where it is none. */
export function playIn({ type, body, at, xml }: Opened): Play | null {
  const [report, ...others] = elementsAt(body, "EBMStateResponse");
  const [message, state] = [textAt(report ?? null, "EBM", "EBMID"), textAt(report ?? null, "BrdStateCode")];
  if (type !== "EBMStateResponse" || !report || others.length > 0 || message === null || !/^\d{35}$/.test(message) || !isState(state)) return null;
  const reported = elementsAt(report, "ResBrdInfo", "ResBrdItem", "EBRBS").map((system) => textAt(system, "BrdStateCode")).filter(isState);
  const systems = Object.fromEntries([...Map.groupBy(reported, (code) => code)].map(([code, all]) => [code, all.length] as const).sort());
  return { message, state, systems, at: timeIn(textAt(report, "RptTime")) ?? at, rawBody: evidence(`${sayPlay(state, systems, [["覆盖率", textAt(report, "Coverage", "CoverageRate")], ["资源统计", textAt(report, "Coverage", "ResBrdStat")]])}\n${xml}`) };
}

const sayPlay = (state: string, systems: Play["systems"], more: readonly (readonly [string, string | null])[]): string =>
  [sayState(state), ...Object.entries(systems).map(([code, count]) => `${sayState(code)} ${count} 个播出系统`), ...more.flatMap(([name, said]) => (said === null ? [] : [`${name} ${said}`]))].join("；");

/**
 * What a report proves of a broadcast: that the platform has it, that it is on the air, and, only where systems report that they played it to
 * the end, that it was heard. One that failed or was cancelled before any system played it came to nothing.
 */
export function provenBy({ state, systems, rawBody }: Play): { rung: Rung } | { failure: Failure } {
  if ((systems[states.played] ?? 0) > 0) return { rung: "displayed" };
  if (state === states.failed || state === states.cancelled) return { failure: unplayed(state, rawBody) };
  return { rung: state === states.playing || state === states.played ? "published" : "accepted" };
}

/** Is nothing of a message on the air any more, nor to come? */
export const isOver = ({ state }: Play): boolean => state === states.cancelled || state === states.played || state === states.failed;
