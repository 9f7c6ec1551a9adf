import { z } from "zod";

const written = /^(?:(?:\+86)?1[3-9]\d{9}|\+(?!86)[1-9]\d{6,14})$/;
const atHome = /^(?:\+86)?(1\d{10})$/;

/** A number as E.164 writes it: +8613800000001. */
export const fullNumber = (phone: string): string => phone.replace(atHome, "+86$1");

/** A number as the mainland dials it; one from abroad with its country code and no plus. */
export const dialled = (phone: string): string => phone.replace(atHome, "$1").replace("+", "");

/** The phones of staff that an account writes to: as many as one call of the platform takes, none twice, all of the mainland or none. */
export const phoneList = (most: number) => z.array(z.string().regex(written, "an 11-digit mobile number, or E.164 with its plus")).min(1).max(most)
  .refine((phones) => new Set(phones.map(fullNumber)).size === phones.length, "the same number twice")
  .refine((phones) => new Set(phones.map((phone) => atHome.test(phone))).size === 1, "numbers of the mainland and from abroad need an account each");

/** A number as it may stand in evidence: its last four digits (design/channels.md; phone numbers are personal data). */
export const lastFour = (phone: string): string => `*${phone.slice(-4)}`;

/** A text of a platform with every phone in it cut to its last four digits: those of the account wherever they stand, and whatever else reads like a mobile number. */
export function masked(text: string, phones: readonly string[]): string {
  const known = phones.reduce((said, phone) => said.replace(new RegExp(`(?:\\+?86|\\+)?${dialled(phone)}`, "g"), lastFour), text);
  return known.replace(/(?<!\d)(?:\+?86)?1[3-9]\d{9}(?!\d)/g, lastFour);
}
