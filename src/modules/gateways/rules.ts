import type { FailureClass, ReportState, Rung } from "#kernel/connector.ts";
import { permit, refuse, type Decision } from "#kernel/decision.ts";

/** Where a piece stands on an account's line. `sha256` is of what was put under the key asked about. */
export type Standing = { sha256: string | null; newest: number | null; recalledUpto: number | null };

/** May this be put? The fence that holds everywhere: no other bytes under a key, nothing older after newer, nothing after its recall. */
export function planPut(standing: Standing, entry: { edition: number; sha256: string; recall: boolean }): Decision<"first" | "again"> {
  const { edition, sha256, recall } = entry;
  if (standing.sha256 !== null && standing.sha256 !== sha256) return refuse("gateways.other-bytes", { edition });
  if (!recall && standing.recalledUpto !== null && edition <= standing.recalledUpto) return refuse("gateways.recalled", { edition });
  if (!recall && standing.newest !== null && edition < standing.newest) return refuse("gateways.superseded", { edition, newest: standing.newest });
  return permit(standing.sha256 === null ? "first" : "again");
}

/** Why the way of a part ended before its gateway had it. */
type PartFailure = { class: FailureClass; code: string; text: string };

/**
 * One part on its way to one phone (its place in the list of the account, counted from 1). queued: it waits for the line. handed: it may have left. answered: the gateway has it. refused: the
 * gateway has it not. unknown: it was handed over and nobody answered. withdrawn: it never left.
 */
export type PartStanding = {
  phone: number; lastFour: string; number: number; state: "queued" | "handed" | "answered" | "refused" | "unknown" | "withdrawn";
  failure: PartFailure | null; report: ReportState | null; reportWords: string | null;
};

/** What the parts of a message come to. `failure` is the gateway's own where it gave one. */
export type Verdict =
  | { kind: "open" }
  /** Nothing of it is with the gateway, certainly. `never`: nothing of it ever left. */
  | { kind: "nothing"; never: boolean; failure: PartFailure | null }
  /** Some phones or parts have it and some have not, or nobody knows: a person decides (design/channels.md, contract 2). */
  | { kind: "between"; failure: PartFailure | null }
  | { kind: "taken"; rung: Rung }
  /** The gateway had it all and no phone got it. */
  | { kind: "undelivered"; words: string };

const passing: readonly FailureClass[] = ["transient", "rateLimited"];

/** Of several refusals the one that a later try may mend, else the first. */
const worthTelling = (parts: readonly PartStanding[]): PartFailure | null => {
  const failures = parts.flatMap(({ failure }) => failure ?? []);
  return failures.find((failure) => passing.includes(failure.class)) ?? failures[0] ?? null;
};

type Fate = "delivered" | "failed" | "waiting";
const fateOf = (parts: readonly PartStanding[]): Fate =>
  parts.some(({ report }) => report === "undelivered") ? "failed" : parts.every(({ report }) => report === "delivered") ? "delivered" : "waiting";

/** Judges a message: accepted when the gateway has every part, published when no phone is open and one has it whole, verified when every phone has every part. */
export function verdictOf(parts: readonly PartStanding[]): Verdict {
  const every = (...states: PartStanding["state"][]) => parts.every(({ state }) => states.includes(state));
  if (parts.some(({ state }) => state === "queued" || state === "handed")) return { kind: "open" };
  if (every("refused", "withdrawn")) return { kind: "nothing", never: every("withdrawn"), failure: worthTelling(parts) };
  if (!every("answered")) return { kind: "between", failure: worthTelling(parts) };
  const fates = [...Map.groupBy(parts, ({ phone }) => phone).values()].map(fateOf);
  const count = (fate: Fate) => fates.filter((one) => one === fate).length;
  if (count("waiting") > 0) return { kind: "taken", rung: "accepted" };
  if (count("delivered") === 0) return { kind: "undelivered", words: parts.find(({ report }) => report === "undelivered")?.reportWords ?? "" };
  return { kind: "taken", rung: count("failed") === 0 ? "verified" : "published" };
}

const mostNamed = 100;

/** What became of every phone, as evidence: counts, and those that need somebody by their last four digits with the gateway's words; so many of each, the others counted. */
export function sayParts(parts: readonly PartStanding[]): string {
  const phones = [...Map.groupBy(parts, ({ phone }) => phone).values()];
  const wordsOf = (of: readonly PartStanding[]): string => of.flatMap(({ failure, report, reportWords }) => failure?.code ?? (report === "undelivered" ? reportWords : null) ?? [])[0] ?? "";
  const placeOf = (of: readonly PartStanding[]): string => {
    const has = (...states: PartStanding["state"][]) => of.some(({ state }) => states.includes(state));
    if (has("unknown")) return "unknown";
    if (has("refused") || fateOf(of) === "failed") return "failed";
    if (has("withdrawn")) return "notSent";
    return has("queued", "handed") ? "underway" : fateOf(of);
  };
  const said: Record<string, number | string[]> = { numbers: phones.length, parts: parts.length };
  for (const [place, all] of Map.groupBy(phones, placeOf)) {
    const named = all.slice(0, mostNamed).map((of) => `*${of[0]?.lastFour ?? ""} ${wordsOf(of)}`.trim());
    said[place] = place === "delivered" ? all.length : all.length > mostNamed ? [...named, `… ${all.length}`] : named;
  }
  return JSON.stringify(said).slice(0, 4096);
}

/** May a part go again by itself? What never left, and what the gateway turned away for the moment; where a person looked and said so since, also what is unknown or was refused for good. */
export function mayGoAgain(part: { state: PartStanding["state"]; failureClass: string | null; decidedAt: Date | null }, personSaidAt: Date | null): boolean {
  if (part.state === "withdrawn") return true;
  if (part.state !== "refused" && part.state !== "unknown") return false;
  if (personSaidAt !== null && (part.decidedAt === null || part.decidedAt < personSaidAt)) return true;
  return part.state === "refused" && passing.some((cls) => cls === part.failureClass);
}

/** A frame in hexadecimal with every mobile number in it cut to its last four digits, and the phone it is about wherever it stands; other octets stay. */
export function maskedFrame(raw: string, phone: string): string {
  const octets = raw.match(/[0-9a-f]{2}/gi) ?? [];
  const text = octets.map((octet) => String.fromCharCode(parseInt(octet, 16))).join("");
  const cut = (number: string) => `${"*".repeat(Math.max(0, number.length - 4))}${number.slice(-4)}`;
  const digits = phone.replace(/\D/g, "");
  const known = digits.length > 4 ? text.replaceAll(digits, cut(digits)) : text;
  const masked = known.replace(/(?<!\d)(?:86)?1[3-9]\d{9}(?!\d)/g, cut);
  return [...masked].map((char) => char.charCodeAt(0).toString(16).padStart(2, "0")).join("").slice(0, 4096);
}

/** The words of a phone with every mobile number in them cut to its last four digits. */
export const maskedWords = (text: string): string =>
  text.slice(0, 500).toWellFormed().replaceAll("\0", "").replace(/(?<!\d)(?:\+?86)?1[3-9]\d{9}(?!\d)/g, (number) => `*${number.slice(-4)}`);

/** A number without the country code of the mainland and without marks, to tell whether two writings mean one phone. */
export const barePhone = (phone: string): string => phone.replace(/\D/g, "").replace(/^(?:00)?86(?=1\d{10}$)/, "");

/** A number as people are shown it: 138****0001. */
export function maskedPhone(phone: string): string {
  const bare = barePhone(phone);
  return `${bare.slice(0, 3)}****${bare.slice(-4)}`;
}

const wishes: readonly { wish: "out" | "back"; words: RegExp }[] = [
  { wish: "out", words: /^(?:退订|取消订阅|拒收|不要再发|TD|T|QX|R|STOP|UNSUBSCRIBE)$/ },
  { wish: "back", words: /^(?:订阅|恢复|恢复订阅|DY|START)$/ },
];

/** What a phone wants by its word: nothing more (退订, 回复 TD), or to be told again; null for anything else, which people read. A sentence counts by what it begins with. */
export function wishOf(text: string): "out" | "back" | null {
  const [first = ""] = text.trim().toUpperCase().split(/[\s，。,.!！、；;：:]+/);
  return wishes.find(({ words }) => words.test(first))?.wish ?? null;
}
