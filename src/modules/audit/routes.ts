import { Readable } from "node:stream";
import type { FastifyInstance, FastifyRequest } from "fastify";
import { z } from "zod";
import { done } from "#kernel/contract.ts";
import { allow, Problem } from "#kernel/errors.ts";
import { canonical } from "#kernel/fingerprint.ts";
import { bind } from "#platform/http/bind.ts";
import { contextOf } from "#platform/http/context.ts";
import type { Doorkeeper } from "#platform/http/server.ts";
import type { House } from "#platform/house.ts";
import * as actions from "./actions.ts";
import * as contract from "./contract.ts";
import { mayReadAll, mayReadOwn } from "./policy.ts";
import type { ExportHeader } from "./rules.ts";
import { headOf } from "./views.ts";

const VerificationFacts = contract.Verification.pick({ rows: true, lastSeq: true, faults: true });

/** The operations of the record. */
export const routes = [
  bind(contract.listEntries, (ctx, { query }) => actions.listEntries(ctx, query)),
  bind(contract.readState, async (ctx) => {
    allow(mayReadOwn(ctx.actor), "audit.may-not-read");
    const { verification, running } = await actions.lastVerification(ctx.read, ctx.now());
    return { all: mayReadAll(ctx.actor), ...(await headOf(ctx.read)), running, verification: verification && { at: verification.at, ok: verification.ok, ...VerificationFacts.parse(verification.facts) } };
  }),
  bind(contract.requestVerification, (ctx) => actions.requestVerification(ctx).then(() => done)),
  bind(contract.orderExport, async (ctx, { body }) => {
    const header = await actions.orderExport(ctx, body);
    return { exportId: header.exportId, fileName: actions.exportName(header), firstSeq: header.firstSeq, lastSeq: header.lastSeq, rows: header.lastSeq - header.firstSeq + 1 };
  }),
];

/** Mounts the files of exports: the lines as they are written, and their seal. */
export function mountExports(app: FastifyInstance, { house, doorkeeper }: { house: House; doorkeeper: Doorkeeper }): void {
  const ordered = async (request: FastifyRequest) => {
    const actor = await doorkeeper(request);
    if (!actor) throw new Problem("forbidden", { code: "access.not-logged-in" });
    const ctx = contextOf(house, actor, request.id);
    const id = z.uuid().safeParse((request.params as { exportId: string }).exportId).data;
    if (!id) throw new Problem("not-found", { code: "audit.no-export" });
    const header: ExportHeader = await actions.exportOrdered(ctx, id);
    return { ctx, header, headerLine: canonical(header) };
  };
  app.get(contract.exportPath(":exportId"), async (request, reply) => {
    const { ctx, header, headerLine } = await ordered(request);
    void reply.headers({ "content-type": "application/x-ndjson; charset=utf-8", "content-disposition": `attachment; filename="${actions.exportName(header)}"` });
    return reply.send(Readable.from(actions.exportLines(ctx, header, headerLine)));
  });
  app.get(contract.sealPath(":exportId"), async (request, reply) => {
    const { ctx, header, headerLine } = await ordered(request);
    void reply.headers({ "content-type": "text/plain; charset=utf-8", "content-disposition": `attachment; filename="${actions.exportName(header)}.sha256"` });
    return reply.send(`${await actions.sealOf(ctx, header, headerLine)}  ${actions.exportName(header)}\n`);
  });
}
