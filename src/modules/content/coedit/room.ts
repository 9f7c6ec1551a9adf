import * as Y from "yjs";
import type { Db } from "#platform/db/database.ts";
import { announce, type Live } from "#platform/http/live.ts";
import type { Log } from "#platform/log/log.ts";
import { reindex } from "../actions/reindex.ts";
import { draftLimit } from "../rules/wire.ts";
import { pieceBasis, type PieceBasis } from "../views/basis.ts";
import { appendChanges, draftSince, holdDraft, loadDraft, mergeChanges } from "./store.ts";

/** One line into a room: what the room needs to know of whoever is at the other end. */
export type Member = {
  personId: string;
  /** The unit this person writes for in the piece; null when they may not write at this stage. */
  writesFor: (piece: PieceBasis) => string | null;
  hear: (change: Uint8Array) => void;
  kept: (changes: number, savedAt: Date) => void;
  /** The piece moved on, or this member's change was refused. */
  pieceMoved: (piece: PieceBasis) => void;
  /** The room cannot go on; the editor comes back and brings what was not kept. */
  trouble: () => void;
};

/** What a room works with. */
export type RoomGround = { db: Db; live: Live; log: Log; now: () => Date; mergeAfter: { changes: number; milliseconds: number } };

/** A live draft in this process: changes are kept in the database first, then applied, then told to everyone; other processes learn by a notice. */
export class Room {
  readonly doc = new Y.Doc();
  readonly members = new Set<Member>();
  piece: PieceBasis;
  savedAt: Date;
  #last: number;
  #bytes: number;
  #waiting: { from: Member; change: Uint8Array }[] = [];
  #work: Promise<void> = Promise.resolve();
  #unmerged = 0;
  #mergeAt: NodeJS.Timeout | null = null;
  #leaveLive: () => void;
  #proof: Y.Doc | null = null;
  readonly #ground: RoomGround;

  private constructor(ground: RoomGround, piece: PieceBasis, kept: { state: Uint8Array; last: number; savedAt: Date }) {
    this.#ground = ground;
    this.piece = piece;
    this.savedAt = kept.savedAt;
    this.#last = kept.last;
    this.#bytes = kept.state.length;
    Y.applyUpdate(this.doc, kept.state);
    this.doc.on("update", (change: Uint8Array, origin: unknown) => {
      if (this.#proof) Y.applyUpdate(this.#proof, change);
      for (const member of this.members) if (member !== origin) member.hear(change);
    });
    const moved = `piece:${piece.id}`;
    this.#leaveLive = ground.live.subscribe(new Set([`draft:${piece.id}`, moved]), (topic) => this.#then(async () => {
      if (topic !== moved) await this.#catchUp();
      if (topic !== `draft:${piece.id}`) await this.#lookAtPiece();
    }));
  }

  /** Opens a room over what is kept; null where there is no such draft. */
  static async open(ground: RoomGround, pieceId: string): Promise<Room | null> {
    const [piece, kept] = await Promise.all([pieceBasis(ground.db, pieceId), loadDraft(ground.db, pieceId)]);
    if (!piece || !kept) return null;
    const room = new Room(ground, piece, kept);
    // Whatever happened between reading and listening.
    room.#then(async () => { await room.#catchUp(); await room.#lookAtPiece(); });
    return room;
  }

  /** Hands in a change; whoever sent it hears `kept` after it is on disk, or `pieceMoved` when it may not be. Answers false when the draft would grow too large. */
  offer(from: Member, change: Uint8Array): boolean {
    this.#bytes += change.length;
    if (this.#bytes > draftLimit) return false;
    this.#waiting.push({ from, change });
    if (this.#waiting.length === 1) this.#then(() => this.#keep());
    return true;
  }

  /** Tries a change on a copy and throws where it cannot be applied: a change that is kept can always be read again. */
  prove(change: Uint8Array): void {
    Y.decodeUpdate(change);
    if (!this.#proof) {
      this.#proof = new Y.Doc();
      Y.applyUpdate(this.#proof, Y.encodeStateAsUpdate(this.doc));
    }
    try {
      Y.applyUpdate(this.#proof, change);
    } catch (error) {
      this.#forgetProof();
      throw error;
    }
  }

  /** Does the draft hold all of a change already, as after a reconnection that brought nothing new? */
  holds(change: Uint8Array): boolean {
    return Y.snapshotContainsUpdate(Y.snapshot(this.doc), change);
  }

  /** Ends the room after everything offered is kept, and leaves one merged state behind. */
  async close(): Promise<void> {
    this.#leaveLive();
    await this.#work;
    await this.#merge();
    if (this.#mergeAt) clearTimeout(this.#mergeAt);
    this.#forgetProof();
    this.doc.destroy();
  }

  #then(step: () => Promise<void>): void {
    this.#work = this.#work.then(step).catch((error: unknown) => {
      this.#ground.log.error({ err: error, pieceId: this.piece.id }, "a draft could not be kept");
      this.#waiting = [];
      this.#forgetProof();
      for (const member of [...this.members]) member.trouble();
    });
  }

  async #keep(): Promise<void> {
    const { db, now } = this.#ground;
    const batch = this.#waiting.splice(0);
    const at = now();
    const answer = await db.transaction().execute(async (tx) => {
      const held = await holdDraft(tx, this.piece.id);
      if (!held) throw new Error("the draft is gone");
      const missed = await draftSince(tx, this.piece.id, this.#last);
      const piece = { ...this.piece, stage: held.stage };
      const kept = batch.flatMap(({ from, change }) => {
        const unitId = from.writesFor(piece);
        return unitId ? [{ from, change, unitId, personId: from.personId }] : [];
      });
      if (kept.length === 0) return { missed, kept, last: missed.last };
      const last = await appendChanges(tx, this.piece.id, kept, at);
      await announce(tx, `draft:${this.piece.id}`);
      return { missed, kept, last };
    });
    this.#apply(answer.missed.changes, null);
    for (const { from, change } of answer.kept) this.#apply([change], from);
    this.#last = answer.last;
    if (answer.kept.length) this.savedAt = at;
    for (const from of new Set(answer.kept.map((k) => k.from))) from.kept(answer.kept.filter((k) => k.from === from).length, at);
    if (answer.kept.length < batch.length) {
      this.#forgetProof();
      await this.#lookAtPiece();
    }
    await this.#noteUnmerged(answer.kept.length);
  }

  #apply(changes: readonly Uint8Array[], origin: Member | null): void {
    for (const change of changes) Y.applyUpdate(this.doc, change, origin);
  }

  #forgetProof(): void {
    this.#proof?.destroy();
    this.#proof = null;
  }

  async #catchUp(): Promise<void> {
    const { changes, last } = await draftSince(this.#ground.db, this.piece.id, this.#last);
    this.#apply(changes, null);
    this.#last = last;
    this.#bytes += changes.reduce((sum, change) => sum + change.length, 0);
  }

  async #lookAtPiece(): Promise<void> {
    const piece = await pieceBasis(this.#ground.db, this.piece.id);
    if (!piece) return;
    this.piece = piece;
    for (const member of this.members) member.pieceMoved(piece);
  }

  async #noteUnmerged(changes: number): Promise<void> {
    this.#unmerged += changes;
    const { mergeAfter } = this.#ground;
    if (this.#unmerged >= mergeAfter.changes) await this.#merge();
    else if (this.#unmerged > 0) this.#mergeAt ??= setTimeout(() => this.#then(() => this.#merge()), mergeAfter.milliseconds).unref();
  }

  async #merge(): Promise<void> {
    if (this.#mergeAt) clearTimeout(this.#mergeAt);
    this.#mergeAt = null;
    if (this.#unmerged === 0) return;
    this.#unmerged = 0;
    const { db } = this.#ground;
    await db.transaction().execute((tx) => mergeChanges(tx, this.piece.id)).then(() => db.transaction().execute((tx) => reindex(tx, this.piece.id)))
      .catch((error: unknown) => this.#ground.log.warn({ err: error, pieceId: this.piece.id }, "a draft was not merged; its changes stay one by one"));
    this.#bytes = Y.encodeStateAsUpdate(this.doc).length;
  }
}
