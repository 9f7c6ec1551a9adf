import type { GazetteerPlace } from "./checks/input.ts";

/** Names of places with, for each, other places that bear the same name: 朝阳区 is also in 北京市. */
export function gazetteer(places: readonly { code: string; name: string; parent: string | null }[], lookAlikes: readonly (readonly string[])[]): GazetteerPlace[] {
  const byCode = new Map(places.map((place) => [place.code, place]));
  return places.map((place) => {
    const parent = byCode.get(place.parent ?? "");
    if (!parent) return { ...place };
    const own = parent.name + place.name;
    const others = lookAlikes.filter((names) => names.includes(own)).flatMap((names) => names.filter((name) => name !== own && name !== place.name));
    const alsoIn = others.map((name) => (name.endsWith(place.name) ? name.slice(0, -place.name.length) : name));
    return alsoIn.length > 0 ? { ...place, alsoIn } : { ...place };
  });
}
