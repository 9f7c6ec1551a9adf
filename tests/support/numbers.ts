import type { ConnectorContext } from "#kernel/connector.ts";

/** Numbers of words as the house gives them, kept in memory. */
export function openNumbers(): ConnectorContext["numberFor"] {
  const given = new Map<string, string[]>();
  return (series, word) => {
    const words = given.get(series) ?? [];
    given.set(series, words.includes(word) ? words : [...words, word]);
    return Promise.resolve((given.get(series) ?? []).indexOf(word) + 1);
  };
}
