const digits: Readonly<Record<string, number>> = { 零: 0, 〇: 0, 一: 1, 二: 2, 两: 2, 三: 3, 四: 4, 五: 5, 六: 6, 七: 7, 八: 8, 九: 9 };
const tens: Readonly<Record<string, number>> = { 十: 10, 百: 100, 千: 1000, 万: 10_000 };

/** A numeral as it stands in titles, Arabic or Chinese: 3, 3.9, 12, 1.2万, 十二, 两百, 二十余 without the 余. Null when it is none. */
export function readNumeral(text: string): number | null {
  const arabic = /^(\d+(?:\.\d+)?)([十百千万])?$/u.exec(text.replaceAll(",", ""));
  if (arabic) return Math.round(Number(arabic[1]) * (tens[arabic[2] ?? ""] ?? 1) * 1000) / 1000;
  let [total, part, digit] = [0, 0, -1];
  for (const letter of text) {
    const unit = tens[letter];
    if (unit === undefined) {
      const next = digits[letter];
      if (next === undefined) return null;
      digit = digit >= 0 ? digit * 10 + next : next;
    } else if (unit === 10_000) {
      total += (part + Math.max(digit, 0) || 1) * unit;
      [part, digit] = [0, -1];
    } else {
      part += (digit >= 0 ? digit : 1) * unit;
      digit = -1;
    }
  }
  return text === "" ? null : total + part + Math.max(digit, 0);
}
