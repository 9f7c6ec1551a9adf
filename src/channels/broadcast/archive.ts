import { extract, pack, type Header } from "tar-stream";

/** A file of a package. */
export type PackedFile = { name: string; bytes: Uint8Array };

/** What was in an archive, or why it is none of ours. */
type Unpacked = { ok: true; files: ReadonlyMap<string, Uint8Array> } | { ok: false; why: string };

const most = { bytes: 16 * 1024 * 1024, entries: 32 };
const plainName = /^[A-Za-z0-9][\w.-]{0,150}$/;

/** Packs files into one archive (POSIX ustar), all of them dated `at`. */
export async function packed(files: readonly PackedFile[], at: Date): Promise<Uint8Array> {
  const archive = pack();
  for (const { name, bytes } of files) archive.entry({ name, mode: 0o644, mtime: at }, Buffer.from(bytes));
  archive.finalize();
  const chunks: Buffer[] = [];
  for await (const chunk of archive as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** Unpacks an archive of any origin into memory: few files with plain names, each once, no links, nothing larger than the archive itself. */
export function unpacked(bytes: Uint8Array): Promise<Unpacked> {
  if (bytes.length > most.bytes) return Promise.resolve({ ok: false, why: "too-large" });
  return new Promise((settle) => {
    const files = new Map<string, Uint8Array>();
    const archive = extract();
    let entries = 0;
    const stop = (why: string): void => { settle({ ok: false, why }); archive.destroy(); };
    archive.on("entry", (header, stream, next) => {
      entries += 1;
      const name = header.name.replace(/^\.\//, "");
      const why = entries > most.entries ? "too-many-files" : header.type === "directory" ? null : whyNotFile(header, name, files, bytes.length);
      if (why !== null) { stop(why); return; }
      const chunks: Uint8Array[] = [];
      stream.on("data", (chunk) => { if (chunk instanceof Uint8Array) chunks.push(chunk); });
      stream.on("end", () => {
        if (header.type === "file") files.set(name, Buffer.concat(chunks));
        next();
      });
    });
    archive.on("finish", () => { settle({ ok: true, files }); });
    archive.on("error", () => { settle({ ok: false, why: "not-an-archive" }); });
    archive.on("close", () => { settle({ ok: false, why: "not-an-archive" }); });
    archive.end(Buffer.from(bytes));
  });
}

function whyNotFile({ type, size = 0 }: Header, name: string, files: ReadonlyMap<string, Uint8Array>, available: number): string | null {
  if (type !== "file") return "not-a-file";
  if (!plainName.test(name)) return "unfit-name";
  if (files.has(name)) return "twice-the-same-name";
  return size > available ? "cut-short" : null;
}
