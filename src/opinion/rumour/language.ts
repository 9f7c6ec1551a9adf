/** From so many texts on all counts are halved: old language fades, and what fell below one is forgotten. */
const most = 200_000;

/** How common every sign is in the language of the stream, learned from the titles as they come. */
export class Language {
  #texts = 0;
  readonly #counts = new Map<string, number>();

  /** Takes a text into account, every sign once. */
  hear(signs: readonly string[]): void {
    this.#texts += 1;
    for (const sign of new Set(signs)) this.#counts.set(sign, (this.#counts.get(sign) ?? 0) + 1);
    if (this.#texts < most) return;
    this.#texts /= 2;
    for (const [sign, count] of this.#counts) if (count < 2) this.#counts.delete(sign); else this.#counts.set(sign, count / 2);
  }

  /** The part of all texts that use a sign; nothing is known of pairs. */
  share(sign: string): number {
    return this.#texts === 0 ? 0 : (this.#counts.get(sign) ?? 0) / this.#texts;
  }
}
