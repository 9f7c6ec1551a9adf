import type { FastifyRequest } from "fastify";
import type { RawData, WebSocket } from "ws";
import * as Y from "yjs";
import { holds, inScope, type Actor } from "#kernel/actor.ts";
import type { Doorkeeper } from "#platform/http/server.ts";
import { mayRead, whyNotEdit } from "../policy.ts";
import { type AtDraft, binaryFrame, closeCode, FromEditor, type FromServer } from "../rules/wire.ts";
import type { PieceBasis } from "../views/basis.ts";
import type { Member, Room } from "./room.ts";

/** May this person open the draft at all, to read along? */
export const mayFollow = (actor: Actor, piece: PieceBasis): boolean => mayRead(actor) && inScope(actor, piece);

/** The unit for which a person writes in a piece: their own where it takes part, else the first in which they hold a post. */
export const unitOfWriter = (actor: Actor, piece: PieceBasis): string | null => {
  if (whyNotEdit(actor, piece)) return null;
  const units = [piece.unitId, ...piece.participantUnitIds].filter((unitId) => holds(actor, unitId, "editor", "liaison"));
  return units.includes(actor.unitId) ? actor.unitId : units[0] ?? null;
};

/** What a caret of this line looks like to the others, kept by the room's porter. */
export type Presences = Map<number, { line: Line; frame: Extract<FromServer, { type: "presence" }> }>;

const bytesOf = (data: RawData): Uint8Array => (Array.isArray(data) ? Buffer.concat(data) : data instanceof ArrayBuffer ? new Uint8Array(data) : data);
// A reader who is this far behind is let go; it comes back and asks for what it lacks.
const mostUnsent = 8 * 1024 * 1024;

/** One editor's line to a draft. Whatever it sends that is not understood closes it; nothing it sends can harm the process. */
export class Line implements Member {
  readonly personId: string;
  actor: Actor;
  /** Changes came in since the doorkeeper was last asked: somebody is really there. */
  active = false;
  #kept = 0;
  readonly #room: Room;
  readonly #socket: WebSocket;
  readonly #presences: Presences;
  #heard = true;
  #asked = false;
  #wrote: boolean;

  constructor(room: Room, socket: WebSocket, actor: Actor, presences: Presences) {
    this.personId = actor.personId;
    this.actor = actor;
    this.#room = room;
    this.#socket = socket;
    this.#presences = presences;
    this.#wrote = this.writesFor(room.piece) !== null;
    socket.on("pong", () => { this.#heard = true; });
    this.#standing();
    this.#ask();
    this.#text({ type: "kept", count: 0, savedAt: room.savedAt.toISOString() });
    for (const { frame } of presences.values()) this.#text(frame);
  }

  writesFor(piece: PieceBasis): string | null {
    return unitOfWriter(this.actor, piece);
  }

  /** Takes one frame from the editor. */
  take(data: RawData, isBinary: boolean): void {
    try {
      if (isBinary) this.#takeBinary(bytesOf(data));
      else this.#takePresence(FromEditor.parse(JSON.parse(new TextDecoder().decode(bytesOf(data)))));
    } catch {
      this.#socket.close(closeCode.malformed, "not understood");
    }
  }

  hear(change: Uint8Array): void {
    this.#binary(binaryFrame.change, change);
  }

  kept(changes: number, savedAt: Date): void {
    this.#kept += changes;
    this.#text({ type: "kept", count: this.#kept, savedAt: savedAt.toISOString() });
  }

  pieceMoved(piece: PieceBasis): void {
    if (!mayFollow(this.actor, piece)) { this.#socket.close(closeCode.notYours, "not yours"); return; }
    this.#standing();
    this.#showAgain();
    // Writing may be open again: ask for what could not be kept before.
    if (this.writesFor(piece) && !this.#wrote) this.#ask();
    this.#wrote = this.writesFor(piece) !== null;
  }

  trouble(): void {
    this.#socket.close(closeCode.trouble, "trouble");
  }

  /** Every 20 s: is the other end alive, and is its session? */
  async breathe(doorkeeper: Doorkeeper, request: FastifyRequest): Promise<void> {
    if (!this.#heard) { this.#socket.terminate(); return; }
    this.#heard = false;
    this.#socket.ping();
    this.#text({ type: "kept", count: this.#kept, savedAt: this.#room.savedAt.toISOString() });
    const actor = await doorkeeper(askedAnew(request, this.active));
    this.active = false;
    if (!actor) { this.#socket.close(closeCode.notLoggedIn, "not logged in"); return; }
    const before = this.writesFor(this.#room.piece);
    this.actor = actor;
    if (!mayFollow(actor, this.#room.piece) || this.writesFor(this.#room.piece) !== before) this.pieceMoved(this.#room.piece);
  }

  /** Tells the others that this editor has left. */
  leave(): void {
    for (const [clientId, { line }] of this.#presences) {
      if (line !== this) continue;
      this.#presences.delete(clientId);
      this.#tellOthers({ type: "presence", clientId, at: null, cursor: null });
    }
  }

  #takeBinary(frame: Uint8Array): void {
    const body = frame.subarray(1);
    if (frame[0] === binaryFrame.ask) this.#binary(binaryFrame.change, Y.encodeStateAsUpdate(this.#room.doc, body));
    else if (frame[0] === binaryFrame.change) this.#takeChange(new Uint8Array(body));
    else throw new Error("no such frame");
  }

  #takeChange(change: Uint8Array): void {
    // The answer to our question repeats what we may have; other changes are new.
    const answered = this.#asked;
    this.#asked = false;
    if (answered && this.#room.holds(change)) { this.kept(1, this.#room.savedAt); return; }
    if (!this.writesFor(this.#room.piece)) { this.#standing(); return; }
    this.#room.prove(change);
    this.active = true;
    if (!this.#room.offer(this, change)) this.#socket.close(closeCode.tooLarge, "too large");
  }

  #takePresence({ clientId, cursor }: FromEditor): void {
    const known = this.#presences.get(clientId);
    if (known && known.line.personId !== this.personId) return;
    const frame = { type: "presence", clientId, at: this.#atDraft(), cursor } as const;
    this.#presences.set(clientId, { line: this, frame });
    this.#tellOthers(frame);
  }

  #showAgain(): void {
    for (const [clientId, { line, frame }] of this.#presences) if (line === this && frame.at?.writes !== this.#atDraft().writes) this.#takePresence({ type: "presence", clientId, cursor: frame.cursor });
  }

  #atDraft(): AtDraft {
    const { personId, name, unitId, unitName } = this.actor;
    return { personId, name, unitId, unitName, writes: this.writesFor(this.#room.piece) !== null };
  }

  #tellOthers(frame: FromServer): void {
    for (const member of this.#room.members) if (member instanceof Line && member !== this) member.#text(frame);
  }

  #ask(): void {
    this.#asked = true;
    this.#binary(binaryFrame.ask, Y.encodeStateVector(this.#room.doc));
  }

  #standing(): void {
    this.#text({ type: "standing", whyNot: whyNotEdit(this.actor, this.#room.piece) });
  }

  #text(frame: FromServer): void {
    this.#send(JSON.stringify(frame));
  }

  #binary(kind: number, body: Uint8Array): void {
    const frame = new Uint8Array(body.length + 1);
    frame[0] = kind;
    frame.set(body, 1);
    this.#send(frame);
  }

  #send(data: string | Uint8Array): void {
    if (this.#socket.readyState !== this.#socket.OPEN) return;
    if (this.#socket.bufferedAmount > mostUnsent) this.#socket.terminate();
    else this.#socket.send(data);
  }
}

// The doorkeeper remembers its answer per request; a line lives longer than one. A line on which nobody writes is no sign of a person.
const askedAnew = (request: FastifyRequest, active: boolean): FastifyRequest =>
  Object.create(request, active ? {} : { url: { value: "/api/live" } }) as FastifyRequest;
