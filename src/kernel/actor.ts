import type { Post } from "./posts.ts";

/** The lines of command a unit belongs to: 应急管理 消防救援 森林消防, or a partner outside them. */
export type System = "emergency" | "fire" | "forest_fire" | "partner";

/** What a person may see: everything (新闻宣传处), whole systems (a corps), whole regions (a city), or single units. */
export type Scope = { all: boolean; systems: readonly System[]; regions: readonly string[]; unitIds: readonly string[] };

/** One post held in one unit today, by appointment or by delegation from somebody else. */
export type Holding = { unitId: string; post: Post; delegatedFrom: string | null };

/** Who is acting, for which unit, with which posts. Built once per request or job; never looked up again by a rule. */
export type Actor = {
  kind: "person" | "system";
  personId: string;
  name: string;
  unitId: string;
  unitName: string;
  holdings: readonly Holding[];
  scope: Scope;
  /** The session passed a second factor. */
  secondFactor: boolean;
};

/** Does this person hold one of the posts in that unit? */
export const holds = (actor: Actor, unitId: string, ...posts: readonly Post[]): boolean =>
  actor.holdings.some((h) => h.unitId === unitId && posts.includes(h.post));

/** Does this person hold the post in any unit? */
export const holdsAnywhere = (actor: Actor, ...posts: readonly Post[]): boolean =>
  actor.holdings.some((h) => posts.includes(h.post));

/** Does a thing of this unit, or shared with these units, lie within what the person may see? */
export function inScope(
  actor: Actor,
  thing: { unitId: string; system: System; regionCode: string; participantUnitIds?: readonly string[] },
): boolean {
  const { scope } = actor;
  if (scope.all || scope.unitIds.includes(thing.unitId)) return true;
  if (thing.participantUnitIds?.some((id) => scope.unitIds.includes(id))) return true;
  if (scope.systems.includes(thing.system)) return true;
  return scope.regions.some((prefix) => thing.regionCode.startsWith(prefix));
}

/** The house itself, for what workers do by clock. It holds no post and signs nothing. */
export const theHouse: Actor = {
  kind: "system",
  personId: "00000000-0000-7000-8000-000000000000",
  name: "同声",
  unitId: "00000000-0000-7000-8000-000000000000",
  unitName: "同声",
  holdings: [],
  scope: { all: true, systems: [], regions: [], unitIds: [] },
  secondFactor: false,
};
