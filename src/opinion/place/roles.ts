import type { Named } from "./resolve.ts";
import { arriving, beating, carriers, contest, earlier, flying, leaving, outside, peopleFrom, schools, towards } from "./role-words.ts";
import type { Words } from "./tokens.ts";

/** What a named place does in a title: it happens `at` it, goes to it (`goal`), comes from it or touched it earlier (`from`), it is one end of a journey (`way`), or its name is only worn (`carrier`). */
export type Role = "at" | "goal" | "from" | "carrier" | "way";

/** The role of every named place, by the words beside it. */
export function rolesOf({ text, words }: Words, named: readonly Named[]): Role[] {
  const roles = named.map((one, i): Role => {
    if (one.form === "namesake") return "carrier";
    const [previous, following] = [words[one.first - 1] ?? "", one.trail || (words[one.next] ?? "")];
    const short = one.form === "short" && !one.backed;
    if (short && (carriers.has(following) || carriers.has(`${following}${words[one.next + 1] ?? ""}`) || beating.has(following) || beating.has(previous))) return "carrier";
    if (short && contest.test(text)) return "carrier";
    // What was said before the first of places side by side holds for all of them.
    if (i > 0 && named[i - 1]?.next === one.first && towards.has(words[(named[i - 1]?.first ?? 0) - 1] ?? "")) return "goal";
    if (schools.has(previous) || outside.has(following)) return "carrier";
    if (towards.has(previous)) return "goal";
    if (named.length > 1 && (earlier.has(previous) || earlier.has(words[one.first - 2] ?? "")) && one.first > 0) return "from";
    if (i < named.length - 1 && peopleFrom.has(following)) return "from";
    return "at";
  });
  if (roles.some((role) => role === "goal")) return roles.map((role) => (role === "at" ? "from" : role));
  return flight(text, named, roles);
}

/** Between two airports: the words of leaving or arriving tell, otherwise neither is where it happened. */
function flight(text: string, named: readonly Named[], roles: readonly Role[]): Role[] {
  const at = roles.flatMap((role, i) => (role === "at" ? [i] : []));
  const between = at.length === 2 ? text.slice(named[at[0] ?? 0]?.end, named[at[1] ?? 0]?.start) : "";
  if (!/^(?:飞往?|至|到)$/u.test(between) || !flying.test(text)) return [...roles];
  const stays = leaving.test(text) ? at[0] : arriving.test(text) ? at[1] : undefined;
  return roles.map((role, i) => (role === "at" && i !== stays ? "way" : role));
}
