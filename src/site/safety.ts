import { hashOf, style } from "./style.ts";

const common = {
  "x-content-type-options": "nosniff", "x-frame-options": "DENY", "referrer-policy": "same-origin", "cross-origin-opener-policy": "same-origin",
  "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
};

const inside = "img-src 'self' data:; media-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/** Headers of every page: no script at all, nothing from elsewhere, no frame around it. */
export const pageSafety: Record<string, string> = {
  ...common, "content-security-policy": `default-src 'none'; style-src ${hashOf(style)}; ${inside}`,
};

/** Headers of the one page that needs a script, to ask a browser whether it wants to be reminded: our own script and worker, our own door, nothing else. */
export const reminderSafety: Record<string, string> = {
  ...pageSafety, "content-security-policy": `default-src 'none'; script-src 'self'; worker-src 'self'; connect-src 'self'; manifest-src 'self'; style-src ${hashOf(style)}; ${inside}`,
};

/** Headers of the LED player: our own script, our own data, nothing else. */
export const playerSafety = (style: string): Record<string, string> => ({
  ...common, "referrer-policy": "no-referrer", "x-robots-tag": "noindex",
  "content-security-policy": `default-src 'none'; script-src 'self'; worker-src 'self'; connect-src 'self'; style-src ${hashOf(style)}; ${inside}`,
});
