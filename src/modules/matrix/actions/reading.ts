import { allow } from "#kernel/errors.ts";
import { isoDay } from "#kernel/clock.ts";
import { switchedOff } from "#platform/switches.ts";
import type { Context } from "#platform/http/context.ts";
import { unitIdsAbove } from "#modules/organisation/index.ts";
import { mayKeepAccounts, mayTestAccount } from "#modules/channels/index.ts";
import type { z } from "zod";
import type { FileView, PatientView } from "../contract.ts";
import { mayFile, mayInspect, mayReadMatrix } from "../policy.ts";
import { byHand } from "../rules/inspection.ts";
import { patients } from "../views/doctor.ts";
import { filingOf, readingsOf } from "../views/file.ts";
import { findingPage, findingsOf } from "../views/findings.ts";
import { matrixView } from "../views/matrix.ts";
import { checksOf, keptOf, visible } from "./within.ts";

/** The matrix as this person sees it. */
export function readMatrix(ctx: Context) {
  allow(mayReadMatrix(ctx.actor), "matrix.may-not-read");
  return matrixView(ctx.read, ctx.actor, ctx.house.connectors, ctx.now());
}

/** What inspection found, page by page. */
export async function listFindings(ctx: Context, query: Parameters<typeof findingPage>[2]) {
  allow(mayReadMatrix(ctx.actor), "matrix.may-not-read");
  return findingPage(ctx.read, ctx.actor, query, { connectors: ctx.house.connectors, check: (await checksOf(ctx)).check }, ctx.now());
}

/** What is on file about one account. */
export async function readFile(ctx: Context, { accountId }: { accountId: string }): Promise<z.input<typeof FileView>> {
  allow(mayReadMatrix(ctx.actor), "matrix.may-not-read");
  const a = await visible(ctx, accountId);
  const [filing, kept, { check }] = [await filingOf(ctx.read, a.id), await keptOf(ctx, a), await checksOf(ctx)];
  const { zh, en } = a.platform;
  return {
    id: a.id, name: a.name, platform: { zh, en }, newMedia: a.newMedia, unit: { id: a.unitId, name: a.unitName, seal: a.unitSeal }, state: a.state, registrationNo: a.registrationNo, ownerName: a.ownerName, successorName: a.successorName,
    lastPostAt: a.lastPostAt?.toISOString() ?? null, createdAt: a.createdAt.toISOString(), certifiedAs: filing?.certified_as ?? "", certifiedUntil: filing?.certified_until ?? null, openedOn: filing?.opened_on ?? null, closingFiledOn: filing?.closing_filed_on ?? null,
    closingNumber: filing?.closing_number ?? "", changedByName: filing?.changed_by_name ?? null, changedAt: filing?.changed_at.toISOString() ?? null,
    findings: await findingsOf(ctx.read, ctx.actor, a.id, { connectors: ctx.house.connectors, check }, ctx.now()), readings: await readingsOf(ctx.read, a.id, ctx.house.connectors.get(a.connectorId)?.variant === "short" ? "post" : "article"),
    mayFile: mayFile(ctx.actor, kept), mayFetch: mayFile(ctx.actor, kept) && a.state === "active" && ctx.house.connectors.get(a.connectorId)?.numbers !== undefined, mayInspect: a.state !== "closed" && mayInspect(ctx.actor, kept), byHand: byHand.map((code) => ({ code, check: check(code) })),
  };
}

/** Accounts with something wrong, in words, and what mends it. */
export async function readDoctor(ctx: Context, { accountId }: { accountId?: string | undefined }): Promise<{ items: z.input<typeof PatientView>[]; well: number }> {
  allow(mayReadMatrix(ctx.actor) || ctx.actor.holdings.some((h) => h.post === "system-admin"), "matrix.may-not-read");
  const all = await patients(ctx.read, ctx.actor, { connectors: ctx.house.connectors, outboundOff: await switchedOff(ctx.read, "outbound") }, accountId, ctx.now());
  const ill = all.filter(({ ailments }) => ailments.length > 0);
  const above = new Map<string, string[]>();
  for (const id of new Set(ill.map(({ account }) => account.unitId))) above.set(id, await unitIdsAbove(ctx.read, id, isoDay(ctx.now())));
  return {
    well: all.length - ill.length,
    items: ill.map(({ account: a, ailments }) => {
      const reach = { unitId: a.unitId, unitIdsAbove: above.get(a.unitId) ?? [] };
      const { zh, en } = a.platform;
      return {
        id: a.id, name: a.name, platform: { zh, en }, unit: { id: a.unitId, name: a.unitName, seal: a.unitSeal }, audience: a.audience, ailments,
        mayKeep: mayKeepAccounts(ctx.actor, reach), mayTest: mayTestAccount(ctx.actor, { ...reach, ownerPersonId: a.ownerId, successorPersonId: a.successorId }),
      };
    }),
  };
}
