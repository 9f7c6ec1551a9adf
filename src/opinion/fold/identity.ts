const prime = 0x01000193;

/** The key of a topic from its first title and the time it was seen (FNV-1a, twice 32 bits): the same on every replay. */
export function topicId(title: string, at: number): string {
  const text = `${at} ${title}`;
  let [one, other] = [0x811c9dc5, 0x9747b28c];
  for (let i = 0; i < text.length; i += 1) {
    const letter = text.charCodeAt(i);
    one = Math.imul(one ^ letter, prime);
    other = Math.imul(other ^ letter, prime);
  }
  return [one, other].map((hash) => (hash >>> 0).toString(36).padStart(7, "0")).join("");
}
