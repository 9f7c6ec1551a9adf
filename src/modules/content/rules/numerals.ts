const digits: Record<string, number> = { 〇: 0, 零: 0, 一: 1, 二: 2, 两: 2, 三: 3, 四: 4, 五: 5, 六: 6, 七: 7, 八: 8, 九: 9 };
const units: Record<string, number> = { 十: 10, 百: 100, 千: 1000 };
const great: Record<string, number> = { 万: 10_000, 亿: 100_000_000 };

/** A number as people write it, Arabic or Chinese, for use inside other patterns; it does not capture. */
export const numeralPattern = "(?:\\d[\\d,]*(?:\\.\\d+)?[百千万亿]?|[〇零一二两三四五六七八九十百千万亿]+)";

/** Reads 五, 十二, 两百零三, 一万二千, 1,204 or 1.2万; null when it is no number. */
export function parseNumeral(words: string): number | null {
  const arabic = /^(\d[\d,]*(?:\.\d+)?)([百千万亿]?)$/.exec(words.trim());
  if (arabic) {
    const unit = arabic[2] ?? "";
    const value = Number((arabic[1] ?? "").replaceAll(",", "")) * (units[unit] ?? great[unit] ?? 1);
    return Number.isFinite(value) ? Math.round(value * 1000) / 1000 : null;
  }
  if (!/^[〇零一二两三四五六七八九十百千万亿]+$/.test(words)) return null;
  if (/^[〇零一二三四五六七八九]{2,}$/.test(words)) return Number([...words].map((c) => digits[c] ?? 0).join(""));
  let total = 0;
  let section = 0;
  let digit: number | null = null;
  for (const c of words) {
    const value = digits[c];
    const unit = units[c];
    const big = great[c];
    if (value !== undefined) digit = value;
    else if (unit !== undefined) {
      section += (digit ?? (section === 0 ? 1 : 0)) * unit;
      digit = null;
    } else if (big !== undefined) {
      const low = section + (digit ?? 0);
      total = big === 10_000 ? total + low * big : (total + low) * big;
      section = 0;
      digit = null;
    }
  }
  return total + section + (digit ?? 0);
}
