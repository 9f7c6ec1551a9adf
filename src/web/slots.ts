import { modules } from "./modules.ts";
import type { Person, RailPlace, Slots } from "./screen.ts";

/** The shell's slots as the modules fill them; the first to fill one has it. */
export const slots: Slots = Object.assign({}, ...modules.map((m) => m.slots ?? {}).reverse()) as Slots;

/** The person logged in; undefined where no module knows people yet. */
export const usePerson: () => Person | null | undefined = slots.usePerson ?? (() => undefined);

/** The places on the rail in their order. */
export const railEntries: readonly RailPlace[] = modules
  .flatMap((m) => m.screens)
  .flatMap((s) => (s.rail ? [{ ...s.rail, to: s.path.startsWith("/") ? s.path : `/${s.path}` }] : []))
  .sort((a, b) => a.order - b.order);
