import { daysOf, type Reading } from "./reading.ts";

/** A part of an index: its name, its formula as people read it, its weight, its value. */
export type IndexPart = { zh: string; en: string; formula: string; weight: number; value: number };

/** An index with everything it is made of. It is computed after the published formula; it is not the publisher's own figure. */
export type Index = { kind: "article" | "post"; value: number; formula: string; parts: IndexPart[] };

const ln1 = (n: number): number => Math.log(n + 1);
const per = (n: number, by: number): number => (by > 0 ? n / by : 0);

// 85 % reads, 9 % 在看, 6 % 赞: how each part of the article index weighs what readers did.
const heard = (reads: number, recommends: number, praises: number): number => 0.85 * ln1(reads) + 0.09 * ln1(10 * recommends) + 0.06 * ln1(10 * praises);

/** An index for accounts that publish articles, after the formula published as WCI V14.2; where only totals of 在看 and 赞 are known, they are spread as reads are. */
export function articleIndex(r: Reading): Index {
  const [d, n] = [daysOf(r), r.posts];
  const share = (reads: number) => per(reads, r.reads);
  const parts: IndexPart[] = [
    { zh: "整体传播力 O", en: "Overall O", formula: "0.85·ln(R/d+1) + 0.09·ln(10·Z/d+1) + 0.06·ln(10·L/d+1)", weight: 0.3, value: heard(r.reads / d, r.recommends / d, r.praises / d) },
    { zh: "篇均传播力 A", en: "Per article A", formula: "0.85·ln(R/n+1) + 0.09·ln(10·Z/n+1) + 0.06·ln(10·L/n+1)", weight: 0.3, value: heard(per(r.reads, n), per(r.recommends, n), per(r.praises, n)) },
    { zh: "头条传播力 H", en: "Headlines H", formula: "0.85·ln(Rt/d+1) + 0.09·ln(10·Zt/d+1) + 0.06·ln(10·Lt/d+1)", weight: 0.3, value: heard(r.headlineReads / d, (r.recommends * share(r.headlineReads)) / d, (r.praises * share(r.headlineReads)) / d) },
    { zh: "峰值传播力 P", en: "Peak P", formula: "0.85·ln(Rmax+1) + 0.09·ln(10·Zmax+1) + 0.06·ln(10·Lmax+1)", weight: 0.1, value: heard(r.mostReads, r.recommends * share(r.mostReads), r.praises * share(r.mostReads)) },
  ];
  return { kind: "article", parts, formula: "(0.3·O + 0.3·A + 0.3·H + 0.1·P)² × 10", value: 10 * weigh(parts) ** 2 };
}

/** An index for accounts that publish short posts, after the formula published as BCI; comments and shares of original posts count as theirs by share of posts. */
export function postIndex(r: Reading): Index {
  const own = per(r.originalPosts, r.posts);
  const parts: IndexPart[] = [
    { zh: "活跃度 W1", en: "Activity W1", formula: "0.3·ln(X1+1) + 0.7·ln(X2+1)", weight: 0.2, value: 0.3 * ln1(r.posts) + 0.7 * ln1(r.originalPosts) },
    { zh: "传播度 W2", en: "Spread W2", formula: "0.2·ln(X3+1) + 0.2·ln(X4+1) + 0.25·ln(X5+1) + 0.25·ln(X6+1) + 0.1·ln(X7+1)", weight: 0.8, value: 0.2 * ln1(r.shares) + 0.2 * ln1(r.comments) + 0.25 * ln1(r.shares * own) + 0.25 * ln1(r.comments * own) + 0.1 * ln1(r.praises) },
  ];
  return { kind: "post", parts, formula: "(0.2·W1 + 0.8·W2) × 160", value: 160 * weigh(parts) };
}

const weigh = (parts: readonly IndexPart[]): number => parts.reduce((sum, part) => sum + part.weight * part.value, 0);
