/** Cuts a Chinese text into words, all of them, in order. The engine is handed one; it opens no dictionary itself. */
export type Cut = (text: string) => readonly string[];

/** One form for the same words: NFKC, small letters, no outer blanks, no hash marks of topics. */
export const plain = (text: string): string => text.normalize("NFKC").toLowerCase().replaceAll("#", "").trim();
