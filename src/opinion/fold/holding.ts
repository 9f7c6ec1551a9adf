import type { Topic, Word } from "./shapes.ts";

/** What a topic is found under before its first title and after it left: nothing. */
export const unseated: Pick<Topic, "keys" | "counts" | "seats"> = { keys: [], counts: [], seats: [] };

/** The rows of every word that no topic holds: most words are such, and are told by it at a glance. */
export const unheld: { readonly topics: Topic[]; readonly slots: number[] } = { topics: [], slots: [] };

/** Takes a seat among the topics found under a word and answers which; most words are held by one topic, and its rows are kept short. */
function sit(word: Word, slot: number, topic: Topic): number {
  if (word.topics !== unheld.topics) { word.slots.push(slot); return word.topics.push(topic) - 1; }
  word.topics = [topic];
  word.slots = [slot];
  return 0;
}

/** The first title of a topic says these words, each once; from then on the topic is found under them. */
export function holdFirst(words: readonly Word[], topic: Topic): void {
  topic.keys = words.slice();
  topic.counts = words.map(() => 1);
  topic.seats = words.map((word, slot) => sit(word, slot, topic));
}

/** Notes that one more title of the topic says a word, and answers how many do; from then on the topic is found under the word. */
export function hold(word: Word, topic: Topic): number {
  const slot = topic.keys.indexOf(word);
  if (slot >= 0) return (topic.counts[slot] = (topic.counts[slot] ?? 0) + 1);
  topic.seats.push(sit(word, topic.keys.length, topic));
  topic.keys.push(word);
  topic.counts.push(1);
  return 1;
}

/** How many titles of the topic say a word. */
export function countOf(word: Word, topic: Topic): number {
  const slot = topic.keys.indexOf(word);
  return slot < 0 ? 0 : (topic.counts[slot] ?? 0);
}

/** A topic is no longer found under its words; under each the last takes its seat, so that leaving costs the same however many stay. */
export function leave(topic: Topic): void {
  const { keys, seats } = topic;
  for (let slot = 0; slot < keys.length; slot += 1) {
    const [word, seat] = [keys[slot], seats[slot]];
    if (!word || seat === undefined) continue;
    if (word.topics.length === 1) { word.topics = unheld.topics; word.slots = unheld.slots; continue; }
    const [last, slotOfLast] = [word.topics.pop(), word.slots.pop()];
    if (!last || slotOfLast === undefined || last === topic) continue;
    word.topics[seat] = last;
    word.slots[seat] = slotOfLast;
    last.seats[slotOfLast] = seat;
  }
  topic.keys = unseated.keys;
  topic.counts = unseated.counts;
  topic.seats = unseated.seats;
}
