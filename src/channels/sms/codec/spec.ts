/** An unsigned integer, big endian; one of no bytes is always 0, for a field that only a later version of a protocol has. */
export type UintSpec = { readonly kind: "uint"; readonly bytes: 0 | 1 | 2 | 4 };
/** Text of so many octets, padded with zeros; read up to the first zero. */
type TextSpec = { readonly kind: "text"; readonly bytes: number };
/** Octets that a length before them counts, at most `most`. */
export type SizedSpec = { readonly kind: "sized"; readonly prefix: 1 | 2 | 4; readonly most: number };
/** A repeated field that a count before it counts. */
export type CountedSpec = { readonly kind: "counted"; readonly prefix: 1 | 2 | 4; readonly of: Spec };
/** A field that may be missing at the end of a frame. */
type OptionalSpec = { readonly kind: "optional"; readonly of: Spec };
/** Tagged fields up to the end of the frame, each with a tag and a length of two octets. */
export type TlvsSpec = { readonly kind: "tlvs"; readonly tags: Readonly<Record<string, { readonly tag: number; readonly of: Spec }>> };
/** Fields one after the other, in the order they are named. */
export type RecordSpec = { readonly kind: "record"; readonly fields: Readonly<Record<string, Spec>> };

/** One field of a binary protocol as data; the whole of a protocol is tables of these. */
export type Spec =
  | UintSpec | TextSpec | SizedSpec | CountedSpec | OptionalSpec | TlvsSpec | RecordSpec
  | { readonly kind: "long" } | { readonly kind: "block"; readonly bytes: number } | { readonly kind: "ctext"; readonly most: number }
  | { readonly kind: "restText" } | { readonly kind: "rest" };

/** A tagged field that its table does not name, kept as it came. */
export type Tlv = { tag: number; value: Uint8Array };

/** What a field holds once it is read. */
export type ValueOf<S> =
  S extends { kind: "uint" } ? number :
  S extends { kind: "long" } ? bigint :
  S extends { kind: "text" | "ctext" | "restText" } ? string :
  S extends { kind: "block" | "sized" | "rest" } ? Uint8Array :
  S extends { kind: "counted"; of: infer O } ? ValueOf<O>[] :
  S extends { kind: "optional"; of: infer O } ? ValueOf<O> | null :
  S extends { kind: "tlvs"; tags: infer T } ? { -readonly [N in keyof T]?: T[N] extends { of: infer O } ? ValueOf<O> : never } & { others?: Tlv[] } :
  S extends { kind: "record"; fields: infer F } ? { -readonly [N in keyof F]: ValueOf<F[N]> } : never;

/** A number of so many octets. */
export const uint = (bytes: UintSpec["bytes"]): UintSpec => ({ kind: "uint", bytes });
/** One octet as a number. */
export const u8 = uint(1);
/** Four octets as a number. */
export const u32 = uint(4);
/** Eight octets as one number. */
export const u64 = { kind: "long" } as const;
/** Text in a field of so many octets. */
export const text = (bytes: number): TextSpec => ({ kind: "text", bytes });
/** So many octets, as they are. */
export const block = (bytes: number) => ({ kind: "block", bytes }) as const;
/** Text that ends with a zero, at most `most` octets with it. */
export const ctext = (most: number) => ({ kind: "ctext", most }) as const;
/** Octets behind a length of so many octets. */
export const sized = (prefix: SizedSpec["prefix"], most: number): SizedSpec => ({ kind: "sized", prefix, most });
/** A repeated field behind a count of so many octets. */
export const counted = <const O extends Spec>(prefix: CountedSpec["prefix"], of: O) => ({ kind: "counted", prefix, of }) as const;
/** A field that may be missing at the end. */
export const optional = <const O extends Spec>(of: O) => ({ kind: "optional", of }) as const;
/** Tagged fields by name; unnamed tags are kept as they come. */
export const tlvs = <const T extends TlvsSpec["tags"]>(tags: T) => ({ kind: "tlvs", tags }) as const;
/** Fields in their order. */
export const record = <const F extends RecordSpec["fields"]>(fields: F) => ({ kind: "record", fields }) as const;
/** Text up to the end of what holds it, written with a closing zero and read with or without. */
export const restText = { kind: "restText" } as const;
/** Whatever is left, as it is. */
export const rest = { kind: "rest" } as const;
