import { stat } from "node:fs/promises";
import sharp, { type Sharp } from "sharp";
import { permit, refuse, type Decision } from "#kernel/decision.ts";

sharp.cache(false);

/** Longest edges of the small copies, in pixels. */
const renditionSizes = [320, 1280] as const;

/** A picture ready to be kept: upright, without any metadata, with its small copies as WebP. */
export type Picture = { bytes: Buffer; width: number; height: number; renditions: { size: number; bytes: Buffer; width: number; height: number }[] };

/** Bounds against decompression bombs: bytes of the file, pixels of all frames together, pixels of one edge. */
const pictureBounds = { bytes: 100 * 1024 * 1024, pixels: 120_000_000, edge: 30_000, seconds: 120 } as const;

type Format = "image/jpeg" | "image/png" | "image/webp" | "image/gif";

/** Turns a picture upright, takes out place, camera and every other metadata, and re-encodes it at near-lossless quality. */
export async function preparePicture(path: string, mime: Format): Promise<Decision<Picture>> {
  const { size } = await stat(path);
  if (size > pictureBounds.bytes) return refuse("files.too-large", { megabytes: Math.floor(pictureBounds.bytes / 1024 / 1024) });
  try {
    const { width, height, pages = 1, pageHeight = height } = await sharp(path, { limitInputPixels: false, animated: true }).metadata();
    if (width * pageHeight * pages > pictureBounds.pixels || Math.max(width, pageHeight) > pictureBounds.edge) return refuse("files.too-many-pixels", { width, height: pageHeight, frames: pages });
    const source = sharp(path, { limitInputPixels: pictureBounds.pixels, failOn: "error", animated: pages > 1, sequentialRead: true });
    const { data, info } = await encode(pages > 1 ? source : source.autoOrient(), mime).timeout({ seconds: pictureBounds.seconds }).toBuffer({ resolveWithObject: true });
    const renditions = [];
    for (const edge of renditionSizes) renditions.push(await shrink(data, edge));
    return permit({ bytes: data, width: info.width, height: info.pageHeight ?? info.height, renditions });
  } catch {
    return refuse("files.broken");
  }
}

function encode(image: Sharp, mime: Format): Sharp {
  if (mime === "image/jpeg") return image.jpeg({ quality: 92, chromaSubsampling: "4:4:4", mozjpeg: false });
  if (mime === "image/png") return image.png();
  return mime === "image/webp" ? image.webp({ quality: 92, smartSubsample: true }) : image.gif();
}

async function shrink(picture: Buffer, size: number): Promise<Picture["renditions"][number]> {
  const small = sharp(picture, { limitInputPixels: pictureBounds.pixels }).resize({ width: size, height: size, fit: "inside", withoutEnlargement: true });
  const { data, info } = await small.webp({ quality: 82 }).toBuffer({ resolveWithObject: true });
  return { size, bytes: data, width: info.width, height: info.height };
}
