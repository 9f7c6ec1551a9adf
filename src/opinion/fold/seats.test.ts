import fc from "fast-check";
import { expect, test } from "vitest";
import { habits } from "./habits.ts";
import { topicId } from "./identity.ts";
import { Lexicon } from "./lexicon.ts";
import type { Memory } from "./memory.ts";
import { Roll } from "./roll.ts";
import { Seats } from "./seats.ts";
import type { Topic, Trace, Word } from "./shapes.ts";
import { countOf, join, leave, topicOf } from "./topic.ts";

function newMemory(): Memory {
  const seats = new Seats();
  return { seats, lexicon: new Lexicon(() => [], seats), roll: new Roll(), habits };
}
const saying = (words: readonly Word[]): Trace =>
  ({ heard: "", title: "", at: 0, words, said: new Set(), spots: [], hazard: null, magnitude: null, deaths: null, again: false, harms: false, opens: false });
/** The rows of the topics found under a word. */
function foundUnder(word: Word, { seats }: Memory): number[] {
  const rows: number[] = [];
  for (let seat = seats.first(word); seat >= 0; seat = seats.after(seat)) rows.push(seats.topic(seat));
  return rows.sort((a, b) => a - b);
}
/** What is done to five topics and four words: a title says some of the words, or a topic leaves. */
const deeds = fc.array(fc.record({ topic: fc.nat(4), says: fc.option(fc.uniqueArray(fc.nat(3)), { nil: null }) }), { maxLength: 60 });

test("a topic is found under every word its titles say, as often as they say it, until it leaves, whoever leaves before", () => {
  fc.assert(fc.property(deeds, (done) => {
    const memory = newMemory();
    const words = ["山洪", "起火", "地震", "敦化"].map((text) => memory.lexicon.word(text, 0, false));
    const topics: (Topic | null)[] = [null, null, null, null, null];
    const expected = topics.map(() => [0, 0, 0, 0]);
    for (const { topic: t, says } of done) {
      const [topic, counts] = [topics[t], expected[t] ?? []];
      if (says === null) { if (topic) leave(topic, memory); topics[t] = null; counts.fill(0); continue; }
      const trace = saying(says.map((w) => words[w] ?? 0));
      if (topic) join(topic, trace, memory); else topics[t] = topicOf([trace], memory);
      for (const w of says) counts[w] = (counts[w] ?? 0) + 1;
    }
    expect(topics.map((topic) => words.map((word) => (topic ? countOf(word, topic, memory) : 0)))).toEqual(expected);
    for (const [w, word] of words.entries()) {
      const rows = topics.flatMap((topic, t) => (topic && expected[t]?.[w] !== 0 ? [topic.row] : [])).sort((a, b) => a - b);
      expect(foundUnder(word, memory)).toEqual(rows);
      expect(memory.seats.held(word)).toBe(rows.length);
    }
    expect(new Set(memory.roll.all())).toEqual(new Set(topics.filter((topic) => topic !== null)));
  }));
});

test("the roll and the seats grow with what wakes, and nothing of it is lost", () => {
  const memory = newMemory();
  const words = Array.from({ length: 6000 }, (_, i) => memory.lexicon.word(`词${i}`, 0, false));
  const topics = words.map((word, i) => topicOf([{ ...saying([word]), at: 1e12 + i * 1000 }], memory));
  expect(topics.map(({ row }) => [memory.roll.last[row], memory.roll.size[row]])).toEqual(words.map((_, i) => [1e12 + i * 1000, 1]));
  expect(words.map((word) => foundUnder(word, memory))).toEqual(topics.map(({ row }) => [row]));
});

test("the key of a topic is two numbers of 32 bits in seven letters each", () => {
  fc.assert(fc.property(fc.string(), fc.nat(), (title, at) => /^[0-9a-z]{14}$/u.test(topicId(title, at))));
  expect(topicId("敦化暴雪", 0)).toBe("0ga7kkb1or8lzu");
});
