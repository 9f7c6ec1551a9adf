import { expect, test } from "vitest";
import { openDictionary } from "./dictionary.ts";

const dictionary = openDictionary([["长春", 1], ["长春市", 2], ["春", 3], ["", 9]]);

test("every word that begins at a letter is found, shortest first", () => expect(dictionary.from("去长春市", 1)).toEqual([{ end: 3, value: 1 }, { end: 4, value: 2 }]));
test("a word that begins inside another is found at its own letter", () => expect(dictionary.from("长春市", 1)).toEqual([{ end: 2, value: 3 }]));
test("a word of one letter is found before any other letter and at the end", () => expect(["春雨", "春"].map((text) => dictionary.from(text, 0))).toEqual([[{ end: 1, value: 3 }], [{ end: 1, value: 3 }]]));
test("nothing begins where no word begins, nor does the empty word", () => expect([0, 3, 9].map((at) => dictionary.from("去长春", at).length)).toEqual([0, 0, 0]));
