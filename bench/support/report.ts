/** One figure of a benchmark, printed as the last line. */
export type Figure = { name: string; value: number; unit: string; bar: string; compared: string; more?: Record<string, number | string> };

/** Prints progress where it does not disturb the figure. */
export const say = (line: string): boolean => process.stderr.write(`${line}\n`);

/** Prints the figure as one JSON line, last. */
export const report = (figure: Figure): boolean => process.stdout.write(`${JSON.stringify(figure)}\n`);

/** The value below which `share` (0 to 1) of the sorted samples lie. */
export function quantile(samples: readonly number[], share: number): number {
  const sorted = samples.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

/** Rounded for reading. */
export const round = (value: number, digits = 3): number => Number(value.toFixed(digits));
