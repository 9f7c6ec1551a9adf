import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { found, Problem } from "#kernel/errors.ts";
import { letterFile } from "#platform/documents/letter-file.ts";
import { contextOf } from "#platform/http/context.ts";
import type { Doorkeeper } from "#platform/http/server.ts";
import type { House } from "#platform/house.ts";
import { toldOf, wordType } from "./actions/hand-in.ts";
import { visible } from "./actions/within.ts";
import { letterPath } from "./contract.ts";
import { letterOf } from "./rules/letter.ts";

/** Mounts the letters of requests as Word files: whoever may read the request may take its letter along. */
export function mountLetters(app: FastifyInstance, { house, doorkeeper }: { house: House; doorkeeper: Doorkeeper }): void {
  app.get(letterPath(":requestId"), async (request, reply) => {
    const actor = await doorkeeper(request);
    if (!actor) throw new Problem("forbidden", { code: "access.not-logged-in" });
    const { requestId } = found(z.object({ requestId: z.uuid() }).safeParse(request.params).data, "carriers.no-request");
    const letter = letterOf(toldOf(await visible(contextOf(house, actor, request.id), requestId)));
    const name = encodeURIComponent(`${letter.number} ${letter.title}.docx`).replace(/['()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
    return reply.headers({ "content-type": wordType, "content-disposition": `attachment; filename*=UTF-8''${name}`, "cache-control": "no-store" }).send(await letterFile(letter));
  });
}
