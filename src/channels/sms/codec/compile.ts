import { blockCodec, ctextCodec, longCodec, restCodec, restTextCodec, sizedCodec, take, textCodec, uintCodec, type Codec, type Cursor } from "./scalars.ts";
import type { CountedSpec, RecordSpec, Spec, Tlv, TlvsSpec, ValueOf } from "./spec.ts";

/** As `codecOf`, for a table whose fields are known where it is used. */
export const compile = <const S extends Spec>(spec: S): Codec<ValueOf<S>> => codecOf(spec) as Codec<ValueOf<S>>;

/**
 * Makes reader, writer and size check of a table of fields. Reading is total: whatever the octets, it ends with a value or
 * with `fault` set, and never asks for more memory than the octets at hand could fill.
 */
export function codecOf(spec: Spec): Codec<unknown> {
  switch (spec.kind) {
    case "uint": return erase(uintCodec(spec.bytes));
    case "long": return erase(longCodec);
    case "text": return erase(textCodec(spec.bytes));
    case "block": return erase(blockCodec(spec.bytes));
    case "ctext": return erase(ctextCodec(spec.most));
    case "restText": return erase(restTextCodec);
    case "rest": return erase(restCodec);
    case "sized": return erase(sizedCodec(spec));
    case "counted": return erase(countedCodec(spec));
    case "optional": return optionalCodec(codecOf(spec.of));
    case "tlvs": return erase(tlvsCodec(spec));
    case "record": return erase(recordCodec(spec));
  }
}

/** Forgets the type of a codec inside this file; `compile` gives it back from the table. */
const erase = <V>(codec: Codec<V>): Codec<unknown> => codec as Codec<unknown>;

const optionalCodec = (of: Codec<unknown>): Codec<unknown> => ({
  empty: null, least: 0,
  size: (value) => (value === null ? 0 : of.size(value)),
  write: (to, at, value) => (value === null ? at : of.write(to, at, value)),
  read: (from) => (from.at === from.end ? null : of.read(from)),
});

function countedCodec(spec: CountedSpec): Codec<unknown[]> {
  const count = uintCodec(spec.prefix);
  const item = codecOf(spec.of);
  return {
    empty: [], least: spec.prefix,
    size: (values) => values.reduce<number>((sum, value) => { const one = item.size(value); return sum < 0 || one < 0 ? -1 : sum + one; }, count.size(values.length)),
    write: (to, at, values) => values.reduce<number>((next, value) => item.write(to, next, value), count.write(to, at, values.length)),
    read: (from) => {
      const many = count.read(from);
      if (many * Math.max(1, item.least) > from.end - from.at) from.fault ??= "short";
      const values: unknown[] = [];
      while (from.fault === null && values.length < many) values.push(item.read(from));
      return values;
    },
  };
}

type Fields = Record<string, unknown>;

/** A field left out of a value to be written is written empty. */
function recordCodec(spec: RecordSpec): Codec<Fields> {
  const fields = Object.entries(spec.fields).map(([name, of]) => ({ name, codec: codecOf(of) }));
  const of = (value: Fields, { name, codec }: (typeof fields)[number]): unknown => value[name] ?? codec.empty;
  return {
    empty: Object.fromEntries(fields.map(({ name, codec }) => [name, codec.empty])),
    least: fields.reduce((sum, { codec }) => sum + codec.least, 0),
    size: (value) => {
      let sum = 0;
      for (const field of fields) {
        const one = field.codec.size(of(value, field));
        if (one < 0) return -1;
        sum += one;
      }
      return sum;
    },
    write: (to, at, value) => {
      let next = at;
      for (const field of fields) next = field.codec.write(to, next, of(value, field));
      return next;
    },
    read: (from) => {
      const value: Fields = {};
      for (const { name, codec } of fields) {
        value[name] = codec.read(from);
        if (from.fault !== null) { from.fault = `${name}.${from.fault}`; break; }
      }
      return value;
    },
  };
}

type Tagged = Fields & { others?: Tlv[] };

/** Named tags are read by their own field where they hold exactly that; any other, and a second of a name, goes to `others` as it came. */
function tlvsCodec(spec: TlvsSpec): Codec<Tagged> {
  const named = Object.entries(spec.tags).map(([name, { tag, of }]) => ({ name, tag, codec: codecOf(of) }));
  const byTag = new Map(named.map((entry) => [entry.tag, entry]));
  const length = uintCodec(2);
  const present = (value: Tagged) => named.filter(({ name }) => value[name] !== undefined);
  const head = (to: Buffer, at: number, tag: number, bytes: number) => length.write(to, length.write(to, at, tag), bytes);
  return {
    empty: {}, least: 0,
    size: (value) => {
      const sizes = [...present(value).map(({ name, codec }) => codec.size(value[name])), ...(value.others ?? []).map((other) => (length.size(other.tag) < 0 ? -1 : other.value.length))];
      return sizes.some((size) => length.size(size) < 0) ? -1 : sizes.reduce((sum, size) => sum + 4 + size, 0);
    },
    write: (to, at, value) => {
      let next = at;
      for (const { name, tag, codec } of present(value)) next = codec.write(to, head(to, next, tag, codec.size(value[name])), value[name]);
      for (const { tag, value: octets } of value.others ?? []) next = restCodec.write(to, head(to, next, tag, octets.length), octets);
      return next;
    },
    read: (from) => {
      const value: Tagged = {};
      while (from.at < from.end && from.fault === null) {
        const tag = length.read(from);
        const bytes = length.read(from);
        const at = take(from, bytes);
        if (at < 0) break;
        const entry = byTag.get(tag);
        const within: Cursor = { bytes: from.bytes, at, end: at + bytes, fault: null };
        const read = entry && !(entry.name in value) ? entry.codec.read(within) : undefined;
        if (entry && read !== undefined && within.fault === null && within.at === within.end) value[entry.name] = read;
        else (value.others ??= []).push({ tag, value: from.bytes.subarray(at, at + bytes) });
      }
      return value;
    },
  };
}

/** Reads a value that fills the octets from first to last, or null. */
export function readWhole<V>(codec: Codec<V>, octets: Uint8Array): V | null {
  const from: Cursor = { bytes: Buffer.from(octets.buffer, octets.byteOffset, octets.byteLength), at: 0, end: octets.length, fault: null };
  const value = codec.read(from);
  return from.fault === null && from.at === from.end ? value : null;
}
