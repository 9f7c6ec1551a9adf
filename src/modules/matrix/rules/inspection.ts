/** One check of the province (preset `accountChecks`, 国办发〔2018〕123号 and 国办秘函〔2019〕19号), with its days where it counts days. */
export type Check = { code: string; level: "veto" | "warn"; days?: number | undefined };

/** Checks of the house beside those of the province: an account must not hang on one person. */
export const houseChecks: readonly Check[] = [{ code: "owner-gone", level: "warn" }, { code: "no-successor", level: "warn" }];

/** Checks that no machine can make: a person says so, with what it rests on. */
export const byHand = ["no-interaction", "bought-fans", "leak"] as const;

/** An account as inspection sees it. `newMedia`: an account on somebody else's platform; days are calendar days of Beijing. */
export type Inspected = {
  audience: "public" | "staff"; state: "active" | "suspended" | "closed"; newMedia: boolean; createdAt: Date; lastPostAt: Date | null; registrationNo: string;
  filing: { certifiedAs: string; certifiedUntil: string | null; closingFiledOn: string | null } | null;
  closedOn: string | null; ownerLeft: boolean; hasSuccessor: boolean;
  /** Other open accounts of the unit on the same platform. */
  twins: readonly string[];
  /** What its last reading of the month says of answers to readers; null where there is none. */
  interaction: { comments: number; answered: number } | null;
};

/** What a check found, with the figures for its sentence. */
export type Found = { code: string; level: "veto" | "warn"; facts: Record<string, string | number> };

const day = 86_400_000;
const daysSince = (from: Date, now: Date): number => Math.floor((now.getTime() - from.getTime()) / day);

/** Working days from one day to another, Saturdays and Sundays left out; yearly orders about holidays are not known to the house, so that it is never stricter than five days. */
export function workingDays(from: string, to: string): number {
  let count = 0;
  for (let at = Date.parse(`${from}T00:00:00Z`) + day; at <= Date.parse(`${to}T00:00:00Z`); at += day) {
    const weekday = new Date(at).getUTCDay();
    if (weekday !== 0 && weekday !== 6) count += 1;
  }
  return count;
}

type Judge = (a: Inspected, check: Check, at: { now: Date; today: string }) => Found["facts"] | null;

const silent = (a: Inspected, now: Date): number => daysSince(a.lastPostAt ?? a.createdAt, now);
const inUse = (a: Inspected): boolean => a.state === "active" && a.audience === "public";

/** How each check is made; a check without a judge is made by people only. */
const judges: Readonly<Record<string, Judge>> = {
  "no-update": (a, check, { now }) => (inUse(a) && a.newMedia && silent(a, now) > (check.days ?? 14) ? { days: silent(a, now), most: check.days ?? 14 } : null),
  idle: (a, check, { now }) => (a.state !== "closed" && a.audience === "public" && a.newMedia && silent(a, now) > (check.days ?? 90) ? { days: silent(a, now), most: check.days ?? 90 } : null),
  "no-interaction": (a) => (inUse(a) && a.newMedia && a.interaction !== null && a.interaction.comments > 0 && a.interaction.answered === 0 ? { comments: a.interaction.comments } : null),
  "one-per-platform": (a) => (inUse(a) && a.newMedia && a.twins.length > 0 ? { others: a.twins.join("、") } : null),
  registration: (a, _, { today }) => {
    if (!inUse(a) || !a.newMedia) return null;
    if (a.registrationNo === "") return { lacks: "number" };
    if (!a.filing || a.filing.certifiedAs === "") return { lacks: "certification" };
    return a.filing.certifiedUntil !== null && a.filing.certifiedUntil < today ? { lacks: "renewal", until: a.filing.certifiedUntil } : null;
  },
  "closing-filed": (a, check, { today }) => {
    if (a.state !== "closed" || !a.newMedia || a.closedOn === null || a.filing?.closingFiledOn) return null;
    const days = workingDays(a.closedOn, today);
    return days > (check.days ?? 5) ? { days, most: check.days ?? 5, closedOn: a.closedOn } : null;
  },
  "owner-gone": (a) => (a.state === "active" && a.ownerLeft ? {} : null),
  "no-successor": (a) => (a.state === "active" && !a.hasSuccessor ? {} : null),
};

/** Can the house itself see whether this still stands? */
export const isSeen = (code: string): boolean => judges[code] !== undefined;

/** Everything inspection finds at an account. One that is idle belongs on the clean-up list and is not told to post as well. */
export function inspect(account: Inspected, checks: readonly Check[], at: { now: Date; today: string }): Found[] {
  const found = checks.flatMap((check): Found[] => {
    const facts = judges[check.code]?.(account, check, at);
    return facts ? [{ code: check.code, level: check.level, facts }] : [];
  });
  return found.some(({ code }) => code === "idle") ? found.filter(({ code }) => code !== "no-update") : found;
}
