import type { SizedSpec, UintSpec } from "./spec.ts";

/** Where reading stands in one frame. Nothing beyond `end` is read; the first fault ends the reading. */
export type Cursor = { readonly bytes: Buffer; at: number; readonly end: number; fault: string | null };

/** Reads and writes one field. `size` is −1 for a value that does not fit; `least` is the fewest octets it can take. What is written to holds zeros beforehand. */
export type Codec<V> = {
  readonly empty: V;
  readonly least: number;
  size(value: V): number;
  write(to: Buffer, at: number, value: V): number;
  read(from: Cursor): V;
};

/** Steps over so many octets and says where they begin, or −1 and a fault where the frame is too short. */
export function take(from: Cursor, bytes: number): number {
  const { at } = from;
  if (from.fault !== null || bytes > from.end - at) {
    from.fault ??= "short";
    return -1;
  }
  from.at = at + bytes;
  return at;
}

const nothing = new Uint8Array(0);
const readers = { 1: (b: Buffer, at: number) => b.readUInt8(at), 2: (b: Buffer, at: number) => b.readUInt16BE(at), 4: (b: Buffer, at: number) => b.readUInt32BE(at) };
const writers = {
  1: (b: Buffer, v: number, at: number) => b.writeUInt8(v, at), 2: (b: Buffer, v: number, at: number) => b.writeUInt16BE(v, at), 4: (b: Buffer, v: number, at: number) => b.writeUInt32BE(v, at),
};

/** An unsigned integer, big endian. */
export function uintCodec(bytes: UintSpec["bytes"]): Codec<number> {
  const beyond = 256 ** bytes;
  const size = (value: number) => (Number.isInteger(value) && value >= 0 && value < beyond ? bytes : -1);
  if (bytes === 0) return { empty: 0, least: 0, size, write: (_, at) => at, read: () => 0 };
  const put = writers[bytes];
  const get = readers[bytes];
  return {
    empty: 0, least: bytes, size,
    write: (to, at, value) => put(to, value, at),
    read: (from) => { const at = take(from, bytes); return at < 0 ? 0 : get(from.bytes, at); },
  };
}

/** Eight octets as one number. */
export const longCodec: Codec<bigint> = {
  empty: 0n, least: 8,
  size: (value) => (value >= 0n && value < 1n << 64n ? 8 : -1),
  write: (to, at, value) => to.writeBigUInt64BE(value, at),
  read: (from) => { const at = take(from, 8); return at < 0 ? 0n : from.bytes.readBigUInt64BE(at); },
};

/** Octets without a zero among them: what a padded or zero-ended text can carry and give back. */
const carried = (value: string): boolean => value === "" || /^[\u0001-\u00ff]*$/.test(value);

/** Where the first zero stands from `at` on, or `limit`. */
function zeroFrom(bytes: Buffer, at: number, limit: number): number {
  let i = at;
  while (i < limit && bytes[i] !== 0) i += 1;
  return i;
}

/** Text in a field of fixed width, padded with zeros; what stands behind the first zero is not read. */
export function textCodec(bytes: number): Codec<string> {
  return {
    empty: "", least: bytes,
    size: (value) => (value.length <= bytes && carried(value) ? bytes : -1),
    write: (to, at, value) => {
      if (value !== "") to.write(value, at, "latin1");
      return at + bytes;
    },
    read: (from) => {
      const at = take(from, bytes);
      return at < 0 || from.bytes[at] === 0 ? "" : from.bytes.toString("latin1", at, zeroFrom(from.bytes, at, at + bytes));
    },
  };
}

/** Text that ends with a zero, which must come within its most. */
export function ctextCodec(most: number): Codec<string> {
  return {
    empty: "", least: 1,
    size: (value) => (value.length < most && carried(value) ? value.length + 1 : -1),
    write: (to, at, value) => to.writeUInt8(0, at + to.write(value, at, "latin1")),
    read: (from) => {
      const limit = Math.min(from.end, from.at + most);
      const zero = zeroFrom(from.bytes, from.at, limit);
      if (zero === limit) { from.fault ??= "unended"; return ""; }
      const at = take(from, zero + 1 - from.at);
      return at < 0 ? "" : from.bytes.toString("latin1", at, zero);
    },
  };
}

/** Text up to the end, with or without its closing zero. */
export const restTextCodec: Codec<string> = {
  empty: "", least: 0,
  size: (value) => (carried(value) ? value.length + 1 : -1),
  write: (to, at, value) => to.writeUInt8(0, at + to.write(value, at, "latin1")),
  read: (from) => {
    const at = take(from, from.end - from.at);
    return at < 0 ? "" : from.bytes.toString("latin1", at, zeroFrom(from.bytes, at, from.end));
  },
};

const put = (to: Buffer, at: number, value: Uint8Array): number => { to.set(value, at); return at + value.length; };
const get = (from: Cursor, bytes: number): Uint8Array => { const at = take(from, bytes); return at < 0 ? nothing : from.bytes.subarray(at, at + bytes); };

/** So many octets as they are; they share the memory of the frame. */
export const blockCodec = (bytes: number): Codec<Uint8Array> => ({
  empty: new Uint8Array(bytes), least: bytes, size: (value) => (value.length === bytes ? bytes : -1), write: put, read: (from) => get(from, bytes),
});

/** All octets that are left. */
export const restCodec: Codec<Uint8Array> = { empty: nothing, least: 0, size: (value) => value.length, write: put, read: (from) => get(from, from.end - from.at) };

/** Octets behind their length, which is judged before it is believed. */
export function sizedCodec({ prefix, most }: SizedSpec): Codec<Uint8Array> {
  const length = uintCodec(prefix);
  return {
    empty: nothing, least: prefix,
    size: (value) => (value.length <= most && length.size(value.length) > 0 ? prefix + value.length : -1),
    write: (to, at, value) => put(to, length.write(to, at, value.length), value),
    read: (from) => {
      const bytes = length.read(from);
      if (bytes > most) from.fault ??= "too-long";
      return get(from, bytes);
    },
  };
}
