import { markWords } from "../rules/question.ts";

/** A title with the words that were asked for marked. */
export function Marked({ text, words }: { text: string; words: readonly string[] }) {
  return <>{markWords(text, words).map((run, i) => (run.hit ? <mark key={i}>{run.text}</mark> : run.text))}</>;
}
