import fc from "fast-check";
import { expect, test } from "vitest";
import { habits } from "./habits.ts";
import { countOf, hold, holdFirst, leave, unheld } from "./holding.ts";
import { topicId } from "./identity.ts";
import type { Topic, Word } from "./shapes.ts";
import { topicOf } from "./topic.ts";

const newWord = (text: string): Word => ({ row: 0, text, name: false, ...unheld });
const newTopic = (): Topic => topicOf([], habits);
/** What is done to five topics and four words: a title says a word, or a topic leaves. */
const deeds = fc.array(fc.record({ topic: fc.nat(4), word: fc.option(fc.nat(3), { nil: null }) }), { maxLength: 60 });

test("a topic is found under every word its titles say, as often as they say it, until it leaves, whoever leaves before", () => {
  fc.assert(fc.property(deeds, (done) => {
    const [topics, words] = [Array.from({ length: 5 }, newTopic), ["山洪", "起火", "地震", "敦化"].map(newWord)];
    const expected = topics.map(() => [0, 0, 0, 0]);
    for (const { topic: t, word: w } of done) {
      const [topic, word, said] = [topics[t], w === null ? undefined : words[w], expected[t]];
      if (!topic || !said) continue;
      if (w === null || !word) { leave(topic); said.fill(0); } else if (topic.keys.length > 0) said[w] = hold(word, topic);
      else { holdFirst([word], topic); said[w] = 1; }
    }
    expect(topics.map((topic) => words.map((word) => countOf(word, topic)))).toEqual(expected);
    for (const [w, word] of words.entries()) expect(new Set(word.topics)).toEqual(new Set(topics.filter((_, t) => expected[t]?.[w] !== 0)));
    for (const word of words) for (const [seat, topic] of word.topics.entries()) expect(topic.keys[word.slots[seat] ?? -1]).toBe(word);
  }));
});

test("the key of a topic is two numbers of 32 bits in seven letters each", () => {
  fc.assert(fc.property(fc.string(), fc.nat(), (title, at) => /^[0-9a-z]{14}$/u.test(topicId(title, at))));
  expect(topicId("敦化暴雪", 0)).toBe("0ga7kkb1or8lzu");
});
