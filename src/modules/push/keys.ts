import { createECDH } from "node:crypto";
import webPush from "web-push";
import type { Reader } from "#platform/db/database.ts";
import type { House } from "#platform/house.ts";
import { callableAccounts } from "#modules/channels/index.ts";
import { PushSettings } from "./rules/settings.ts";

/** A new pair of keys by which push services know the site (VAPID, RFC 8292): the public one goes into an account's settings, the private one into its secrets. */
export const newKeyPair = (): { publicKey: string; privateKey: string } => webPush.generateVAPIDKeys();

/** Does the private key belong to the public one? */
function isPair(publicKey: string, privateKey: string): boolean {
  try {
    const curve = createECDH("prime256v1");
    curve.setPrivateKey(Buffer.from(privateKey, "base64url"));
    return curve.getPublicKey("base64url") === publicKey;
  } catch {
    return false;
  }
}

/** An account that can speak: in use, its settings readable, its keys a pair. */
export type Speaker = PushSettings & { privateKey: string };

/** Opens accounts for speaking, by id; one that cannot speak is left out. */
export async function speakersOf(read: Reader, vault: House["vault"], accountIds: readonly string[]): Promise<Map<string, Speaker>> {
  const accounts = await callableAccounts(read, vault, accountIds);
  return new Map([...accounts.values()].flatMap((account): [string, Speaker][] => {
    const settings = PushSettings.safeParse(account.config);
    const privateKey = account.secrets["privateKey"] ?? "";
    return account.state === "active" && settings.success && isPair(settings.data.publicKey, privateKey) ? [[account.id, { ...settings.data, privateKey }]] : [];
  }));
}
