import { type Decision, permit, refuse } from "#kernel/decision.ts";
import type { Fact } from "#kernel/document.ts";
import { fillPlaceholders, placeholdersIn } from "./placeholders.ts";
import { countCharacters } from "./text.ts";

/** Most characters of a title as people read it. */
export const titleRoom = 120;

/** A title as lists show it, and as it is written where it holds facts by reference. */
export type Title = { title: string; template: string | null };

/** Writes a title out. It holds only facts of its own sheet, and it is never empty. */
export function planTitle(written: string, facts: readonly Fact[]): Decision<Title> {
  const placed = placeholdersIn(written);
  const unknown = placed.find((id) => !facts.some((fact) => fact.id === id));
  if (unknown !== undefined) return refuse("content.fact-unknown", { fact: unknown });
  const title = fillPlaceholders(written, facts).trim();
  if (title === "") return refuse("content.no-title");
  if (countCharacters(title) > titleRoom) return refuse("content.title-too-long", { count: countCharacters(title), max: titleRoom });
  return permit({ title, template: placed.length > 0 ? written.trim() : null });
}
