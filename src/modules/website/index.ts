/** The front door for neighbours and for the public site's pages: questions, the door of the site, types. */
export { doorOfSite, siteTopic, type SigningsOf } from "./actions.ts";
export { codesAround, eventHours, planHome } from "./rules.ts";
export { segment } from "./segment.ts";
export { articlePage, columnPage, feedItems, firstPage, publishedMedia, searchPage, signedBytes, sitemapRows, textsAlike } from "./views.ts";
export type { ArticleFace, ArticlePage, FacePage, PastEdition, RecallNote } from "./views.ts";
