import type { FactView } from "../../contract.ts";

/** How a fact stands in a text: current, gone from the sheet, or not on it at all. */
export type ShownFact = { text: string; source: string; state: "current" | "retired" | "missing" };

/** The fact sheet as the editor's nodes read it; they are told when it changes. */
export class FactShelf {
  #facts = new Map<string, FactView>();
  readonly #listeners = new Set<() => void>();

  /** Puts the newest versions on the shelf. */
  fill(facts: readonly FactView[]): void {
    this.#facts = new Map(facts.map((fact) => [fact.id, fact]));
    for (const listener of this.#listeners) listener();
  }

  /** The words of a fact, or that it is missing. */
  wordsOf(id: string): ShownFact {
    const fact = this.#facts.get(id);
    if (!fact) return { text: "〔事实缺失〕", source: "", state: "missing" };
    return { text: fact.text, source: `${fact.label} · ${fact.source}`, state: fact.retired ? "retired" : "current" };
  }

  /** Tells a node that the sheet changed. */
  watch(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => { this.#listeners.delete(listener); };
  }
}
