import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { crc32, deflateSync } from "node:zlib";
import sharp from "sharp";
import { afterAll, beforeAll, expect, test } from "vitest";
import { preparePicture } from "./picture.ts";

let folder: string;
beforeAll(async () => { folder = await mkdtemp(join(tmpdir(), "picture-")); });
afterAll(() => rm(folder, { recursive: true }));

const at = async (name: string, data: Buffer) => { const path = join(folder, name); await writeFile(path, data); return path; };
const gps = { IFD0: { Make: "Firefighter" }, IFD3: { GPSLatitudeRef: "N", GPSLatitude: "43/1 41/1 2400/100", GPSLongitudeRef: "E", GPSLongitude: "126/1 29/1 1200/100" } };
const plain = (width: number, height: number) => sharp({ create: { width, height, channels: 3, background: "#8a3" } });

test("a photograph loses its place and camera and stands upright", async () => {
  const source = await plain(400, 200).jpeg().withExif(gps).withMetadata({ orientation: 6 }).toBuffer();
  expect((await sharp(source).metadata()).exif?.includes("Firefighter")).toBe(true);
  const picture = await preparePicture(await at("gps.jpg", source), "image/jpeg");
  if (!picture.ok) throw new Error(picture.refusal.code);
  expect(picture.value).toMatchObject({ width: 200, height: 400 });
  for (const bytes of [picture.value.bytes, ...picture.value.renditions.map((r) => r.bytes)]) {
    const { exif, xmp, iptc, icc, orientation } = await sharp(bytes).metadata();
    expect({ exif, xmp, iptc, icc, orientation }).toEqual({});
    expect(bytes.includes("Firefighter") || bytes.includes("Exif")).toBe(false);
  }
});

test("small copies fit 320 and 1280 and never grow", async () => {
  const big = await preparePicture(await at("big.png", await plain(3000, 1500).png().toBuffer()), "image/png");
  expect(big.ok && big.value.renditions.map(({ size, width, height }) => [size, width, height])).toEqual([[320, 320, 160], [1280, 1280, 640]]);
  const small = await preparePicture(await at("small.webp", await plain(100, 50).webp().toBuffer()), "image/webp");
  expect(small.ok && small.value.renditions.map(({ width }) => width)).toEqual([100, 100]);
});

test("a moving GIF keeps moving", async () => {
  const frames = await sharp(await sharp({ create: { width: 20, height: 60, channels: 3, background: "#111" } }).composite([{ input: await plain(20, 20).png().toBuffer(), top: 20, left: 0 }]).raw().toBuffer(),
    { raw: { width: 20, height: 60, channels: 3, pageHeight: 20 } }).gif({ delay: [100, 100, 100] }).toBuffer();
  const gif = await preparePicture(await at("move.gif", frames), "image/gif");
  expect(gif.ok && gif.value).toMatchObject({ width: 20, height: 20 });
  expect(gif.ok && (await sharp(gif.value.bytes, { animated: true }).metadata()).pages).toBe(3);
});

/** A PNG that says how big it is and holds next to nothing: whoever unpacks it finds it broken. */
function claiming(width: number, height: number): Buffer {
  const chunk = (type: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
    const frame = Buffer.alloc(8);
    frame.writeUInt32BE(data.length, 0);
    frame.writeUInt32BE(crc32(body), 4);
    return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
  };
  const size = Buffer.alloc(8);
  size.writeUInt32BE(width, 0);
  size.writeUInt32BE(height, 4);
  return Buffer.concat([Buffer.from("\x89PNG\r\n\x1a\n", "latin1"), chunk("IHDR", Buffer.concat([size, Buffer.from([8, 2, 0, 0, 0])])), chunk("IDAT", deflateSync(Buffer.alloc(64))), chunk("IEND", Buffer.alloc(0))]);
}

test.each([
  { what: "more pixels than 120 million", data: () => claiming(12_001, 10_000), code: "files.too-many-pixels" },
  { what: "an edge beyond 30,000", data: () => claiming(30_001, 2), code: "files.too-many-pixels" },
  { what: "a picture within the bounds that holds less than it says", data: () => claiming(12_000, 10_000), code: "files.broken" },
  { what: "a picture cut off", data: async () => (await plain(800, 800).png().toBuffer()).subarray(0, 1500), code: "files.broken" },
  { what: "a text that calls itself PNG", data: () => Buffer.from("\x89PNG\r\n\x1a\nnothing", "latin1"), code: "files.broken" },
])("$what is refused, and a bomb before it is unpacked", { timeout: 120_000 }, async ({ data, code }) => {
  expect(await preparePicture(await at("bomb.png", await data()), "image/png")).toMatchObject({ ok: false, refusal: { code } });
});
