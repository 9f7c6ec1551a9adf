import { permit, refuse, type Decision } from "#kernel/decision.ts";
import { administratorPosts, type Post } from "#kernel/posts.ts";
import { overlaps, type Period } from "./periods.ts";

/** A post somebody has for a time: by appointment, or lent by `delegatedFrom`. */
export type Term = Period<Date> & { unitId: string; post: Post; delegatedFrom: string | null };

/** A person as the rules of posts see them. */
export type PostHolder = { id: string; name: string; unitId: string; leftAt: Date | null; terms: readonly Term[] };

const isAdministrator = (post: Post): boolean => administratorPosts.includes(post);

/** Days that a post may be lent at most. */
export const longestDelegationDays = 90;
const dayMs = 86_400_000;

/** The three administrators exclude each other and every other post, by appointment and by delegation (等保, GB/T 22239-2019 §8.1.4). */
export function whyNotTogether(holder: PostHolder, wanted: { post: Post } & Period<Date>): Decision<true> {
  const clash = holder.terms.find((t) => t.post !== wanted.post && overlaps<Date>(t, wanted) && (isAdministrator(t.post) || isAdministrator(wanted.post)));
  return clash ? refuse("organisation.posts-exclude-each-other", { name: holder.name, held: clash.post, wanted: wanted.post }) : permit(true);
}

/** May this person be given that post in that unit from then on? `appointedBy` is whoever appoints: nobody appoints themselves. */
export function planAppointment(
  holder: PostHolder,
  wanted: { unitId: string; post: Post; unitOpen: boolean } & Period<Date>,
  appointedBy: string,
): Decision<{ personId: string; unitId: string; post: Post } & Period<Date>> {
  if (holder.id === appointedBy) return refuse("organisation.not-yourself");
  if (holder.leftAt) return refuse("organisation.person-left", { name: holder.name });
  if (!wanted.unitOpen) return refuse("organisation.unit-not-open");
  if (wanted.to && wanted.to <= wanted.from) return refuse("organisation.period-empty");
  if (holder.terms.some((t) => t.delegatedFrom === null && t.unitId === wanted.unitId && t.post === wanted.post && overlaps<Date>(t, wanted))) {
    return refuse("organisation.post-held-already", { name: holder.name });
  }
  const together = whyNotTogether(holder, wanted);
  if (!together.ok) return together;
  return permit({ personId: holder.id, unitId: wanted.unitId, post: wanted.post, from: wanted.from, to: wanted.to });
}

/** What somebody asks for when lending a post. */
export type DelegationWish = { unitId: string; post: Post; from: Date; to: Date; reason: string };

/** May a post be lent? Only one's own by appointment, within its unit, for a time with a reason, and never further (no chains). */
export function planDelegation(giver: PostHolder, taker: PostHolder, wish: DelegationWish, now: Date): Decision<DelegationWish & { fromPersonId: string; toPersonId: string }> {
  if (giver.id === taker.id) return refuse("organisation.not-yourself");
  if (taker.leftAt) return refuse("organisation.person-left", { name: taker.name });
  if (wish.reason.trim() === "") return refuse("organisation.reason-missing");
  if (wish.to <= wish.from || wish.to <= now) return refuse("organisation.period-empty");
  if (wish.to.getTime() - wish.from.getTime() > longestDelegationDays * dayMs) return refuse("organisation.delegation-too-long", { days: longestDelegationDays });
  const own = giver.terms.filter((t) => t.unitId === wish.unitId && t.post === wish.post && overlaps<Date>(t, wish));
  if (own.length === 0) return refuse("organisation.post-not-yours");
  if (own.every((t) => t.delegatedFrom !== null)) return refuse("organisation.delegation-chain");
  if (taker.unitId !== wish.unitId && !taker.terms.some((t) => t.unitId === wish.unitId && t.delegatedFrom === null)) {
    return refuse("organisation.post-stays-in-unit", { name: taker.name });
  }
  if (taker.terms.some((t) => t.unitId === wish.unitId && t.post === wish.post && overlaps<Date>(t, wish))) return refuse("organisation.post-held-already", { name: taker.name });
  const together = whyNotTogether(taker, wish);
  if (!together.ok) return together;
  return permit({ ...wish, reason: wish.reason.trim(), fromPersonId: giver.id, toPersonId: taker.id });
}

/** May this person leave? Not by their own hand, not twice, and an administrator only once the security administrator has ended that post. */
export function planLeaving(holder: PostHolder, by: string): Decision<string> {
  if (holder.id === by) return refuse("organisation.not-yourself");
  if (holder.leftAt) return refuse("organisation.person-left", { name: holder.name });
  const post = holder.terms.find((t) => t.delegatedFrom === null && isAdministrator(t.post))?.post;
  return post ? refuse("organisation.administrator-leaves", { name: holder.name, post }) : permit(holder.id);
}
