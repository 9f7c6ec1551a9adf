/** Cuts a Chinese text into words, all of them, in order. The engine is handed one; it opens no dictionary itself. */
export type Cut = (text: string) => readonly string[];

/** One form for the same words: NFKC, small letters, no outer blanks, no hash marks of topics. */
export const plain = (text: string): string => (isPlain.test(text) ? text : text.normalize("NFKC").toLowerCase().replaceAll("#", "").trim());

/** Most titles are in plain form as they come. */
const isPlain = /^[\u4e00-\u9fffa-z0-9]*$/u;
