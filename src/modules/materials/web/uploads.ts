import { Upload, type DetailedError } from "tus-js-client";
import type { Refusal } from "#kernel/decision.ts";
import { queries } from "#web/cache.ts";
import { csrfHeader } from "#web/call.ts";
import { store, useStore } from "#web/store.ts";
import { listMaterials } from "../contract.ts";

/** A file on its way from this browser. It goes on after a lost line by itself, after a reload once the same file is chosen again. */
export type Going = { key: number; name: string; bytes: number; sent: number; state: "going" | "resting" | "done" | "failed"; refusal: Refusal | null; materialId: string | null };

const rows = store<readonly Going[]>([]);
const running = new Map<number, Upload>();
let last = 0;

/** Everything this browser uploads or did since the page was opened. */
export const useUploads = (): readonly Going[] => useStore(rows);

const change = (key: number, part: Partial<Going>): void => { rows.set(rows.get().map((row) => (row.key === key ? { ...row, ...part } : row))); };

/** Bytes of one request: small enough for proxies that hold a body before they pass it on. */
const chunkSize = 16 * 1024 * 1024;

/** Begins to upload a file, or goes on where an earlier try of the same file stopped; `onReady` hears the material's id once all bytes are there. */
export function startUpload(file: File, onReady?: (materialId: string) => void): void {
  const key = ++last;
  rows.set([{ key, name: file.name, bytes: file.size, sent: 0, state: "going", refusal: null, materialId: null }, ...rows.get()]);
  const upload: Upload = new Upload(file, {
    endpoint: "/api/uploads", chunkSize, retryDelays: [0, 1000, 3000, 5000, 10_000, 20_000], removeFingerprintOnSuccess: true,
    metadata: { filename: file.name, filetype: file.type },
    onBeforeRequest: (request) => { for (const [name, value] of Object.entries(csrfHeader())) request.setHeader(name, value); },
    onShouldRetry: (error) => mayPass(error),
    onProgress: (sent) => { change(key, { sent }); },
    onError: (error) => {
      const refusal = refusalIn(error as DetailedError);
      change(key, { state: refusal.code === "request.unreached" ? "resting" : "failed", refusal });
    },
    onSuccess: () => {
      const materialId = upload.url?.split("/").at(-1) ?? null;
      running.delete(key);
      change(key, { state: "done", sent: file.size, materialId });
      void queries.invalidateQueries({ queryKey: [listMaterials.path] });
      if (materialId) onReady?.(materialId);
    },
  });
  running.set(key, upload);
  void upload.findPreviousUploads().then(([before]) => {
    if (before) upload.resumeFromPreviousUpload(before);
    upload.start();
  });
}

/** Stops for now; the server keeps what it has for three days. */
export function stopUpload(key: number): void {
  void running.get(key)?.abort();
  change(key, { state: "resting" });
}

/** A stopped upload goes on, a broken one is tried again; what the house refused stays refused. */
export const mayGoOn = ({ state, refusal }: Going): boolean => state === "resting" || (state === "failed" && !/^(files|materials)\./.test(refusal?.code ?? ""));

/** Goes on where it stopped. */
export function goOn(key: number): void {
  change(key, { state: "going", refusal: null });
  running.get(key)?.start();
}

/** Gives it up: what has come is thrown away on the server too. */
export function giveUp(key: number): void {
  void running.get(key)?.abort(true).catch(() => undefined);
  running.delete(key);
  rows.set(rows.get().filter((row) => row.key !== key));
}

/** Takes finished rows off the list. */
export const tidy = (): void => { rows.set(rows.get().filter((row) => row.state !== "done")); };

addEventListener("online", () => { for (const row of rows.get()) if (row.state === "resting" && row.refusal) goOn(row.key); });

function refusalIn(error: DetailedError): Refusal {
  const body = error.originalResponse?.getBody();
  if (body === undefined) return { code: "request.unreached" };
  try {
    const { type, facts } = JSON.parse(body) as { type: string; facts?: Record<string, string | number> };
    return facts ? { code: type, facts } : { code: type };
  } catch {
    return { code: error.originalResponse ? "internal" : "request.unreached" };
  }
}

function mayPass(error: DetailedError): boolean {
  const status = error.originalResponse?.getStatus() ?? 0;
  return status === 0 || status >= 500 || status === 423 || status === 429 || status === 460 || refusalIn(error).code === "uploads.offset";
}
