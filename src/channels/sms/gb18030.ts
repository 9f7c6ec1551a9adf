// Node decodes GB18030 and does not encode it, so the table is the decoder's own, turned round.

/** Octets of every character below U+10000 that has some. */
let table: Map<number, readonly number[]> | null = null;

/** The four octets of a linear index: 0x81308130 is 0; the last octet counts ten, the third 126, the second ten. */
const fourOctets = (index: number): number[] => [0x81 + Math.floor(index / 12_600), 0x30 + (Math.floor(index / 1_260) % 10), 0x81 + (Math.floor(index / 10) % 126), 0x30 + (index % 10)];

/** Indices of four octets that stand for characters below U+10000: 0x81308130 to 0x8431A439. */
const belowBeyond = 39_420;
/** The index of 0x90308130, from where U+10000 and all above follow in order. */
const firstBeyond = 189_000;

/** Every sequence of two octets, then every one of four, each with a line feed behind it, which is an octet of none. */
function* sequences(): Generator<readonly number[]> {
  for (let first = 0x81; first <= 0xfe; first += 1) for (let second = 0x40; second <= 0xfe; second += 1) yield [first, second];
  for (let index = 0; index < belowBeyond; index += 1) yield fourOctets(index);
}

function build(): Map<number, readonly number[]> {
  const all = [...sequences()];
  const lines = new Uint8Array(all.reduce((sum, octets) => sum + octets.length + 1, 0)).fill(0x0a);
  let at = 0;
  for (const octets of all) { lines.set(octets, at); at += octets.length + 1; }
  const found = new Map<number, readonly number[]>();
  new TextDecoder("gb18030").decode(lines).split("\n").forEach((char, i) => {
    const octets = all[i];
    if (char.length === 1 && octets && !found.has(char.charCodeAt(0))) found.set(char.charCodeAt(0), octets);
  });
  return found;
}

/** A text in GB18030 as the platform's decoder reads it: one, two or four octets a character; the few private ones it does not know become U+FFFD. */
export function gb18030Bytes(text: string): Buffer {
  table ??= build();
  const octets: number[] = [];
  for (const char of text) {
    const code = char.codePointAt(0) ?? 0;
    if (code < 0x80) octets.push(code);
    else octets.push(...(code >= 0x10000 ? fourOctets(firstBeyond + code - 0x10000) : (table.get(code) ?? table.get(0xfffd) ?? [])));
  }
  return Buffer.from(octets);
}
