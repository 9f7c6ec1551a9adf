import type { Playlist, Proof } from "#modules/signage/rules/playlist.ts";

/** What survives a reload and days without a line: the playlist with the house's clock, and proofs not yet reported. */
export type Shelf = {
  load: () => Promise<Kept | null>;
  save: (kept: Kept) => Promise<void>;
  addProof: (proof: Proof) => Promise<void>;
  proofs: (limit: number) => Promise<Proof[]>;
  dropProofs: (ids: readonly string[]) => Promise<void>;
};

/** The playlist, and by how much the house's clock is ahead of this machine's. */
export type Kept = { playlist: Playlist; aheadMs: number };

const done = <T>(request: IDBRequest<T>): Promise<T> => new Promise((resolve, reject) => {
  request.onsuccess = () => resolve(request.result);
  request.onerror = () => reject(request.error ?? new Error("shelf"));
});

/** Opens the shelf of one screen in this browser (IndexedDB: it works without HTTPS too). */
export async function openShelf(name: string): Promise<Shelf> {
  const opening = indexedDB.open(`led-${name}`, 1);
  opening.onupgradeneeded = () => {
    opening.result.createObjectStore("kept");
    opening.result.createObjectStore("proof", { keyPath: "id" });
  };
  const db = await done(opening);
  const store = (of: "kept" | "proof", mode: IDBTransactionMode) => db.transaction(of, mode).objectStore(of);
  return {
    load: async () => (await done(store("kept", "readonly").get("playlist") as IDBRequest<Kept | undefined>)) ?? null,
    save: async (kept) => { await done(store("kept", "readwrite").put(kept, "playlist")); },
    addProof: async (proof) => { await done(store("proof", "readwrite").put(proof)); },
    proofs: (limit) => done(store("proof", "readonly").getAll(null, limit) as IDBRequest<Proof[]>),
    dropProofs: async (ids) => {
      const proofs = store("proof", "readwrite");
      await Promise.all(ids.map((id) => done(proofs.delete(id))));
    },
  };
}
