import { boxAt, boxesIn, readBox, type Box } from "./box.ts";
import { Unfit, type FilmPlan, type Patch, type Peek } from "./patch.ts";
import { sampleSpans } from "./samples.ts";

/** Boxes that may say where a film was made, or hold leftovers that do: user data, metadata, vendor boxes, free space (ISO/IEC 14496-12; QuickTime). */
const telling = new Set(["udta", "meta", "uuid", "free", "skip", "loci", "\xa9xyz", "xml "]);

/** Boxes that hold boxes, on the way to those. */
const nested = new Set(["trak", "mdia", "minf", "stbl", "edts", "mvex", "dinf", "tapt"]);

/** Tracks that are seen, heard or read; every other kind (GoPro gpmd, Apple mebx) may be a track of places, and goes. */
const shown = new Set(["vide", "soun", "text", "sbtl", "subt", "clcp", "tmcd"]);

const movieBound = 64 * 1024 * 1024;

type MoviePlan = FilmPlan & { droppedTracks: number };

/** Finds what must be overwritten in an MP4 or QuickTime film, without reading its frames. */
export async function planMp4(film: Peek): Promise<FilmPlan> {
  const patches: Patch[] = [];
  let movie: MoviePlan | null = null;
  let fragments = false;
  for (let at = 0; at + 8 <= film.size;) {
    const box = readBox(await film.read(at, 16), 0, film.size - at);
    if (box.type === "moov") {
      if (movie || box.end > movieBound) throw new Unfit("files.broken");
      movie = planMovie(await film.read(at, box.end), at, film.size);
    }
    if (telling.has(box.type)) patches.push(blank(box, at));
    fragments ||= box.type === "moof";
    at += box.end;
  }
  if (!movie) throw new Unfit("files.broken");
  if (movie.width === null) throw new Unfit("files.no-picture");
  if (fragments && movie.droppedTracks > 0) throw new Unfit("files.location-track");
  const { width, height, seconds } = movie;
  return { patches: [...patches, ...movie.patches], width, height, seconds };
}

function planMovie(movie: Buffer, base: number, fileSize: number): MoviePlan {
  const whole = readBox(movie, 0, movie.length);
  const plan: MoviePlan = { patches: [], width: null, height: null, seconds: secondsOf(movie, whole), droppedTracks: 0 };
  const walk = (parent: Box): void => {
    for (const box of boxesIn(movie, parent)) {
      const handler = box.type === "trak" ? handlerOf(movie, box) : null;
      if (box.type === "cmov") throw new Unfit("files.broken");
      if (handler === "vide") Object.assign(plan, frameOf(movie, box));
      if (handler !== null && !shown.has(handler)) {
        plan.patches.push(...sampleSpans(movie, box, fileSize).map((span) => ({ ...span, bytes: Buffer.alloc(0) })), blank(box, base));
        plan.droppedTracks += 1;
      } else if (telling.has(box.type)) plan.patches.push(blank(box, base));
      else if (nested.has(box.type)) walk(box);
    }
  };
  walk(whole);
  return plan;
}

/** The same bytes as a `free` box full of zeros; a long box keeps its long size, which follows the type. */
function blank(box: Box, base: number): Patch {
  const long = box.body - box.start === 16;
  const bytes = Buffer.alloc(long ? 12 : 4);
  bytes.write("free", "latin1");
  if (long) bytes.writeBigUInt64BE(BigInt(box.end - box.start), 4);
  return { start: base + box.start + 4, end: base + box.end, bytes };
}

function handlerOf(movie: Buffer, track: Box): string {
  const box = boxAt(movie, track, "mdia", "hdlr");
  return box ? movie.toString("latin1", box.body + 8, box.body + 12) : "";
}

/** Width and height as shown: a quarter turn in the track's matrix swaps them. */
function frameOf(movie: Buffer, track: Box): { width: number; height: number } | object {
  const box = boxAt(movie, track, "tkhd");
  if (!box || box.end - box.body < 84) throw new Unfit("files.broken");
  const [width, height] = [movie.readUInt32BE(box.end - 8) >>> 16, movie.readUInt32BE(box.end - 4) >>> 16];
  const turned = movie.readInt32BE(box.end - 40) !== 0;
  if (width === 0 || height === 0) return {};
  return turned ? { width: height, height: width } : { width, height };
}

function secondsOf(movie: Buffer, whole: Box): number | null {
  const box = boxAt(movie, whole, "mvhd");
  if (!box) return null;
  const long = movie[box.body] === 1;
  const scale = movie.readUInt32BE(box.body + (long ? 20 : 12));
  const length = long ? Number(movie.readBigUInt64BE(box.body + 24)) : movie.readUInt32BE(box.body + 16);
  return scale > 0 && length > 0 ? Math.round(length / scale) : null;
}
