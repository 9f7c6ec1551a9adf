/** A time from (included) to (excluded); `to: null` is open. Days are text, instants are dates; both compare. */
export type Period<T extends string | Date = string | Date> = { from: T; to: T | null };

/** Is the period running at that moment? */
export const covers = <T extends string | Date>({ from, to }: Period<T>, at: T): boolean => from <= at && (to === null || at < to);

/** Do two periods share a moment? */
export const overlaps = <T extends string | Date>(a: Period<T>, b: Period<T>): boolean =>
  (b.to === null || a.from < b.to) && (a.to === null || b.from < a.to);

/** The row of a history that is valid at that moment. */
export const validAt = <T extends string | Date, R extends Period<T>>(rows: readonly R[], at: T): R | undefined => rows.find((r) => covers<T>(r, at));
