import type { Post } from "#kernel/posts.ts";
import type { Reader } from "#platform/db/database.ts";
import { peopleWithPost } from "#modules/organisation/index.ts";
import { officersNow } from "./officers.ts";

/** Somebody who can be called. */
export type Officer = { id: string; name: string };

/** Whoever holds one of the posts in a unit now, each once. */
export async function holdersOf(read: Reader, unitId: string, posts: readonly Post[], now: Date): Promise<Officer[]> {
  const found = (await Promise.all(posts.map((post) => peopleWithPost(read, unitId, post, now)))).flat();
  return [...new Map(found.map((p) => [p.id, { id: p.id, name: p.name }])).values()];
}

/** The desk of a unit: its liaisons and whoever is on duty now. */
export async function deskOf(read: Reader, unitId: string, now: Date): Promise<Officer[]> {
  const [liaisons, officers] = [await holdersOf(read, unitId, ["liaison"], now), await officersNow(read, unitId, now)];
  return [...new Map([...liaisons, ...officers.people].map((p) => [p.id, { id: p.id, name: p.name }])).values()];
}
