import { beijing } from "#kernel/clock.ts";

const two = (n: number) => String(n).padStart(2, "0");

/** An instant as a field for times shows it, in Beijing: 2026-04-03T09:52. */
export function toField(instant: string): string {
  const b = beijing(new Date(instant));
  return `${b.year}-${two(b.month)}-${two(b.day)}T${two(b.hour)}:${two(b.minute)}`;
}

/** What such a field says, as an instant; null while it is not a whole time. */
export function fromField(value: string): string | null {
  return /^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(value) ? new Date(`${value.slice(0, 16)}:00+08:00`).toISOString() : null;
}
