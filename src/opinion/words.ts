/** Cuts a Chinese text into words, all of them, in order. The engine is handed one; it opens no dictionary itself. */
export type Cut = (text: string) => readonly string[];

/** One form for the same words: NFKC, small letters, no outer blanks, no hash marks of topics. */
export const plain = (text: string): string => (isPlain(text) ? text : text.normalize("NFKC").toLowerCase().replaceAll("#", "").trim());

const [zero, nine, a, z, firstHan, lastHan] = [0x30, 0x39, 0x61, 0x7a, 0x4e00, 0x9fff];

/** Most titles are in plain form as they come: common Chinese letters, small Latin ones and figures, told letter by letter. */
function isPlain(text: string): boolean {
  for (let i = 0; i < text.length; i += 1) {
    const code = text.charCodeAt(i);
    if (!((code >= firstHan && code <= lastHan) || (code >= a && code <= z) || (code >= zero && code <= nine))) return false;
  }
  return true;
}
