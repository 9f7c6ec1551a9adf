import type { Finding } from "#kernel/finding.ts";
import { type Check, type CheckInput, findAt, type Stretch, stretchesOf } from "./input.ts";

/** The codes this file can find. */
export const phoneCodes = ["content.id-number", "content.id-like-number", "content.mobile-number", "content.phone-length", "content.hotline-unknown"] as const;

/** Numbers that answer everywhere in the country, whatever the preset lists: police, fire, ambulance, traffic. */
export const nationalNumbers: readonly string[] = ["110", "119", "120", "122"];

const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

/** Is this a citizen's ID number: 18 places, a birthday, and the check digit of GB 11643? */
export function isCitizenId(number: string): boolean {
  if (!/^\d{17}[\dXx]$/.test(number)) return false;
  const month = Number(number.slice(10, 12));
  const day = Number(number.slice(12, 14));
  const sum = weights.reduce((total, weight, i) => total + weight * Number(number[i]), 0);
  return month >= 1 && month <= 12 && day >= 1 && day <= 31 && "10X98765432"[sum % 11] === number[17]?.toUpperCase();
}

const ids = (stretch: Stretch): Finding[] =>
  [...stretch.text.matchAll(/(?<![\dA-Za-z])\d{17}[\dXx](?![\dA-Za-z])/g)].map((m) =>
    isCitizenId(m[0])
      ? findAt(stretch, { code: "content.id-number", level: "blocking", quote: m[0] })
      : findAt(stretch, { code: "content.id-like-number", level: "suggestion", quote: m[0] }));

const bare = (number: string): string => number.replace(/[\s()（）-]/g, "");

/** Areas of three digits (010, 02x) have eight digits after them, the others seven or eight; service numbers such as 12350 may follow any. */
function wrongLength(number: string): boolean {
  if (/^(400|800)/.test(number)) return number.length !== 10;
  const area = /^(010|02\d|0[3-9]\d{2})(\d+)$/.exec(number);
  if (area) {
    const local = area[2] ?? "";
    if (/^(1\d{4}|96\d{3,4})$/.test(local)) return false;
    return (area[1] ?? "").length === 3 ? local.length !== 8 : local.length !== 7 && local.length !== 8;
  }
  return number.length > 8;
}

/** The nearest known number: one digit missing, added, changed, or two swapped. */
function nearest(number: string, known: readonly string[]): string | undefined {
  const sorted = (n: string) => [...n].sort().join("");
  const drops = (n: string) => [...n].map((_, i) => n.slice(0, i) + n.slice(i + 1));
  const near = (k: string) =>
    sorted(k) === sorted(number) || drops(k).includes(number) || drops(number).includes(k) ||
    (k.length === number.length && [...k].filter((c, i) => c !== number[i]).length === 1);
  return [...known].sort((a, b) => b.length - a.length).find(near);
}

const mobile = /(?<!\d)1[3-9]\d(?:[-\s]?\d{4}){2}(?!\d)/g;
const callWords = /(?:拨打|致电|电话|热线|来电|报警|报火警|求助|咨询|值班|联系方式|举报)[^。！？；\n]{0,28}/g;
const numberInCall = /(?<![\d.〔\[第])(?:0\d{2,3}[)）]?[-\s]?|[48]00[-\s]?)?\d[\d-]{0,13}(?!\d)(?!\s*(?:年|辆|台|架|套|只|具|处|家|所|座|层|条|月|日|时|点|分|秒|小时|元|人|名|户|次|个|起|件|万|%|米|公里|号楼|路))/g;

/** Numbers that the text tells people to call: known hotlines, or telephone numbers of a possible length. */
function called(input: CheckInput, stretch: Stretch): Finding[] {
  const known = [...new Set([...nationalNumbers, ...input.hotlines.map((h) => h.number)])];
  const knownBare = known.map(bare);
  const seen = new Set<number>();
  const text = stretch.text.replace(mobile, (words) => "×".repeat(words.length));
  return [...text.matchAll(callWords)].flatMap((call) =>
    [...call[0].matchAll(numberInCall)].flatMap((m): Finding[] => {
      const at = call.index + m.index;
      const said = m[0].replace(/-+$/, "");
      const number = bare(said);
      if (seen.has(at) || number.length < 3 || knownBare.includes(number) || /^\d{17}/.test(number)) return [];
      seen.add(at);
      const suggestion = nearest(number, knownBare);
      const hint = suggestion === undefined ? {} : { suggestion: known[knownBare.indexOf(suggestion)] ?? suggestion };
      if (wrongLength(number)) return [findAt(stretch, { code: "content.phone-length", level: "suggestion", quote: said, facts: { number: said, digits: number.length }, ...hint })];
      const named = /^[19]/.test(number) || /(?:拨打|致电|电话|热线)[：:]?\s*$/.test(call[0].slice(0, m.index));
      if (number.length <= 6 && named) return [findAt(stretch, { code: "content.hotline-unknown", level: "suggestion", quote: said, facts: { number: said }, ...hint })];
      return [];
    }));
}

/** A landline with an area code is measured wherever it stands, also where no word tells people to call. */
const landlines = (stretch: Stretch, already: readonly Finding[]): Finding[] =>
  [...stretch.text.matchAll(/(?<![\d-])0\d{2,3}-\d{3,12}(?![\d-])/g)]
    .filter((m) => wrongLength(bare(m[0])) && !already.some((f) => f.quote === m[0]))
    .map((m) => findAt(stretch, { code: "content.phone-length", level: "suggestion", quote: m[0], facts: { number: m[0], digits: bare(m[0]).length } }));

const mobiles = (input: CheckInput, stretch: Stretch): Finding[] =>
  [...stretch.text.matchAll(mobile)]
    .filter((m) => !input.hotlines.some((h) => bare(h.number) === bare(m[0])))
    .map((m) => findAt(stretch, { code: "content.mobile-number", level: "suggestion", quote: m[0] }));

/** Numbers that cannot be called, hotlines nobody listed, and numbers of persons: an ID number never goes out. */
export const checkPhones: Check = (input) =>
  stretchesOf(input).flatMap((stretch) => {
    const calls = called(input, stretch);
    return [...ids(stretch), ...mobiles(input, stretch), ...calls, ...landlines(stretch, calls)];
  });
