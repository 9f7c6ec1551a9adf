import { Unfit, type FilmPlan, type Patch, type Peek } from "./patch.ts";

/** Elements of Matroska this house looks at (RFC 9559); ids with their length marker. */
const id = {
  segment: 0x18538067, cluster: 0x1f43b675, tags: 0x1254c367, attachments: 0x1941a469, void: 0xec,
  info: 0x1549a966, scale: 0x2ad7b1, duration: 0x4489, tracks: 0x1654ae6b, track: 0xae, video: 0xe0, width: 0xb0, height: 0xba,
} as const;

type Element = { id: number; start: number; body: number; end: number | null };

const smallBound = 8 * 1024 * 1024;

/** Finds what must be overwritten in a WebM film: tags, attached files and leftovers may say where it was made. */
export async function planWebm(film: Peek): Promise<FilmPlan> {
  const plan: FilmPlan = { patches: [], width: null, height: null, seconds: null };
  for (let at = 0; at + 2 <= film.size;) {
    const element = readElement(await film.read(at, 12), at, film.size);
    const flows = element.end === null || element.id === id.segment;
    if (element.end === null && element.id !== id.segment && element.id !== id.cluster) throw new Unfit("files.broken");
    if (element.end !== null && (element.id === id.tags || element.id === id.attachments || element.id === id.void)) plan.patches.push(blank(element.start, element.end));
    if (element.end !== null && (element.id === id.info || element.id === id.tracks)) {
      if (element.end - element.body > smallBound) throw new Unfit("files.broken");
      Object.assign(plan, describe(element.id, await film.read(element.body, element.end - element.body)));
    }
    at = flows || element.end === null ? element.body : element.end;
  }
  if (plan.width === null) throw new Unfit("files.no-picture");
  return plan;
}

function readElement(head: Buffer, start: number, limit: number): Element {
  const idLength = Math.clz32(head[0] ?? 0) - 23;
  const sizeLength = Math.clz32(head[idLength] ?? 0) - 23;
  if (idLength > 4 || sizeLength > 8 || head.length < idLength + sizeLength) throw new Unfit("files.broken");
  const marked = head.subarray(idLength, idLength + sizeLength);
  const body = start + idLength + sizeLength;
  const unknown = marked[0] === 0xff >> (sizeLength - 1) && marked.subarray(1).every((byte) => byte === 0xff);
  const size = marked.reduce((sum, byte, i) => sum * 256 + (i === 0 ? byte & (0xff >> sizeLength) : byte), 0);
  if (!unknown && body + size > limit) throw new Unfit("files.broken");
  return { id: head.readUIntBE(0, idLength), start, body, end: unknown ? null : body + size };
}

function* elementsIn(buffer: Buffer, from = 0, to = buffer.length): Generator<{ id: number; body: number; end: number }> {
  for (let at = from; at + 2 <= to;) {
    const element = readElement(buffer.subarray(at, at + 12), at, to);
    if (element.end === null) throw new Unfit("files.broken");
    yield { ...element, end: element.end };
    at = element.end;
  }
}

function describe(kind: number, buffer: Buffer): Partial<FilmPlan> {
  return kind === id.info ? lengthIn(buffer) : frameIn(buffer);
}

function lengthIn(info: Buffer): Partial<FilmPlan> {
  let scale = 1_000_000;
  let duration = 0;
  for (const one of elementsIn(info)) {
    if (one.id === id.scale) scale = info.readUIntBE(one.body, Math.min(6, one.end - one.body));
    if (one.id === id.duration) duration = one.end - one.body === 8 ? info.readDoubleBE(one.body) : info.readFloatBE(one.body);
  }
  return duration > 0 ? { seconds: Math.round((duration * scale) / 1e9) } : {};
}

function frameIn(tracks: Buffer): Partial<FilmPlan> {
  const frame: { width?: number; height?: number } = {};
  const walk = (from: number, to: number): void => {
    for (const one of elementsIn(tracks, from, to)) {
      if (one.id === id.track || one.id === id.video) walk(one.body, one.end);
      if (one.id === id.width) frame.width ??= tracks.readUIntBE(one.body, Math.min(6, one.end - one.body));
      if (one.id === id.height) frame.height ??= tracks.readUIntBE(one.body, Math.min(6, one.end - one.body));
    }
  };
  walk(0, tracks.length);
  return frame;
}

/** The same bytes as a Void element full of zeros: one byte of id, the size in as many bytes as fit, up to eight. */
function blank(start: number, end: number): Patch {
  const sizeLength = Math.min(8, end - start - 1);
  const bytes = Buffer.alloc(1 + sizeLength);
  bytes[0] = id.void;
  bytes.writeUIntBE(end - start - bytes.length, bytes.length - Math.min(6, sizeLength), Math.min(6, sizeLength));
  bytes[1] = (bytes[1] ?? 0) | (0x80 >> (sizeLength - 1));
  return { start, end, bytes };
}
