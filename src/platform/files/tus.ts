import { randomUUID } from "node:crypto";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Actor } from "#kernel/actor.ts";
import type { Clock } from "#kernel/clock.ts";
import { Problem } from "#kernel/errors.ts";
import type { Doorkeeper } from "#platform/http/server.ts";
import type { Drafts } from "./file-store.ts";
import type { Ledger, Upload } from "./ledger.ts";
import { receive } from "./tus-receive.ts";
import { checksumOf, countOf, metadataOf, tusExtensions, tusVersion } from "./tus-words.ts";

/** What resumable uploads need of the house; `maxBytes` is the longest file taken. */
export type UploadDoor = { ledger: Ledger; drafts: Drafts; doorkeeper: Doorkeeper; now: Clock; maxBytes: number };

/** Where uploads are mounted. */
const uploadsPath = "/api/uploads";

/** Mounts resumable uploads by tus 1.0: create, ask, continue, give up; only the owner of an upload ever sees it. */
export async function mountUploads(app: FastifyInstance, door: UploadDoor): Promise<void> {
  await app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser("application/offset+octet-stream", (_request, payload, done) => done(null, payload));
    scope.addHook("onRequest", async (request, reply) => {
      void reply.header("tus-resumable", tusVersion);
      if (request.method === "OPTIONS" || request.headers["tus-resumable"] === tusVersion) return;
      return answer(reply.header("tus-version", tusVersion), 412, "uploads.other-version");
    });
    const config = { rateLimit: {} };
    scope.options(uploadsPath, { config }, (_request, reply) =>
      reply.code(204).headers({ "tus-version": tusVersion, "tus-extension": tusExtensions, "tus-max-size": door.maxBytes, "tus-checksum-algorithm": "sha1,sha256" }).send());
    scope.post(uploadsPath, { config }, (request, reply) => create(request, reply, door));
    const one = `${uploadsPath}/:id`;
    scope.head(one, { config }, ofOwner(door, async ({ reply, upload }) => told(reply, upload).code(200).send()));
    scope.patch(one, { config, bodyLimit: door.maxBytes }, ofOwner(door, (own) => append(own, door)));
    scope.delete(one, { config }, ofOwner(door, async ({ request, reply, actor, upload }) => {
      await door.ledger.drop(actor, upload.id, request.id);
      await door.drafts.remove(upload.id);
      return reply.code(204).send();
    }));
  });
}

async function create(request: FastifyRequest, reply: FastifyReply, { ledger, doorkeeper, maxBytes }: UploadDoor): Promise<FastifyReply> {
  const actor = await known(request, doorkeeper);
  const bytes = countOf(request.headers["upload-length"]);
  const metadata = metadataOf(request.headers["upload-metadata"]);
  if (bytes === null || bytes === 0) return answer(reply, 400, "uploads.no-length");
  if (bytes > maxBytes) return answer(reply, 413, "uploads.too-long", { megabytes: Math.floor(maxBytes / 1024 / 1024) });
  if (!metadata) return answer(reply, 400, "uploads.metadata");
  const upload = await ledger.open(actor, { bytes, metadata, requestId: request.id });
  return told(reply, upload).code(201).header("location", `${uploadsPath}/${upload.id}`).send();
}

async function append({ request, reply, actor, upload }: Own, door: UploadDoor): Promise<FastifyReply> {
  const offset = countOf(request.headers["upload-offset"]);
  const checksum = checksumOf(request.headers["upload-checksum"]);
  if (request.headers["content-type"] !== "application/offset+octet-stream") return answer(reply, 415, "uploads.content-type");
  if (offset === null || checksum === "unknown") return answer(reply, 400, offset === null ? "uploads.no-offset" : "uploads.checksum-algorithm");
  if (offset !== upload.received) return answer(told(reply, upload), 409, "uploads.offset", { received: upload.received });
  if (offset + (countOf(request.headers["content-length"]) ?? 0) > upload.bytes) return answer(reply, 413, "uploads.beyond-length");
  if (upload.received === upload.bytes) return told(reply, upload).code(204).send();

  const writer = randomUUID();
  if (!(await door.ledger.takePen(upload.id, writer, offset))) return answer(reply, 423, "uploads.in-use");
  try {
    const outcome = await receive({ ...door, actor, upload, writer, checksum, body: request.raw, requestId: request.id });
    if (outcome.kind === "stored") return told(reply, { ...upload, received: outcome.received }).code(204).send();
    if (outcome.kind === "mismatch") return answer(reply, 460, "uploads.checksum");
    if (outcome.kind === "pen-lost" && !(await door.ledger.find(upload.id))) await door.drafts.remove(upload.id);
    void reply.header("connection", "close");
    return outcome.kind === "beyond" ? answer(reply, 413, "uploads.beyond-length") : answer(reply, 423, "uploads.in-use");
  } finally {
    await door.ledger.layDownPen(upload.id, writer);
  }
}

async function known(request: FastifyRequest, doorkeeper: Doorkeeper): Promise<Actor> {
  const actor = await doorkeeper(request);
  if (!actor) throw new Problem("forbidden", { code: "access.not-logged-in" });
  return actor;
}

type Own = { request: FastifyRequest; reply: FastifyReply; actor: Actor; upload: Upload };

/** Lets only the owner of a living upload through. */
const ofOwner = ({ ledger, doorkeeper, now }: UploadDoor, handle: (own: Own) => Promise<FastifyReply>) => async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
  const actor = await known(request, doorkeeper);
  const { id } = request.params as { id: string };
  const upload = /^[0-9a-f-]{36}$/.test(id) ? await ledger.find(id) : null;
  if (!upload) throw new Problem("not-found", { code: "uploads.unknown" });
  if (upload.ownerId !== actor.personId) throw new Problem("forbidden", { code: "uploads.not-yours" });
  if (upload.expiresAt <= now()) return answer(reply, 410, "uploads.expired");
  return handle({ request, reply, actor, upload });
};

const told = (reply: FastifyReply, { bytes, received, expiresAt }: Upload): FastifyReply =>
  reply.headers({ "upload-offset": received, "upload-length": bytes, "upload-expires": expiresAt.toUTCString(), "cache-control": "no-store" });

const answer = (reply: FastifyReply, code: number, type: string, facts: Record<string, string | number> = {}): FastifyReply =>
  reply.code(code).type("application/problem+json").send({ type, facts });
