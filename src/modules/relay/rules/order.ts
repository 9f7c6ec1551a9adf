import { permit, refuse, type Decision } from "#kernel/decision.ts";

/** Shortest and longest time an order gives, in minutes. */
export const shortestMinutes = 15;
const longestMinutes = 30 * 24 * 60;

/** Most accounts of one order. */
export const mostAccounts = 500;

/** Minutes between two chases of the same unit: it is asked again, not flooded. */
export const chaseEveryMinutes = 30;

/** A piece that others may be asked to pass on: everybody can read it, and it stands. */
export type PublicPiece = { stage: string; publishedEdition: number | null };

/** An account that may be asked: an official one in use, that speaks to the public and does not carry the piece itself. */
export type Asked = { id: string; name: string; audience: "public" | "staff"; state: "active" | "suspended" | "closed"; carries: boolean };

/** 下发: only what is public, only to official accounts, with a time that can be kept. There are no words to post besides the piece. */
export function planOrder<A extends Asked>(piece: PublicPiece, accounts: readonly A[], wanted: readonly string[], dueAt: Date, now: Date): Decision<readonly A[]> {
  if (piece.stage === "recalled") return refuse("relay.piece-recalled");
  if (piece.publishedEdition === null) return refuse("relay.not-public");
  const minutes = (dueAt.getTime() - now.getTime()) / 60_000;
  if (minutes < shortestMinutes) return refuse("relay.too-soon", { minutes: shortestMinutes });
  if (minutes > longestMinutes) return refuse("relay.too-late", { days: longestMinutes / 1440 });
  const unknown = wanted.find((id) => !accounts.some((account) => account.id === id));
  if (unknown !== undefined || wanted.length === 0) return refuse("relay.no-such-account");
  const chosen = accounts.filter((account) => wanted.includes(account.id));
  const unfit = chosen.find((account) => account.audience !== "public" || account.state !== "active");
  if (unfit) return refuse("relay.account-unfit", { account: unfit.name });
  const own = chosen.find((account) => account.carries);
  return own ? refuse("relay.carries-already", { account: own.name }) : permit(chosen);
}

/** 催: not before the last one had its time. */
export const planChase = (chasedAt: Date | null, now: Date): Decision<true> =>
  chasedAt !== null && now.getTime() - chasedAt.getTime() < chaseEveryMinutes * 60_000 ? refuse("relay.chased-lately", { minutes: chaseEveryMinutes }) : permit(true);
