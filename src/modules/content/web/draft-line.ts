import { Awareness, removeAwarenessStates } from "y-protocols/awareness";
import * as Y from "yjs";
import type { Refusal } from "#kernel/decision.ts";
import { store, type Store } from "#web/store.ts";
import { type AtDraft, binaryFrame, closeCode, FromServer } from "../rules/wire.ts";
import { forgetUnkept, keepUnkept, unkeptOf } from "./unkept.ts";

/** How the line to a draft stands. `gone` says why it will not come back by itself. */
export type LineState = {
  phase: "connecting" | "open" | "lost" | "gone";
  gone: "notLoggedIn" | "notYours" | "noDraft" | "tooLarge" | "malformed" | null;
  /** The text has arrived at least once. */
  ready: boolean;
  /** When everything sent was last said to be on disk. */
  savedAt: Date | null;
  /** Something written here is not on disk yet. */
  unkept: boolean;
  /** Why this person may not write now; undefined until the server said. */
  whyNot: Refusal | null | undefined;
  others: readonly (AtDraft & { clientId: number })[];
};

const silenceMs = 45_000;
const reasons = { [closeCode.notLoggedIn]: "notLoggedIn", [closeCode.notYours]: "notYours", [closeCode.noDraft]: "noDraft", [closeCode.tooLarge]: "tooLarge", [closeCode.malformed]: "malformed" } as const;

/** One editor's line to the live draft of a piece (ADR 0012): keeps writing through a loss and brings back what was written meanwhile. */
export class DraftLine {
  readonly doc = new Y.Doc();
  readonly awareness = new Awareness(this.doc);
  readonly state: Store<LineState> = store<LineState>({ phase: "connecting", gone: null, ready: false, savedAt: null, unkept: false, whyNot: undefined, others: [] });
  readonly #key: string;
  readonly #address: string;
  #socket: WebSocket | null = null;
  #sent = 0;
  #failures = 0;
  #retry: ReturnType<typeof setTimeout> | undefined;
  #silence: ReturnType<typeof setTimeout> | undefined;
  #keeping: ReturnType<typeof setTimeout> | undefined;
  #over = false;

  constructor(pieceId: string, personId: string) {
    this.#key = `${personId}:${pieceId}`;
    this.#address = `${location.protocol === "https:" ? "wss:" : "ws:"}//${location.host}/api/drafts/${pieceId}`;
    const left = unkeptOf(this.#key);
    if (left) {
      Y.applyUpdate(this.doc, left, "unkept");
      this.#tell({ unkept: true, ready: true });
    }
    this.doc.on("update", (change: Uint8Array, origin: unknown) => { if (origin !== "line") this.#wrote(change); });
    this.awareness.on("update", (_: unknown, origin: unknown) => { if (origin === "local") this.#show(); });
    addEventListener("online", this.#comeBack);
    addEventListener("offline", this.#letGo);
    addEventListener("pagehide", this.#keepNow);
    this.connect();
  }

  /** Opens the line; also after `gone`, when the person asks for it. */
  connect(): void {
    clearTimeout(this.#retry);
    this.#socket?.close();
    const socket = new WebSocket(this.#address);
    socket.binaryType = "arraybuffer";
    this.#socket = socket;
    this.#sent = 0;
    this.#tell({ phase: this.state.get().phase === "lost" ? "lost" : "connecting", gone: null });
    socket.onopen = () => {
      this.#failures = 0;
      this.#tell({ phase: "open" });
      this.#send(binaryFrame.ask, Y.encodeStateVector(this.doc));
      this.#show();
      this.#listenOn();
    };
    socket.onmessage = ({ data }: MessageEvent<string | ArrayBuffer>) => { this.#listenOn(); this.#hear(data); };
    socket.onclose = ({ code }) => { if (socket === this.#socket) this.#lost(code); };
  }

  /** Gives up what could not be kept; the text on disk stands. */
  giveUp(): void {
    forgetUnkept(this.#key);
    this.#over = true;
  }

  /** Ends the line when the screen is left. */
  end(): void {
    this.#keepNow();
    this.#over = true;
    removeEventListener("online", this.#comeBack);
    removeEventListener("offline", this.#letGo);
    removeEventListener("pagehide", this.#keepNow);
    for (const timer of [this.#retry, this.#silence, this.#keeping]) clearTimeout(timer);
    const socket = this.#socket;
    this.#socket = null;
    socket?.close();
    this.awareness.destroy();
    this.doc.destroy();
  }

  #comeBack = (): void => { if (this.state.get().phase === "lost") this.connect(); };

  // The machine says that it has no network: a line that still looks open is not.
  #letGo = (): void => {
    const socket = this.#socket;
    this.#socket = null;
    socket?.close();
    this.#lost(0);
  };

  #keepNow = (): void => {
    if (this.#over) return;
    if (this.state.get().unkept) keepUnkept(this.#key, Y.encodeStateAsUpdate(this.doc));
    else forgetUnkept(this.#key);
  };

  #keepSoon(): void {
    clearTimeout(this.#keeping);
    this.#keeping = setTimeout(this.#keepNow, 400);
  }

  #wrote(change: Uint8Array): void {
    this.#tell({ unkept: true });
    this.#send(binaryFrame.change, change);
    this.#keepSoon();
  }

  #hear(data: string | ArrayBuffer): void {
    if (typeof data !== "string") {
      const frame = new Uint8Array(data);
      if (frame[0] === binaryFrame.ask) this.#send(binaryFrame.change, Y.encodeStateAsUpdate(this.doc, frame.subarray(1)));
      else {
        Y.applyUpdate(this.doc, frame.subarray(1), "line");
        this.#tell({ ready: true });
      }
      return;
    }
    const said = FromServer.parse(JSON.parse(data));
    if (said.type === "standing") this.#tell({ whyNot: said.whyNot ? { code: said.whyNot.code, ...(said.whyNot.facts ? { facts: said.whyNot.facts } : {}) } : null });
    else if (said.type === "kept") this.#kept(said.count, said.savedAt);
    else this.#other(said.clientId, said.at, said.cursor);
  }

  #kept(count: number, savedAt: string | null): void {
    const all = this.#sent > 0 && count >= this.#sent;
    this.#tell({ savedAt: savedAt ? new Date(savedAt) : null, ...(all ? { unkept: false } : {}) });
    if (all) this.#keepSoon();
  }

  #other(clientId: number, at: AtDraft | null, cursor: unknown): void {
    if (clientId === this.doc.clientID) return;
    const before = this.awareness.meta.get(clientId);
    if (!at) removeAwarenessStates(this.awareness, [clientId], "line");
    else {
      this.awareness.states.set(clientId, { user: at, cursor });
      this.awareness.meta.set(clientId, { clock: (before?.clock ?? 0) + 1, lastUpdated: Date.now() });
      const changes = { added: before ? [] : [clientId], updated: before ? [clientId] : [], removed: [] };
      this.awareness.emit("change", [changes, "line"]);
      this.awareness.emit("update", [changes, "line"]);
    }
    const others = this.state.get().others.filter((other) => other.clientId !== clientId);
    this.#tell({ others: at ? [...others, { ...at, clientId }] : others });
  }

  #lost(code: number): void {
    clearTimeout(this.#silence);
    const gone = (reasons as Record<number, LineState["gone"]>)[code] ?? null;
    removeAwarenessStates(this.awareness, [...this.awareness.getStates().keys()].filter((id) => id !== this.doc.clientID), "line");
    this.#tell({ phase: gone ? "gone" : "lost", gone, others: [] });
    if (gone || this.#over) return;
    this.#failures += 1;
    this.#retry = setTimeout(() => { this.connect(); }, Math.min(15_000, 400 * 2 ** this.#failures) * (0.75 + Math.random() / 2));
  }

  #listenOn(): void {
    clearTimeout(this.#silence);
    this.#silence = setTimeout(this.#letGo, silenceMs);
  }

  #show(): void {
    if (this.#socket?.readyState === WebSocket.OPEN) this.#socket.send(JSON.stringify({ type: "presence", clientId: this.doc.clientID, cursor: this.awareness.getLocalState()?.["cursor"] ?? null }));
  }

  #send(kind: number, body: Uint8Array): void {
    if (this.#socket?.readyState !== WebSocket.OPEN) return;
    if (kind === binaryFrame.change) this.#sent += 1;
    const frame = new Uint8Array(body.length + 1);
    frame[0] = kind;
    frame.set(body, 1);
    this.#socket.send(frame);
  }

  #tell(part: Partial<LineState>): void {
    this.state.set({ ...this.state.get(), ...part });
  }
}
