/** Bytes as text: the encoding that explains them best, and how many characters no encoding could read. */
type Decoded = { text: string; encoding: string; lost: number };

const replacement = "\uFFFD";
const headBytes = 2_048;
const pieces = 8;
const pieceBytes = 2_048;

const marks: readonly { encoding: string; bytes: readonly number[] }[] = [
  { encoding: "utf-8", bytes: [0xef, 0xbb, 0xbf] },
  { encoding: "gb18030", bytes: [0x84, 0x31, 0x95, 0x33] },
  { encoding: "utf-16le", bytes: [0xff, 0xfe] },
  { encoding: "utf-16be", bytes: [0xfe, 0xff] },
];

// The two hundred commonest characters: about two fifths of any Chinese text, and next to nothing of a text read under the wrong encoding.
const common = new Set("的一是了我不人在他有这个上们来到时大地为子中你说生国年着就那和要她出也得里后自以会家可下而过天去能对小多然于心学么之都好看起发当没成只如事把还用第样道想作种开美总从无情己面最女但现前些所同日手又行意动方期它头经长儿回位分爱老因很给名法间斯知世什两次使身者被高已亲其进此话常与活正感市区县省月号报新闻警消防应急火灾地震员通布安全公众网民政府部车水电点万亿明文主体工业发展建设".normalize());

/** The name under which an encoding is known here; GBK and its elder are read as GB 18030, which holds both. */
function known(label: string | undefined): string | null {
  if (label === undefined) return null;
  try {
    const { encoding } = new TextDecoder(label.trim());
    return encoding === "gbk" ? "gb18030" : encoding;
  } catch {
    return null;
  }
}

const plainHead = (bytes: Uint8Array): string => String.fromCharCode(...bytes.subarray(0, headBytes).filter((byte) => byte !== 0));

/** What the document says of itself: XML declaration (XML 1.0, 4.3.3), then `meta` of HTML. */
function declaredInside(head: string): string | null {
  const xml = /<\?xml[^>]{0,200}?encoding\s*=\s*["']?([\w.:-]{2,40})/i.exec(head)?.[1];
  return known(xml ?? /<meta[^>]{0,300}?charset\s*=\s*["']?([\w.:-]{2,40})/i.exec(head)?.[1]);
}

/**
 * Pieces from all over the bytes, each from a place where a character begins in every encoding that holds ASCII: no byte
 * below 0x30 is ever part of a longer character (GB 18030 included). Two bytes a character begin at even places.
 */
function sample(bytes: Uint8Array, from: number, wide: boolean): Uint8Array[] {
  if (bytes.length - from <= pieces * pieceBytes) return [bytes.subarray(wide ? 0 : from)];
  return Array.from({ length: pieces }, (_, i) => {
    let at = from + Math.floor(((bytes.length - from) / pieces) * i);
    if (wide) at -= at % 2;
    else if (i > 0) while (at < bytes.length && (bytes[at] ?? 0) >= 0x30) at++;
    return bytes.subarray(at, at + pieceBytes);
  });
}

/** Noughts at every second place betray UTF-16 without a mark: Latin letters, digits and line ends have one each. */
function byNoughts(bytes: Uint8Array): string | null {
  let even = 0;
  let odd = 0;
  for (const piece of sample(bytes, 0, true)) {
    for (let i = 0; i < piece.length; i++) {
      if (piece[i] !== 0) continue;
      if (i % 2 === 0) even++;
      else odd++;
    }
  }
  if (even + odd < Math.min(bytes.length, pieces * pieceBytes) / 200 || even + odd === 0) return null;
  if (odd > even * 4) return "utf-16le";
  return even > odd * 4 ? "utf-16be" : null;
}

function firstBeyondAscii(bytes: Uint8Array): number {
  for (let i = 0; i < bytes.length; i++) if ((bytes[i] ?? 0) > 0x7f) return i;
  return -1;
}

/** How well one character speaks for the encoding that produced it, from -2 to 1. */
function worth(code: number, character: string, encoding: string): number {
  if (code === 0xfffd || code === 0) return -2;
  if (code < 0xa0) return -1;
  if (code < 0x250) return encoding.startsWith("utf-8") ? 0.3 : encoding === "windows-1252" && code >= 0xc0 ? 0.2 : -0.2;
  if (code >= 0xe000 && code <= 0xf8ff) return -1.5;
  if (encoding === "utf-8") return 1;
  if (common.has(character)) return 1;
  if ((code >= 0x3000 && code <= 0x303f) || (code >= 0xff00 && code <= 0xffef) || (code >= 0x2010 && code <= 0x2030)) return 0.8;
  return code >= 0x4e00 && code <= 0x9fff ? 0.2 : 0;
}

/** Mean worth of what a sample holds beyond ASCII. */
function plausibility(bytes: Uint8Array, encoding: string, from: number): number {
  const wide = encoding.startsWith("utf-16");
  const text = sample(bytes, from, wide).map((piece) => new TextDecoder(encoding).decode(piece, { stream: true })).join("");
  let sum = 0;
  let count = 0;
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    if (code !== 0 && code < 0x80) {
      // Two letters of ASCII make one strange character of UTF-16; that it reads as ASCII speaks for UTF-16.
      if (wide) { sum += 0.6; count++; }
      continue;
    }
    sum += worth(code, character, encoding);
    count++;
  }
  return count === 0 ? 0 : sum / count;
}

function countLost(text: string): number {
  let count = 0;
  for (let at = text.indexOf(replacement); at >= 0; at = text.indexOf(replacement, at + 1)) count++;
  return count;
}

const whole = (bytes: Uint8Array, encoding: string): Decoded => {
  const text = new TextDecoder(encoding).decode(bytes);
  return { text, encoding, lost: countLost(text) };
};

/**
 * Reads bytes as text, whatever was declared: mark, content type, XML declaration and `meta` are only witnesses; what the
 * bytes make when read (validity, common characters) decides. Never throws; a cut or damaged tail costs its own characters only.
 */
export function decode(sent: Uint8Array, contentType: string | null): Decoded {
  const mark = marks.find((one) => one.bytes.every((byte, i) => sent[i] === byte));
  const bytes = mark ? sent.subarray(mark.bytes.length) : sent;
  const from = firstBeyondAscii(bytes);
  const noughts = byNoughts(bytes);
  if (from < 0 && noughts === null) return whole(bytes, "utf-8");
  const byServer = known(/charset\s*=\s*["']?([\w.:-]{2,40})/i.exec(contentType ?? "")?.[1]);
  const witnesses: readonly (readonly [string | null, number])[] =
    [["utf-8", 0.05], ["gb18030", 0], [noughts, 0.5], [mark?.encoding ?? null, 0.6], [byServer, 0.25], [declaredInside(plainHead(bytes)), 0.25]];
  const trust = new Map<string, number>();
  // Latin 1 is what servers say who say nothing.
  for (const [encoding, share] of witnesses) if (encoding !== null) trust.set(encoding, (trust.get(encoding) ?? 0) + (encoding === "windows-1252" ? share / 3 : share));
  let best = "utf-8";
  let most = Number.NEGATIVE_INFINITY;
  for (const [encoding, share] of trust) {
    const score = plausibility(bytes, encoding, Math.max(0, from)) + share;
    if (score > most) [best, most] = [encoding, score];
  }
  return whole(bytes, best);
}
