const entities: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'", nbsp: " " };

const decode = (text: string): string =>
  text.replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]+));/gi, (all, dec?: string, hex?: string, name?: string) => {
    const code = dec ? Number(dec) : hex ? Number.parseInt(hex, 16) : null;
    if (code !== null) return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : "";
    return entities[(name ?? "").toLowerCase()] ?? all;
  });

/** The words of an article without its markup: one line per block. For search and for 核对真假. */
export const plainText = (html: string): string =>
  decode(html.replace(/<br\s*\/?>|<\/(?:p|h\d|li|tr|figcaption|blockquote)>/gi, "\n").replace(/<\/t[dh]>/gi, " ").replace(/<[^>]*>/g, ""))
    .split("\n").map((line) => line.replace(/\s+/g, " ").trim()).filter((line) => line !== "").join("\n");

/** What people should do: the first list of an article, at most four lines, for the warning on the first page. */
export function firstPoints(html: string): string[] {
  const list = /<(ul|ol)\b[^>]*>(.*?)<\/\1>/is.exec(html)?.[2] ?? "";
  return [...list.matchAll(/<li\b[^>]*>(.*?)<\/li>/gis)].slice(0, 4).map((m) => plainText(m[1] ?? "").replaceAll("\n", " ")).filter((line) => line !== "");
}
