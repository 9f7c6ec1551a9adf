/** What a title shows and what it is: features by number, truth between 0 and 1, how much it counts. */
export type Example = { features: readonly number[]; truth: number; weight: number };

const oddsOf = (features: readonly number[], weights: readonly number[]): number => features.reduce((sum, f) => sum + (weights[f] ?? 0), 0);

function loss(examples: readonly Example[], weights: readonly number[], leanings: readonly number[], draw: number): number {
  let sum = 0;
  for (const { features, truth, weight } of examples) {
    const odds = oddsOf(features, weights);
    sum += weight * (Math.log1p(Math.exp(-Math.abs(odds))) + Math.max(odds, 0) - truth * odds);
  }
  return weights.reduce((all, w, i) => all + (draw / 2) * (w - (leanings[i] ?? 0)) ** 2, sum);
}

/** Solves a symmetric positive system by elimination. */
function solve(matrix: readonly Float64Array[], right: Float64Array): Float64Array {
  const n = right.length;
  const rows = matrix.map((row) => Float64Array.from(row));
  const out = Float64Array.from(right);
  for (let i = 0; i < n; i += 1) {
    for (let r = i + 1; r < n; r += 1) {
      const factor = (rows[r]?.[i] ?? 0) / (rows[i]?.[i] ?? 1);
      if (factor === 0) continue;
      for (let c = i; c < n; c += 1) (rows[r] as Float64Array)[c] = (rows[r]?.[c] ?? 0) - factor * (rows[i]?.[c] ?? 0);
      out[r] = (out[r] ?? 0) - factor * (out[i] ?? 0);
    }
  }
  for (let i = n - 1; i >= 0; i -= 1) {
    let rest = out[i] ?? 0;
    for (let c = i + 1; c < n; c += 1) rest -= (rows[i]?.[c] ?? 0) * (out[c] ?? 0);
    out[i] = rest / (rows[i]?.[i] ?? 1);
  }
  return out;
}

/**
 * Weights of a logistic model by Newton's method, each drawn towards its leaning (`draw` is the precision of that belief);
 * nothing is left to chance, so the same examples give the same weights.
 */
export function fitWeights(examples: readonly Example[], leanings: readonly number[], draw: number): number[] {
  let weights = [...leanings];
  let current = loss(examples, weights, leanings, draw);
  for (let round = 0; round < 60; round += 1) {
    const gradient = Float64Array.from(weights, (w, i) => -draw * (w - (leanings[i] ?? 0)));
    const curvature = weights.map((_, i) => { const row = new Float64Array(weights.length); row[i] = draw; return row; });
    for (const { features, truth, weight } of examples) {
      const p = 1 / (1 + Math.exp(-oddsOf(features, weights)));
      for (const f of features) {
        gradient[f] = (gradient[f] ?? 0) + weight * (truth - p);
        const row = curvature[f];
        if (row) for (const g of features) row[g] = (row[g] ?? 0) + weight * p * (1 - p);
      }
    }
    const step = solve(curvature, gradient);
    let next = weights;
    let reached = Infinity;
    for (let stride = 1; stride > 1e-6 && reached >= current; stride /= 2) {
      next = weights.map((w, i) => w + stride * (step[i] ?? 0));
      reached = loss(examples, next, leanings, draw);
    }
    if (reached > current - 1e-9) break;
    [weights, current] = [next, reached];
  }
  return weights;
}
