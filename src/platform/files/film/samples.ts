import { boxAt, type Box } from "./box.ts";
import { Unfit } from "./patch.ts";

type Span = { start: number; end: number };

/** Where the samples of one track lie in the file, from its chunk tables (ISO/IEC 14496-12 §8.7); a track without chunks has none. */
export function sampleSpans(movie: Buffer, track: Box, fileSize: number): Span[] {
  const tables = boxAt(movie, track, "mdia", "minf", "stbl");
  const chunks = tables ? chunkOffsets(movie, tables) : [];
  if (!tables || chunks.length === 0) return [];
  const size = sampleSizes(movie, tables);
  const inChunk = samplesPerChunk(movie, tables);
  const spans: Span[] = [];
  let sample = 0;
  for (const [index, start] of chunks.entries()) {
    let length = 0;
    for (const last = Math.min(sample + inChunk(index + 1), size.count); sample < last; sample += 1) length += size.of(sample);
    if (start + length > fileSize) throw new Unfit("files.broken");
    if (length > 0) spans.push({ start, end: start + length });
  }
  return spans;
}

function chunkOffsets(movie: Buffer, tables: Box): number[] {
  const short = boxAt(movie, tables, "stco");
  const table = short ?? boxAt(movie, tables, "co64");
  if (!table) return [];
  const width = short ? 4 : 8;
  return Array.from({ length: rows(movie, table, 4, width) }, (_, i) => {
    const at = table.body + 8 + i * width;
    return short ? movie.readUInt32BE(at) : Number(movie.readBigUInt64BE(at));
  });
}

function sampleSizes(movie: Buffer, tables: Box): { count: number; of: (sample: number) => number } {
  const table = boxAt(movie, tables, "stsz");
  if (!table) throw new Unfit("files.location-track");
  const every = movie.readUInt32BE(table.body + 4);
  if (every > 0) return { count: movie.readUInt32BE(table.body + 8), of: () => every };
  return { count: rows(movie, table, 8, 4), of: (sample) => movie.readUInt32BE(table.body + 12 + sample * 4) };
}

/** Runs of chunks with the same number of samples; asked for chunks in rising order, counted from 1. */
function samplesPerChunk(movie: Buffer, tables: Box): (chunk: number) => number {
  const table = boxAt(movie, tables, "stsc");
  const count = table ? rows(movie, table, 4, 12) : 0;
  if (!table || count === 0) throw new Unfit("files.location-track");
  const row = (run: number) => table.body + 8 + run * 12;
  let run = 0;
  return (chunk) => {
    while (run + 1 < count && movie.readUInt32BE(row(run + 1)) <= chunk) run += 1;
    return movie.readUInt32BE(row(run) + 4);
  };
}

/** The count a table states, believed only when the rows are there. */
function rows(movie: Buffer, table: Box, countAt: number, width: number): number {
  const count = movie.readUInt32BE(table.body + countAt);
  if (table.body + countAt + 4 + count * width > table.end) throw new Unfit("files.broken");
  return count;
}
