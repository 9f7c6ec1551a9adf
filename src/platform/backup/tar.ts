import type { FileHandle } from "node:fs/promises";

/** An entry of a tar file: its name and where its bytes lie. */
export type TarEntry = { path: string; offset: number; bytes: number };

/** Everything in a tar file comes in blocks of this many bytes. */
export const block = 512;

const empty = Buffer.alloc(block);

/** The two empty blocks that end a tar file. */
export const tarEnd = Buffer.alloc(2 * block);

/** The header of an entry (POSIX ustar, so that every `tar` opens it); a name of ASCII up to 100 bytes, contents below 8 GiB. */
export function tarHeader(path: string, bytes: number, at: Date): Buffer {
  if (!/^[\x21-\x7e]{1,100}$/.test(path)) throw new Error(`tar: the name ${path} does not fit`);
  if (bytes >= 8 ** 11) throw new Error(`tar: ${path} is larger than 8 GiB`);
  const header = Buffer.from(empty);
  header.write(path, 0);
  header.write("0000600\0" + "0000000\0" + "0000000\0", 100);
  header.write(`${octal(bytes, 11)}\0${octal(Math.floor(at.getTime() / 1000), 11)}\0        0`, 124);
  header.write("ustar\x0000", 257);
  header.write(`${octal(checksum(header), 6)}\0 `, 148);
  return header;
}

/** What fills an entry up to a whole block. */
export const tarPadding = (bytes: number): Buffer => empty.subarray(0, (block - (bytes % block)) % block);

const octal = (value: number, digits: number): string => value.toString(8).padStart(digits, "0");

// The checksum is taken with eight blanks in its own place.
function checksum(header: Buffer): number {
  let sum = 8 * 0x20;
  for (const [at, byte] of header.entries()) if (at < 148 || at >= 156) sum += byte;
  return sum;
}

/** Lists a tar file by its headers; anything but plain entries, a wrong checksum or a missing end is an error. */
export async function listTar(file: FileHandle): Promise<TarEntry[]> {
  const { size } = await file.stat();
  const entries: TarEntry[] = [];
  for (let at = 0; at + 2 * block <= size;) {
    const header = Buffer.alloc(block);
    await file.read(header, 0, block, at);
    if (header.equals(empty)) {
      if (at + 2 * block !== size) throw new Error("something follows the end");
      return entries;
    }
    if (header.toString("latin1", 257, 262) !== "ustar" || parseInt(header.toString("latin1", 148, 154), 8) !== checksum(header)) throw new Error(`no header at byte ${at}`);
    const path = header.toString("latin1", 0, 100).replace(/\0.*$/s, "");
    const bytes = parseInt(header.toString("latin1", 124, 135), 8);
    const padding = Buffer.alloc(tarPadding(bytes).length);
    const { bytesRead } = await file.read(padding, 0, padding.length, at + block + bytes);
    if (bytesRead < padding.length) break;
    if (padding.some((byte) => byte !== 0)) throw new Error(`${path} is followed by what does not belong there`);
    entries.push({ path, offset: at + block, bytes });
    at += block + bytes + padding.length;
  }
  throw new Error("it is cut off");
}

/** The bytes of an entry, piece by piece. */
export async function* readTar(file: FileHandle, { offset, bytes }: TarEntry, pieceBytes = 1024 * 1024): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes;) {
    const piece = Buffer.alloc(Math.min(pieceBytes, bytes - at));
    const { bytesRead } = await file.read(piece, 0, piece.length, offset + at);
    if (bytesRead === 0) throw new Error("it is cut off");
    yield piece.subarray(0, bytesRead);
    at += bytesRead;
  }
}
