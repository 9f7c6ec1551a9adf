const factors: Readonly<Record<string, number>> = { 千: 1e3, k: 1e3, 万: 1e4, w: 1e4, 亿: 1e8, m: 1e6 };
const said = /^[^\d.-]{0,8}?(\d{1,3}(?:,\d{3})+|\d{1,16})(\.\d{1,6})?\s*(千|万|亿|k|w|m)?\s*[\p{L}+]{0,6}$/iu;
const missing = /^(?:|[-–—/]+|暂无|无|null|none|n\/?a|nan|undefined)$/i;

/** How often something was read or discussed: 3456, "3,456", "1.2万", "阅读 10w+". Missing is null; what is no count is `undefined`. */
export function readCount(raw: unknown): number | null | undefined {
  if (raw === null || raw === undefined) return null;
  if (typeof raw === "number") return Number.isFinite(raw) && raw >= 0 ? Math.round(raw) : undefined;
  if (typeof raw !== "string" || raw.length > 60) return undefined;
  const text = raw.normalize("NFKC").trim();
  if (missing.test(text)) return null;
  const [, whole = "", part = "", unit = ""] = said.exec(text) ?? [];
  if (whole === "") return undefined;
  const count = Math.round(Number(whole.replaceAll(",", "") + part) * (factors[unit.toLowerCase()] ?? 1));
  return Number.isSafeInteger(count) ? count : undefined;
}
