import { createHash } from "node:crypto";
import type { IncomingMessage } from "node:http";
import type { Actor } from "#kernel/actor.ts";
import type { Clock } from "#kernel/clock.ts";
import type { Drafts } from "./file-store.ts";
import type { Ledger, Upload } from "./ledger.ts";

/** Bytes held in memory before they are written and the offset moves. */
const pieceBytes = 8 * 1024 * 1024;
/** A slow line still moves the offset this often, which also keeps the pen. */
const pieceMs = 5_000;
/** A line that says nothing for so long is given up; less than the pen lasts. */
const silenceMs = 15_000;

type Receiving = {
  actor: Actor; upload: Upload; writer: string; body: IncomingMessage; requestId: string;
  checksum: { algorithm: "sha1" | "sha256"; digest: Buffer } | null;
  ledger: Ledger; drafts: Drafts; now: Clock;
};

/** How a PATCH ended: so much is stored, or the sum was wrong, or it ran beyond the length, or somebody else holds the pen. */
export type Outcome = { kind: "stored"; received: number } | { kind: "mismatch" | "beyond" | "pen-lost" };

/** Takes in the body of a PATCH piece by piece; a broken line keeps what had come, a checked one keeps all or nothing. */
export async function receive({ actor, upload, writer, body, requestId, checksum, ledger, drafts, now }: Receiving): Promise<Outcome> {
  const sum = checksum ? createHash(checksum.algorithm) : null;
  let confirmed = upload.received;
  let written = confirmed;
  let held: Buffer[] = [];
  let heldBytes = 0;
  let since = now().getTime();
  const move = async (to: number): Promise<boolean> => {
    const kept = await ledger.advance(actor, { id: upload.id, writer, from: confirmed, to, bytes: upload.bytes, requestId });
    if (kept) confirmed = to;
    return kept;
  };
  const flush = async (): Promise<boolean> => {
    if (heldBytes > 0) await drafts.write(upload.id, written, Buffer.concat(held));
    written += heldBytes;
    [held, heldBytes, since] = [[], 0, now().getTime()];
    return move(sum ? confirmed : written);
  };

  body.setTimeout(silenceMs, () => body.destroy());
  try {
    for await (const chunk of body.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
      if (written + heldBytes + chunk.length > upload.bytes) return { kind: "beyond" };
      sum?.update(chunk);
      held.push(chunk);
      heldBytes += chunk.length;
      if ((heldBytes >= pieceBytes || now().getTime() - since >= pieceMs) && !(await flush())) return { kind: "pen-lost" };
    }
  } catch (error) {
    if (!body.destroyed) throw error;
    if (!sum) await flush();
    return { kind: "stored", received: confirmed };
  } finally {
    body.setTimeout(0);
  }
  if (!(await flush())) return { kind: "pen-lost" };
  if (sum && !sum.digest().equals(checksum?.digest ?? Buffer.alloc(0))) return { kind: "mismatch" };
  return !sum || await move(written) ? { kind: "stored", received: confirmed } : { kind: "pen-lost" };
}
