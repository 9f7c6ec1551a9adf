import type { Finding } from "#kernel/finding.ts";
import type { SealedEdition } from "#kernel/edition.ts";
import { Problem } from "#kernel/errors.ts";
import type { Tx } from "#platform/db/database.ts";
import type { Context } from "#platform/http/context.ts";
import { callableAccounts } from "#modules/channels/index.ts";
import { unitNamesOn } from "#modules/organisation/index.ts";
import { isoDay } from "#kernel/clock.ts";
import type { Asked } from "../rules/signature.ts";
import { writeManifest } from "../rules/manifest.ts";
import { insertManifest, type Plan } from "../store.ts";

export type RenderedAccount = { accountId: string; connectorId: string; payload: string; hash: string; preview: string; findings: readonly Finding[] };

/** Renders an edition for every target account: the very bytes that will leave. A closed account or a blocking finding refuses. */
export async function renderAll(ctx: Context, tx: Tx, edition: SealedEdition, accountIds: readonly string[]): Promise<RenderedAccount[]> {
  const accounts = await callableAccounts(tx, ctx.house.vault, accountIds);
  return accountIds.map((id) => {
    const account = accounts.get(id);
    const connector = account && ctx.house.connectors.get(account.connectorId);
    if (!account || !connector) throw new Problem("not-found", { code: "channels.no-account" });
    if (account.state !== "active") throw new Problem("refused", { code: "review.account-not-active", facts: { account: account.name } });
    const rendered = connector.render(edition, account.config);
    const blocking = rendered.findings.find((finding) => finding.level === "blocking");
    if (blocking) throw new Problem("refused", { code: "review.rendition-blocked", facts: { account: account.name, finding: blocking.code, ...blocking.facts } });
    return { accountId: id, connectorId: account.connectorId, payload: rendered.payload, hash: rendered.hash, preview: JSON.stringify(rendered.preview), findings: rendered.findings };
  });
}

/** Builds what is signed. The lead unit is asked first, the others in the order of the signature line. */
export async function buildManifest(ctx: Context, tx: Tx, routeId: string, leadUnitId: string, frozen: { editionId: string; number: number; sealed: SealedEdition; hash: string }, plan: Plan): Promise<string> {
  const now = ctx.now();
  const renditions = await renderAll(ctx, tx, frozen.sealed, plan.accountIds);
  const names = await unitNamesOn(tx, plan.unitIds, isoDay(now));
  const order = [leadUnitId, ...plan.unitIds.filter((id) => id !== leadUnitId)];
  const asked = order.map((unitId, position): Asked => ({ unitId, position, role: position === 0 ? "lead" : "co", unitName: names.get(unitId)?.name ?? unitId }));
  const timing = { sendAt: plan.sendAt, embargoUntil: plan.embargoUntil, notAfter: plan.notAfter };
  const { body, hash } = writeManifest({
    edition: frozen.sealed, editionHash: frozen.hash, renditions: renditions.map(({ accountId, connectorId, hash }) => ({ accountId, connectorId, hash })),
    signers: asked.map(({ unitId, role }) => ({ unitId, role })), inOrder: plan.inOrder, timing,
  });
  return insertManifest(tx, { routeId, pieceId: frozen.sealed.pieceId, editionId: frozen.editionId, editionNumber: frozen.number, body, hash, inOrder: plan.inOrder, timing, renditions, asked }, now);
}
