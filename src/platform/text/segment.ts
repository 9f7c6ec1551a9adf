import { Jieba } from "@node-rs/jieba";
import { dict } from "@node-rs/jieba/dict.js";

let jieba: Jieba | null = null;

/** Words of a Chinese text for the index, each once, small letters; the dictionary is loaded when it is first needed. */
export function segment(text: string): string[] {
  jieba ??= Jieba.withDict(dict);
  const words = jieba.cutForSearch(text.normalize("NFKC").toLowerCase(), true).map((w) => w.trim()).filter((w) => /[\p{L}\p{N}]/u.test(w) && w.length <= 64);
  return [...new Set(words)];
}
