import { open } from "node:fs/promises";
import { Readable } from "node:stream";
import { permit, refuse, type Decision } from "#kernel/decision.ts";
import { streamOf } from "../local.ts";
import { planMp4 } from "./mp4.ts";
import { patched, peekInto, Unfit, type FilmPlan } from "./patch.ts";
import { planWebm } from "./webm.ts";

/** A film ready to be kept: the stream of its bytes without places, and what is known of it. */
export type Film = { stream: Readable; width: number | null; height: number | null; seconds: number | null };

/** Takes the places out of a film: metadata becomes empty space of the same length, tracks of places are zeroed; picture and sound stay as they are. */
export async function prepareFilm(path: string, mime: string): Promise<Decision<Film>> {
  try {
    const { patches, ...known } = await planOf(path, mime);
    return permit({ ...known, stream: Readable.from(patched(streamOf(path), patches)) });
  } catch (error) {
    if (error instanceof Unfit) return refuse(error.message);
    if (error instanceof RangeError) return refuse("files.broken");
    throw error;
  }
}

async function planOf(path: string, mime: string): Promise<FilmPlan> {
  const file = await open(path, "r");
  try {
    const peek = peekInto(file, (await file.stat()).size);
    return await (mime === "video/webm" ? planWebm(peek) : planMp4(peek));
  } finally {
    await file.close();
  }
}
