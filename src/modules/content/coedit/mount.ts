import websocket from "@fastify/websocket";
import type { FastifyInstance, FastifyRequest } from "fastify";
import type { WebSocket } from "ws";
import { z } from "zod";
import type { Actor } from "#kernel/actor.ts";
import { Problem } from "#kernel/errors.ts";
import type { House } from "#platform/house.ts";
import type { Live } from "#platform/http/live.ts";
import type { Doorkeeper } from "#platform/http/server.ts";
import { closeCode, frameLimit } from "../rules/wire.ts";
import { Line, mayFollow, type Presences } from "./line.ts";
import { Room, type RoomGround } from "./room.ts";

/** What co-editing needs of a web process. */
export type CoeditOptions = { house: House; live: Live; doorkeeper: Doorkeeper; breathMs?: number; mergeAfter?: RoomGround["mergeAfter"] };

type Open = { room: Room; presences: Presences };
type Rooms = { enter: (pieceId: string, use: (open: Open) => void) => Promise<boolean>; leave: (pieceId: string, line: Line) => Promise<void>; closeAll: () => Promise<void> };

function rooms(ground: RoomGround): Rooms {
  const opened = new Map<string, Promise<Open | null>>();
  const closing = new Set<Promise<void>>();
  const enter: Rooms["enter"] = async (pieceId, use) => {
    const asked = opened.get(pieceId) ?? Room.open(ground, pieceId).then((room) => room && { room, presences: new Map() });
    opened.set(pieceId, asked);
    const open = await asked.catch((error: unknown) => { opened.delete(pieceId); throw error; });
    if (!open) opened.delete(pieceId);
    // Between asking and entering the last one may have left and closed it.
    else if (opened.get(pieceId) !== asked) return enter(pieceId, use);
    else {
      use(open);
      await closeEmpty(pieceId);
    }
    return open !== null;
  };
  const closeEmpty = async (pieceId: string): Promise<void> => {
    const asked = opened.get(pieceId);
    const open = await asked;
    if (!open || open.room.members.size > 0 || opened.get(pieceId) !== asked) return;
    opened.delete(pieceId);
    const end = open.room.close().finally(() => closing.delete(end));
    closing.add(end);
    await end;
  };
  const leave: Rooms["leave"] = async (pieceId, line) => {
    line.leave();
    (await opened.get(pieceId))?.room.members.delete(line);
    await closeEmpty(pieceId);
  };
  const closeAll: Rooms["closeAll"] = async () => {
    for (const [pieceId, asked] of [...opened]) {
      (await asked)?.room.members.clear();
      await closeEmpty(pieceId);
    }
    await Promise.all([...closing]);
  };
  return { enter, leave, closeAll };
}

async function admit({ house, doorkeeper }: CoeditOptions, request: FastifyRequest): Promise<Actor> {
  if (!z.object({ pieceId: z.uuid() }).safeParse(request.params).success) throw new Problem("not-found", { code: "content.no-such-piece" });
  const actor = await doorkeeper(request);
  if (!actor) throw new Problem("forbidden", { code: "access.not-logged-in" });
  house.log.debug({ personId: actor.personId, url: request.url }, "a line to a draft");
  return actor;
}

/** Mounts `/api/drafts/:pieceId`: writing one text together over WebSocket (ADR 0012), behind the same door as every operation. */
export async function mountCoedit(app: FastifyInstance, options: CoeditOptions): Promise<void> {
  const { house, live, doorkeeper, breathMs = 20_000, mergeAfter = { changes: 200, milliseconds: 30_000 } } = options;
  const all = rooms({ db: house.db, live, log: house.log, now: house.now, mergeAfter });
  const admitted = new WeakMap<FastifyRequest, Actor>();
  const sockets = new Set<WebSocket>();
  await app.register(async (scope) => {
    await scope.register(websocket, { options: { maxPayload: frameLimit + 1 }, preClose: (done) => { for (const socket of sockets) socket.close(1001); done(); } });
    scope.get("/api/drafts/:pieceId", {
      websocket: true,
      preValidation: async (request) => { admitted.set(request, await admit(options, request)); },
    }, (socket, request) => {
      const actor = admitted.get(request);
      const { pieceId } = request.params as { pieceId: string };
      if (!actor) { socket.close(closeCode.notLoggedIn); return; }
      sockets.add(socket);
      serve(socket, request, actor, pieceId);
    });
    scope.addHook("onClose", () => all.closeAll());
  });

  function serve(socket: WebSocket, request: FastifyRequest, actor: Actor, pieceId: string): void {
    let line: Line | null = null;
    const early: Parameters<Line["take"]>[] = [];
    const breath = setInterval(() => { void line?.breathe(doorkeeper, request).catch(() => socket.close(closeCode.trouble)); }, breathMs);
    socket.on("message", (data, isBinary) => { if (line) line.take(data, isBinary); else if (early.length < 20) early.push([data, isBinary]); });
    socket.on("error", () => socket.terminate());
    socket.on("close", () => {
      clearInterval(breath);
      sockets.delete(socket);
      if (line) void all.leave(pieceId, line).catch((error: unknown) => house.log.error({ err: error, pieceId }, "leaving a draft"));
    });
    all.enter(pieceId, ({ room, presences }) => {
      if (!mayFollow(actor, room.piece)) { socket.close(closeCode.notYours, "not yours"); return; }
      if (socket.readyState !== socket.OPEN) return;
      line = new Line(room, socket, actor, presences);
      room.members.add(line);
      for (const frame of early.splice(0)) line.take(...frame);
    }).then((exists) => { if (!exists) socket.close(closeCode.noDraft, "no such draft"); })
      .catch((error: unknown) => { house.log.error({ err: error, pieceId }, "opening a draft"); socket.close(closeCode.trouble); });
  }
}
