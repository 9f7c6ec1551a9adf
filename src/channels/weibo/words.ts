/** A web address in a post: it ends where anything but printable ASCII follows, as the platform reads it. */
const links = /https?:\/\/[!-~]+/g;

/** The addresses in a text, in their order. */
export const linksIn = (text: string): string[] => text.match(links) ?? [];

/** An address counts as ten characters up to so many of its own; beyond them each counts half. Known from the platform's clients, not from its pages (verified: false). */
const shortened = { halves: 20, most: 140 };

/** How long a text is as the platform counts, in Chinese characters: an ASCII sign is half a one, an address ten, the sum rounded up. */
export function weiboLength(text: string): number {
  const addresses = linksIn(text).reduce((sum, url) => sum + shortened.halves + Math.max(0, url.length - shortened.most), 0);
  const rest = text.replace(links, "");
  let halves = 0;
  for (let n = 0; n < rest.length; n += 1) halves += rest.charCodeAt(n) > 0x7f ? 2 : 1;
  return Math.ceil((addresses + halves) / 2);
}

const entities: Readonly<Record<string, string>> = { "&lt;": "<", "&gt;": ">", "&quot;": '"', "&#39;": "'", "&apos;": "'", "&nbsp;": " ", "&amp;": "&" };
const plain = (shown: string): string => shown.replace(/&(?:lt|gt|quot|#39|apos|nbsp|amp);/g, (entity) => entities[entity] ?? entity);

/** Every word of a text but its addresses, whose places stay marked; blanks, which the platform sets its own way, are left out. */
export const wordsOf = (text: string): string => text.replace(links, "\ufffc").replace(/[\s\u200b\u200c\ufeff]+/g, "");

/** Does a post as the platform shows it say what was signed? Every word must, and every address but for the platform's own short form of it. */
export function saysTheSame(shown: string, signed: string): boolean {
  const text = plain(shown);
  const [there, ours] = [linksIn(text), linksIn(signed)];
  return wordsOf(text) === wordsOf(signed) && there.every((url, n) => url === ours[n] || /^https?:\/\/t\.cn\/[0-9A-Za-z]+$/.test(url));
}

/** The words of a post as the platform shows it, to be told by their fingerprint. */
export const shownWords = (shown: string): string => wordsOf(plain(shown));
