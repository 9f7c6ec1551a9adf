import { permit, refuse, type Decision } from "#kernel/decision.ts";

/** Whether an account may be used: active, suspended for a while, closed for good. */
export type AccountState = "active" | "suspended" | "closed";

/** An account may rest and wake; what is closed stays closed, because its registration was given back (国办发〔2018〕123号, 注销备案). */
export function planState(from: AccountState, to: AccountState): Decision<AccountState> {
  if (from === "closed") return refuse("channels.account-closed");
  if (from === to) return refuse("channels.state-unchanged");
  return permit(to);
}

/** Refusals of its secret in a row after which nothing leaves by an account: one or two may be a hiccup of the platform's tokens (design/channels.md, contract 5). */
const refusalsUntilBarred = 3;

/** How an account stands with its platform: refusals of its secret in a row, and whether it is called no more for them. */
export type Trust = { refusals: number; barred: boolean };

/** What answers, in the order they came, make of it: any call that the platform took proves the secret, and starts the count anew. */
export const afterAnswers = (trust: Trust, answers: readonly ("taken" | "refused")[]): Trust => answers.reduce<Trust>(({ refusals }, answer) => {
  const inARow = answer === "taken" ? 0 : refusals + 1;
  return { refusals: inARow, barred: inARow >= refusalsUntilBarred };
}, trust);

/** Each account has an owner and, where named, somebody else who takes over; both are still with us. */
export function whyNotKeepers(owner: { left: boolean } | undefined, successor: { left: boolean } | undefined | null, ids: { owner: string; successor: string | null }): Decision<true> {
  if (!owner || owner.left) return refuse("channels.owner-missing");
  if (ids.successor === null) return permit(true);
  if (ids.successor === ids.owner) return refuse("channels.successor-is-owner");
  return successor && !successor.left ? permit(true) : refuse("channels.successor-missing");
}

/** Staff are alerted only through channels that can carry an alert. */
export const whyNotAudience = (audience: "public" | "staff", canAlert: boolean): Decision<true> =>
  audience === "staff" && !canAlert ? refuse("channels.not-for-staff") : permit(true);

/** Days without a post after which an account fails inspection, where the preset names none (国办秘函〔2019〕19号). */
export const defaultStaleDays = 14;

/** An account on somebody else's platform that spoke to the public and fell silent too long; one that never spoke is counted from its opening. */
export function isStale(account: { newMedia: boolean; audience: "public" | "staff"; state: AccountState; lastPostAt: Date | null; createdAt: Date }, staleDays: number, now: Date): boolean {
  return account.newMedia && account.audience === "public" && account.state === "active" && now.getTime() - (account.lastPostAt ?? account.createdAt).getTime() > staleDays * 86_400_000;
}
