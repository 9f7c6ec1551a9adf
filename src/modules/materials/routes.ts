import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { done } from "#kernel/contract.ts";
import { allow, Problem } from "#kernel/errors.ts";
import { mediaPath } from "#kernel/article.ts";
import { deliver } from "#platform/files/deliver.ts";
import { mountUploads } from "#platform/files/tus.ts";
import { bind, type Binding } from "#platform/http/bind.ts";
import type { Doorkeeper } from "#platform/http/server.ts";
import type { House } from "#platform/house.ts";
import * as actions from "./actions.ts";
import * as contract from "./contract.ts";
import { ledgerOf } from "./ledger.ts";
import { maySee } from "./policy.ts";
import { maxBytes } from "./rules.ts";
import { fileOf, materialByHash, materialById } from "./views.ts";

/** The operations of materials. */
export const routes = (neighbours: actions.Neighbours): Binding[] => [
  bind(contract.listMaterials, (ctx, { query }) => actions.listMaterials(ctx, query)),
  bind(contract.readMaterial, (ctx, { params }) => actions.readMaterial(ctx, params.materialId)),
  bind(contract.describeMaterial, async (ctx, { params, body }) => { await actions.describeMaterial(ctx, params.materialId, given(body)); return done; }),
  bind(contract.judgeMaterial, async (ctx, { params, body }) => { await actions.judgeMaterial(ctx, params.materialId, body); return done; }),
  bind(contract.shareMaterial, async (ctx, { params, body }) => { await actions.shareMaterial(ctx, params.materialId, body.unitIds); return done; }),
  bind(contract.removeMaterial, async (ctx, { params }) => { await actions.removeMaterial(ctx, neighbours, params.materialId); return done; }),
];

const given = <T extends object>(body: T): { [K in keyof T]: Exclude<T[K], undefined> } => Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined)) as never;

const Ask = z.object({ size: z.coerce.number().pipe(z.union([z.literal(320), z.literal(1280)])).optional() });
const sizeIn = (query: unknown): number | undefined => Ask.safeParse(query).data?.size;

/** Mounts what is not an operation: uploads, files for members in scope, files of published editions for everyone. */
export async function mountFiles(app: FastifyInstance, { house, doorkeeper, isPublished }: { house: House; doorkeeper: Doorkeeper } & Pick<actions.Neighbours, "isPublished">): Promise<void> {
  await mountUploads(app, { ledger: ledgerOf(house), drafts: house.files.drafts, doorkeeper, now: house.now, maxBytes });

  app.route({
    method: ["GET", "HEAD"], url: "/api/materials/:materialId/file",
    onSend: async (_request, reply) => { if (reply.statusCode < 400) void reply.header("cache-control", "private, max-age=86400"); },
    handler: async (request, reply) => {
      const actor = await doorkeeper(request);
      if (!actor) throw new Problem("forbidden", { code: "access.not-logged-in" });
      const { materialId } = request.params as { materialId: string };
      const row = await materialById(house.db, z.uuid().safeParse(materialId).data ?? unknown());
      allow(maySee(actor, row.owned), "materials.not-yours");
      return deliver(request, reply, house.files, await fileOf(house.db, row, sizeIn(request.query)), "private, max-age=86400");
    },
  });

  app.route({
    method: ["GET", "HEAD"], url: mediaPath({ sha256: ":sha256" }),
    handler: async (request, reply) => {
      const { sha256 } = request.params as { sha256: string };
      if (!/^[0-9a-f]{64}$/.test(sha256) || !(await isPublished(house.db, sha256))) unknown();
      const file = await fileOf(house.db, await materialByHash(house.db, sha256), sizeIn(request.query));
      return deliver(request, reply, house.files, file, "public, max-age=31536000, immutable");
    },
  });
}

function unknown(): never {
  throw new Problem("not-found", { code: "materials.unknown" });
}
