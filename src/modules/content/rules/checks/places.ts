import type { Finding } from "#kernel/finding.ts";
import { type Check, type CheckInput, findAt, type GazetteerPlace, type Stretch, stretchesOf } from "./input.ts";

/** The codes this file can find. */
export const placeCodes = ["content.place-ambiguous", "content.place-elsewhere"] as const;

const suffix = /(?:朝鲜族|蒙古族|满族|回族|藏族|壮族|苗族|侗族|土家族|彝族|白族|傣族|瑶族|畲族|黎族|羌族|锡伯族|达斡尔族|鄂温克族|维吾尔|哈萨克|蒙古|回|藏|壮)*(?:保护开发区|自治州|自治县|自治区|林区|新区|开发区|省|市|州|县|区|旗|盟)(?:管理委员会)?$/;

/** The bare part of a name that people say: 吉林 of 吉林市, 长白 of 长白朝鲜族自治县. */
const stemOf = (name: string): string => {
  const stem = name.replace(suffix, "");
  return stem.length >= 2 ? stem : name;
};

/** Words that make a bare name part of another name: 吉林日报, 吉林应急, 长白山. */
const partOfName = /^(?:省|市|县|区|州|自治|山|朝鲜族|应急|消防|森林消防|日报|晚报|广播|电视|电台|大学|学院|移动|联通|电信|网|站|机场|高速|大街|大路|路|街|公司|银行|医院|铁塔|北|南|东|西|中部)/;

type Bare = { stem: string; choices: readonly string[] };

/** Bare names that two places of the gazetteer share. */
function ambiguousStems(places: readonly GazetteerPlace[]): Bare[] {
  const byStem = new Map<string, Set<string>>();
  for (const place of places) {
    const stem = stemOf(place.name);
    if (stem === place.name) continue;
    const choices = byStem.get(stem) ?? new Set<string>();
    for (const other of places) if (other.name !== stem && other.name.startsWith(stem)) choices.add(other.name);
    byStem.set(stem, choices);
  }
  return [...byStem].filter(([, choices]) => choices.size >= 2).map(([stem, choices]) => ({ stem, choices: [...choices] }));
}

/** Where a bare name stands alone: not inside a longer place, a unit, or another name. */
function standsAlone(text: string, stem: string, longer: readonly string[]): number {
  for (let i = text.indexOf(stem); i >= 0; i = text.indexOf(stem, i + stem.length)) {
    const end = i + stem.length;
    const covered = longer.some((name) => {
      for (let j = text.indexOf(name); j >= 0 && j < end; j = text.indexOf(name, j + 1)) if (j <= i && end <= j + name.length && name.length > stem.length) return true;
      return false;
    });
    if (!covered && !partOfName.test(text.slice(end))) return i;
  }
  return -1;
}

function elsewhere(stretch: Stretch, places: readonly GazetteerPlace[], longer: readonly string[]): Finding[] {
  return places.filter((p) => p.alsoIn?.length).flatMap((place) => {
    const parent = places.find((p) => p.code === place.parent);
    const at = standsAlone(stretch.text, place.name, longer);
    if (at < 0 || !parent || stretch.text.slice(0, at).includes(stemOf(parent.name))) return [];
    const full = parent.name + place.name;
    return [findAt(stretch, { code: "content.place-elsewhere", level: "reminder", quote: place.name, suggestion: full, facts: { name: place.name, full, also: (place.alsoIn ?? []).join("、") } })];
  });
}

const namesAround = (input: CheckInput): string[] => [
  ...input.places.map((p) => p.name), ...input.places.map((p) => stemOf(p.name)),
  ...input.units.flatMap((u) => [...u.names.map((n) => n.name), ...u.aliases]),
];

/** Bare names that mean two places (通化市/通化县) and names that other provinces have too (朝阳区): a reminder, once per name, with the choices. */
export const checkPlaces: Check = (input) => {
  const bare = ambiguousStems(input.places);
  const longer = namesAround(input);
  const said = new Set<string>();
  return stretchesOf(input).flatMap((stretch) => [
    ...bare.flatMap(({ stem, choices }) =>
      standsAlone(stretch.text, stem, longer) < 0 ? [] : [findAt(stretch, { code: "content.place-ambiguous", level: "reminder", quote: stem, facts: { name: stem, choices: choices.join("、") } })]),
    ...elsewhere(stretch, input.places, longer),
  ].filter((f) => !said.has(f.quote ?? "") && said.add(f.quote ?? "")));
};
