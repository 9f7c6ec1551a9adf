import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { prepareFilm } from "./film.ts";
import { patched } from "./patch.ts";

let folder: string;
beforeAll(async () => { folder = await mkdtemp(join(tmpdir(), "film-")); });
afterAll(() => rm(folder, { recursive: true }));

const u32 = (...values: number[]) => Buffer.concat(values.map((v) => { const b = Buffer.alloc(4); b.writeUInt32BE(v >>> 0); return b; }));
const latin = (text: string) => Buffer.from(text, "latin1");
const box = (type: string, ...content: Buffer[]) => { const body = Buffer.concat(content); return Buffer.concat([u32(body.length + 8), latin(type), body]); };
const longBox = (type: string, ...content: Buffer[]) => { const body = Buffer.concat(content); const size = Buffer.alloc(8); size.writeBigUInt64BE(BigInt(body.length + 16)); return Buffer.concat([u32(1), latin(type), size, body]); };
const full = (...content: Buffer[]) => Buffer.concat([u32(0), ...content]);

const place = "+43.8378+126.5494/";
const matrix = (turned: boolean) => turned ? u32(0, 0x10000, 0, -0x10000, 0, 0, 0, 0, 0x40000000) : u32(0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000);
const tkhd = (turned: boolean) => box("tkhd", full(u32(0, 0, 1, 0, 5000), u32(0, 0), u32(0, 0), matrix(turned), u32(1920 << 16, 1080 << 16)));
const hdlr = (kind: string) => box("hdlr", full(u32(0), latin(kind), u32(0, 0, 0), latin("\0")));
const tables = (offsets: number[], sizes: number[]) => box("stbl", box("stsc", full(u32(1, 1, 1, 1))), box("stsz", full(u32(0, sizes.length, ...sizes))), box("stco", full(u32(offsets.length, ...offsets))));
const trak = (kind: string, offsets: number[], sizes: number[], { turned = false, extra = Buffer.alloc(0) } = {}) =>
  box("trak", tkhd(turned), box("mdia", hdlr(kind), box("minf", tables(offsets, sizes))), extra);
const mvhd = box("mvhd", full(u32(0, 0, 1000, 42_000), Buffer.alloc(80)));
const ftyp = box("ftyp", latin("isom"), u32(0), latin("isom"));
const apple = box("meta", hdlr("mdta"), box("keys", latin("com.apple.quicktime.location.ISO6709")), box("ilst", latin(place)));

/** Picture at 40, sound at 60, a track of places at 80 of a 100-byte mdat that follows ftyp. */
const mdat = (offset = 0) => { const b = Buffer.alloc(100, "."); b.write("PICTURE-PICTURE-", 32 - offset); b.write("SOUND-SOUND-", 52 - offset); b.write(place, 72 - offset); return b; };
const base = ftyp.length;
const aMovie = ({ extra = [] as Buffer[], turned = false, places = false } = {}) => box("moov", mvhd,
  trak("vide", [base + 40], [16], { turned, extra: box("udta", latin(place)) }), trak("soun", [base + 60], [12]),
  ...(places ? [trak("meta", [base + 80, base + 90], [9, 9])] : []), ...extra);

async function keep(data: Buffer, mime = "video/mp4") {
  const path = join(folder, "film");
  await writeFile(path, data);
  const film = await prepareFilm(path, mime);
  if (!film.ok) return { refusal: film.refusal.code };
  const { stream, ...known } = film.value;
  return { ...known, bytes: await buffer(stream) };
}

describe("MP4 and QuickTime", () => {
  test.each([
    ["©xyz in the user data of the film", [box("udta", box("\xa9xyz", Buffer.from([0, 18, 0x15, 0xc7]), latin(place)))]],
    ["Apple's location key", [apple]],
    ["3GPP's location box", [box("udta", box("loci", full(latin(place))))]],
    ["a vendor's box with a long size", [longBox("uuid", latin("0123456789abcdef"), latin(place))]],
    ["leftovers in free space", [box("free", latin(place))]],
  ])("%s becomes empty space of the same length", async (_, extra) => {
    const film = Buffer.concat([ftyp, box("mdat", Buffer.alloc(100, ".")), aMovie({ extra }), box("uuid", latin(`XMP ${place}`))]);
    const { bytes, ...known } = await keep(film) as { bytes: Buffer };
    expect(known).toEqual({ width: 1920, height: 1080, seconds: 42 });
    expect(bytes.length).toBe(film.length);
    expect(bytes.includes(place)).toBe(false);
    expect(bytes.subarray(0, base + 108)).toEqual(film.subarray(0, base + 108));
    expect(await keep(bytes)).toEqual({ ...known, bytes });
  });

  test("a track of places is zeroed where its samples lie; picture and sound stay byte for byte", async () => {
    const film = Buffer.concat([ftyp, box("mdat", mdat()), aMovie({ places: true })]);
    const { bytes } = await keep(film) as { bytes: Buffer };
    expect(film.includes(place)).toBe(true);
    expect(bytes.includes("43.8378") || bytes.includes("126.5494")).toBe(false);
    expect([bytes.includes("PICTURE-PICTURE-"), bytes.includes("SOUND-SOUND-")]).toEqual([true, true]);
  });

  test("a film held upright says so", async () => {
    expect(await keep(Buffer.concat([ftyp, aMovie({ turned: true })]))).toMatchObject({ width: 1080, height: 1920 });
  });

  test.each([
    ["sound without a picture", Buffer.concat([ftyp, box("moov", mvhd, trak("soun", [40], [8]))]), "files.no-picture"],
    ["a file cut off", Buffer.concat([ftyp, aMovie()]).subarray(0, 200), "files.broken"],
    ["no film in it", Buffer.concat([ftyp, box("mdat", mdat())]), "files.broken"],
    ["a box that outgrows its parent", Buffer.concat([ftyp, box("moov", mvhd, u32(9999), latin("trak"))]), "files.broken"],
    ["tables that promise more than there is", Buffer.concat([ftyp, box("moov", mvhd, box("trak", tkhd(false), box("mdia", hdlr("meta"), box("minf", box("stbl", box("stco", full(u32(4_000_000_000)))))))) ]), "files.broken"],
    ["a track of places in fragments", Buffer.concat([ftyp, aMovie({ places: true, extra: [] }), Buffer.alloc(0), box("moof"), box("mdat", mdat())]), "files.location-track"],
  ])("%s is refused", async (_, film, code) => { expect(await keep(film)).toEqual({ refusal: code }); });
});

describe("WebM", () => {
  const vint = (size: number) => { const b = Buffer.alloc(8); b.writeBigUInt64BE(BigInt(size)); b[0] = 1; return b; };
  const el = (id: string, ...content: Buffer[]) => { const body = Buffer.concat(content); return Buffer.concat([Buffer.from(id, "hex"), vint(body.length), body]); };
  const short = (id: string, content: Buffer) => Buffer.concat([Buffer.from(id, "hex"), Buffer.from([0x80 | content.length]), content]);
  const flowing = (id: string, ...content: Buffer[]) => Buffer.concat([Buffer.from(id, "hex"), Buffer.from("01ffffffffffffff", "hex"), ...content]);
  const head = el("1a45dfa3", short("4282", latin("webm")));
  const info = el("1549a966", short("2ad7b1", Buffer.from("0f4240", "hex")), short("4489", (() => { const b = Buffer.alloc(8); b.writeDoubleBE(42_000); return b; })()));
  const tracks = el("1654ae6b", el("ae", el("e0", short("b0", Buffer.from("0500", "hex")), short("ba", Buffer.from("02d0", "hex")))));
  const frames = [short("e7", Buffer.from([0])), short("a3", latin("PICTURE"))];
  const tags = [el("1254c367", latin(place)), short("1254c367", latin(place))];

  test.each([
    ["of known length", Buffer.concat([head, el("18538067", info, tracks, el("1f43b675", ...frames), ...tags)])],
    ["as a browser records it", Buffer.concat([head, flowing("18538067", info, tracks, flowing("1f43b675", ...frames), flowing("1f43b675", ...frames), ...tags)])],
  ])("a film %s loses its tags and nothing else", async (_, film) => {
    const { bytes, ...known } = await keep(film, "video/webm") as { bytes: Buffer };
    expect(known).toEqual({ width: 1280, height: 720, seconds: 42 });
    expect(bytes.length).toBe(film.length);
    expect([bytes.includes(place), bytes.includes("PICTURE")]).toEqual([false, true]);
    expect(await keep(bytes, "video/webm")).toEqual({ ...known, bytes });
  });

  test("a file cut off is refused", async () => { expect(await keep(Buffer.concat([head, el("18538067", info, tracks)]).subarray(0, 60), "video/webm")).toEqual({ refusal: "files.broken" }); });
});

test("patches land on their bytes however the stream is cut", async () => {
  await fc.assert(fc.asyncProperty(
    fc.uint8Array({ minLength: 1, maxLength: 200 }), fc.array(fc.tuple(fc.nat(199), fc.nat(40), fc.nat(20)), { maxLength: 5 }), fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 1, maxLength: 20 }),
    async (data, wishes, cuts) => {
      let free = 0;
      const patches = wishes.sort(([a], [b]) => a - b).flatMap(([at, length, known]) => {
        const start = Math.max(free, at);
        const end = Math.min(data.length, start + length);
        if (start >= end) return [];
        free = end;
        return [{ start, end, bytes: Buffer.alloc(Math.min(known, end - start), 0x55) }];
      });
      const right = Buffer.from(data);
      for (const p of patches) { right.fill(0, p.start, p.end); p.bytes.copy(right, p.start); }
      async function* cut() { for (let at = 0, i = 0; at < data.length; i += 1) { const next = at + (cuts[i % cuts.length] ?? 1); yield Buffer.from(data.subarray(at, next)); at = next; } }
      expect(await buffer(patched(cut(), patches))).toEqual(right);
    }));
});

test("no bytes whatever break the parsers with anything but a refusal", async () => {
  await fc.assert(fc.asyncProperty(fc.constantFrom("video/mp4", "video/webm"), fc.uint8Array({ maxLength: 300 }), fc.nat(300), async (mime, noise, cutAt) => {
    const film = Buffer.from(Buffer.concat([ftyp, aMovie({ places: true, extra: [apple] })]));
    Buffer.from(noise).copy(film, Math.min(film.length - 1, cutAt));
    const kept = await keep(mime === "video/mp4" ? film : Buffer.from(noise), mime);
    expect("bytes" in kept || /^files\./.test(kept.refusal ?? "")).toBe(true);
  }), { numRuns: 300 });
});
