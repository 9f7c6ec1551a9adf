import { isoDay } from "#kernel/clock.ts";
import { sha256Hex } from "#kernel/fingerprint.ts";

/** Decimal digits that a name always gives: the same name is the same number. */
const digitsOf = (name: string, count: number): string => {
  const span = 10n ** BigInt(count) - 1n;
  return String((BigInt(`0x${sha256Hex(name)}`) % span) + 1n).padStart(count, "0");
};

/** A day as it stands in an EBMID: 20260403, in Beijing. */
export const dayOf = (at: Date): string => isoDay(at).replaceAll("-", "");

/** EBDID: type of package (10 anything, 01 heartbeat), resource code of its sender, 16 digits; 41 in all. */
export const packageId = (resourceCode: string, name: string): string => `10${resourceCode}${digitsOf(name, 16)}`;

/** EBDID of a heartbeat, which has no number. */
export const heartbeatId = (resourceCode: string): string => `01${resourceCode}${"0".repeat(16)}`;

/** Messages an account can number in a day. */
export const mostADay = 9_999;

/** EBMID: resource code, day, four digits; 35 in all. Platforms take what bears a number they know for the same message, so each of a day has its own. */
export const messageId = (resourceCode: string, day: string, number: number): string => `${resourceCode}${day}${String(number).padStart(4, "0")}`;

/** The day an id of ours was made, which a UUIDv7 carries itself; another kind of id has none. */
export const dayOfId = (id: string): string => dayOf(new Date(id.charAt(14) === "7" ? Number.parseInt(id.replaceAll("-", "").slice(0, 12), 16) : 0));
