import type { House } from "#platform/house.ts";
import type { Reader } from "#platform/db/database.ts";
import { barePhone, maskedPhone, wishOf } from "./rules.ts";
import type { News } from "./store/news.ts";
import { optOutRows } from "./views.ts";

type Incoming = Extract<News, { kind: "incoming" }>;

/** What a phone wrote, with its wish where it is one of the account's own: that it wants nothing more, or wants it again. Of other phones no number is kept. */
export function heardFrom(house: House, phones: readonly string[], { from, text }: Pick<Incoming, "from" | "text">): Incoming {
  const wish = wishOf(text);
  const known = wish === null ? undefined : phones.find((phone) => barePhone(phone) === barePhone(from));
  return { kind: "incoming", from, text, at: house.now(), ...(wish && known ? { wish: { wish, sealed: house.vault.seal(barePhone(known)), masked: maskedPhone(known) } } : {}) };
}

/** The phones of an account's list that want nothing more: of each its last word counts. A number sealed with another house key is nobody's. */
export async function optedOut(house: Pick<House, "vault">, read: Reader, accountId: string): Promise<ReadonlySet<string>> {
  const last = new Map<string, "out" | "back">();
  for (const { sealed, wish } of await optOutRows(read, accountId)) {
    try {
      last.set(house.vault.unseal(sealed), wish);
    } catch {
      continue;
    }
  }
  return new Set([...last].flatMap(([phone, wish]) => (wish === "out" ? [phone] : [])));
}
