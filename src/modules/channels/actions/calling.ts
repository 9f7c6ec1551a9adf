import { theHouse } from "#kernel/actor.ts";
import type { ConnectorContext, Rendered, StaffAlert } from "#kernel/connector.ts";
import type { SealedEdition } from "#kernel/edition.ts";
import { Problem } from "#kernel/errors.ts";
import { contextOf } from "#platform/http/context.ts";
import type { House } from "#platform/house.ts";
import { openMaterial } from "#modules/materials/index.ts";
import { giveNumber } from "../store.ts";
import type { CallableAccount } from "../views/callable.ts";

/** What a connector is handed for one call on behalf of an account. */
export const contextFor = (house: House, account: Pick<CallableAccount, "id" | "config" | "secrets">): ConnectorContext => ({
  accountId: account.id, config: account.config, secrets: account.secrets, now: house.now, call: house.call, reach: house.reach, doors: house.doors,
  openMaterial: (material, span) => openMaterial(house.files, material, span),
  numberFor: (series, word) => contextOf(house, theHouse, account.id).observe((tx) => giveNumber(tx, { series, word }, house.now())),
});

/** The exact bytes of an edition for one account, with what its channel finds: pure, before people sign. */
export function renderFor(house: House, account: Pick<CallableAccount, "connectorId" | "config">, edition: SealedEdition): Rendered {
  const connector = house.connectors.get(account.connectorId);
  if (!connector) throw new Problem("refused", { code: "channels.no-connector", facts: { connector: account.connectorId } });
  return connector.render(edition, account.config);
}

/** Alerts staff through one account. Never throws: an answer that proves nothing counts as not told, so that the next channel is tried. */
export async function tellThrough(house: House, account: CallableAccount, alert: StaffAlert, key: string, withinMs = 20_000): Promise<{ ok: boolean; detail: string }> {
  const connector = house.connectors.get(account.connectorId);
  if (!connector?.renderAlert) return { ok: false, detail: `${account.connectorId}: no alerts` };
  const payload = connector.renderAlert.bind(connector);
  const order = { key, action: "publish" as const, pieceId: "00000000-0000-7000-8000-000000000000", edition: 1, ref: null, previousRef: null, recall: null, attempt: 0 };
  return within(withinMs, async () => {
    const answer = await connector.submit(contextFor(house, account), { ...order, payload: payload(alert, account.config) });
    return answer.ok ? { ok: true, detail: answer.rawBody.slice(0, 300) } : { ok: false, detail: `${answer.class} ${answer.rawCode} ${answer.rawBody}`.slice(0, 300) };
  });
}

/** One answer within a time, whatever the channel does. */
export async function within(ms: number, call: () => Promise<{ ok: boolean; detail: string }>): Promise<{ ok: boolean; detail: string }> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<{ ok: boolean; detail: string }>((resolve) => { timer = setTimeout(() => { resolve({ ok: false, detail: `no answer within ${ms / 1000} s` }); }, ms); });
  try {
    return await Promise.race([call(), late]);
  } catch (error) {
    return { ok: false, detail: String(error).slice(0, 300) };
  } finally {
    clearTimeout(timer);
  }
}
