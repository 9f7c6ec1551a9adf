import { nextEntry, showing, turnIsOver, type Entry, type Item, type Playlist } from "#modules/signage/rules/playlist.ts";
import { openShelf, type Kept, type Shelf } from "./shelf.ts";
import { openStage, wait } from "./stage.ts";

const here = location.pathname.replace(/\/$/, "");
const pollMs = 5_000;
const reportMs = 30_000;
const firstSightMs = 2_000;

let kept: Kept | null = null;
let onStage: { entry: Entry; stop: AbortController } | null = null;
let wake = new AbortController();

const houseNow = (): number => Date.now() + (kept?.aheadMs ?? 0);

/** Ids of reports: made here, so that a report sent twice counts once. */
function newId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = 0x40 | (bytes[6]! & 0x0f);
  bytes[8] = 0x80 | (bytes[8]! & 0x3f);
  const hex = Array.from(bytes, (b) => b.toString(16).padStart(2, "0")).join("");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/** Are these the signed bytes? Browsers only compute that on HTTPS or on this machine itself; elsewhere the line is trusted. */
async function intact(entry: Entry): Promise<boolean> {
  const subtle = globalThis.isSecureContext ? crypto.subtle : undefined;
  if (!subtle) return true;
  const digest = new Uint8Array(await subtle.digest("SHA-256", new TextEncoder().encode(entry.payload)));
  return Array.from(digest, (b) => b.toString(16).padStart(2, "0")).join("") === entry.sha256;
}

/** Asks for the playlist; without an answer the one on the shelf goes on. */
async function poll(shelf: Shelf): Promise<void> {
  const answer = await fetch(`${here}/playlist.json`, { headers: kept ? { "if-none-match": `"${kept.playlist.rev}"` } : {}, cache: "no-store", signal: AbortSignal.timeout(8_000) });
  if (answer.status === 404) {
    kept = kept && { ...kept, playlist: { rev: "none", entries: [] } };
  } else if (answer.ok || answer.status === 304) {
    const aheadMs = Date.parse(answer.headers.get("x-house-time") ?? "") - Date.now() || 0;
    if (answer.status === 304 && kept) {
      if (Math.abs(aheadMs - kept.aheadMs) < 2_000) return;
      kept = { ...kept, aheadMs };
    } else {
      const { rev, entries } = (await answer.json()) as Playlist;
      const good = await Promise.all(entries.map(intact));
      kept = { playlist: { rev, entries: entries.filter((_, i) => good[i]) }, aheadMs };
    }
  } else return;
  if (kept) await shelf.save(kept);
  look();
}

/** Takes off what may no longer be shown: withdrawn, past its end, or pushed aside by something graver; and wakes an empty stage. */
function look(): void {
  const may = showing(kept?.playlist ?? null, houseNow());
  if (onStage && !may.some((e) => e.id === onStage?.entry.id)) onStage.stop.abort();
  if (!onStage && may.length > 0) wake.abort();
}

/** Shows entry after entry and writes down each showing. */
async function play(shelf: Shelf, element: HTMLElement): Promise<never> {
  const stage = openStage(element);
  let last: string | null = null;
  for (;;) {
    const entry = nextEntry(showing(kept?.playlist ?? null, houseNow()), last);
    if (!entry || !kept) {
      stage.blank();
      wake = new AbortController();
      await wait(1_000, wake.signal);
      continue;
    }
    last = entry.id;
    const { rev } = kept.playlist;
    const stop = new AbortController();
    const begun = houseNow();
    let from = begun;
    const proven = async (): Promise<void> => {
      const proof = { id: newId(), entryId: entry.id, rev, startedAt: new Date(from).toISOString(), endedAt: new Date(houseNow()).toISOString() };
      from = houseNow();
      await shelf.addProof(proof);
    };
    onStage = { entry, stop };
    if (!reported.has(entry.id)) void wait(firstSightMs, stop.signal).then(() => (stop.signal.aborted ? undefined : firstSight(shelf, entry, proven))).catch(() => undefined);
    do await stage.run(JSON.parse(entry.payload) as Item, stop.signal);
    while (!stop.signal.aborted && !turnIsOver(entry, houseNow() - begun));
    onStage = null;
    if (houseNow() - from >= 1_000) await proven();
    else await wait(250);
    stop.abort();
  }
}

const reported = new Set<string>();

/** The first sight of an entry is reported at once, so that the board can say it is displayed; the rest follows in batches. */
async function firstSight(shelf: Shelf, entry: Entry, proven: () => Promise<void>): Promise<void> {
  reported.add(entry.id);
  await proven();
  await flush(shelf);
}

/** Reports what was shown and forgets what the house has taken. */
async function flush(shelf: Shelf): Promise<void> {
  for (;;) {
    const proofs = await shelf.proofs(200);
    if (proofs.length === 0) return;
    const answer = await fetch(`${here}/proof`, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify({ proofs }), signal: AbortSignal.timeout(15_000) });
    if (answer.status === 400) await shelf.dropProofs(proofs.map((p) => p.id));
    if (!answer.ok) return;
    const { taken } = (await answer.json()) as { taken: string[] };
    await shelf.dropProofs(taken);
    if (taken.length === 0) return;
  }
}

/** Does something for ever, whatever goes wrong meanwhile. */
async function keep(every: number, work: () => Promise<void>): Promise<never> {
  for (;;) {
    await work().catch(() => undefined);
    await wait(every);
  }
}

async function start(): Promise<void> {
  const element = document.getElementById("stage");
  if (!element) return;
  if ("serviceWorker" in navigator) void navigator.serviceWorker.register("/led/client/keeper.ts", { scope: "/led/", type: "module" }).catch(() => undefined);
  void navigator.storage?.persist?.().catch(() => undefined);
  void navigator.wakeLock?.request("screen").catch(() => undefined);
  const shelf = await openShelf(here.split("/").at(-1) ?? "screen");
  kept = await shelf.load();
  let lineLost = false;
  void keep(pollMs, async () => {
    await poll(shelf).catch((error: unknown) => { lineLost = true; throw error; });
    if (lineLost) await flush(shelf);
    lineLost = false;
  });
  void keep(reportMs, () => flush(shelf));
  void keep(1_000, async () => look());
  void play(shelf, element);
}

void start();
