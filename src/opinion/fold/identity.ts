const prime = 0x01000193;
const letters = "0123456789abcdefghijklmnopqrstuvwxyz";
const pairs = [...letters].flatMap((one) => [...letters].map((other) => one + other));
const pairsOf = 36 ** 2;

/** 32 bits in seven letters of base 36. */
function inLetters(hash: number): string {
  const high = Math.floor((hash >>> 0) / pairsOf ** 2);
  const low = (hash >>> 0) - high * pairsOf ** 2;
  const [a = "", b = "", c = "", d = ""] = [letters[Math.floor(high / pairsOf)], pairs[high % pairsOf], pairs[Math.floor(low / pairsOf)], pairs[low % pairsOf]];
  return a + b + c + d;
}

type Hashes = readonly [one: number, other: number];

function stir(text: string, from: Hashes): Hashes {
  let [one, other] = from;
  for (let i = 0; i < text.length; i += 1) {
    const letter = text.charCodeAt(i);
    one = Math.imul(one ^ letter, prime);
    other = Math.imul(other ^ letter, prime);
  }
  return [one, other];
}

/** What the last time came to: many titles are seen at one. */
let time: { at: number; hashes: Hashes } = { at: NaN, hashes: [0, 0] };

/** The key of a topic from its first title and the time it was seen (FNV-1a, twice 32 bits): the same on every replay. */
export function topicId(title: string, at: number): string {
  if (at !== time.at) time = { at, hashes: stir(`${at} `, [0x811c9dc5, 0x9747b28c]) };
  const [one, other] = stir(title, time.hashes);
  return inLetters(one) + inLetters(other);
}
