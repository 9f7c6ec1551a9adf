/** The front door for neighbours and for the public site's pages: questions, the door of the site, types. */
export { doorOfSite, siteTopic, type SigningsOf } from "./actions.ts";
export { firstPoints } from "./text.ts";
export { codesAround, eventHours, planHome } from "./rules.ts";
export { articlePage, columnPage, feedItems, firstPage, historyOf, publishedMedia, searchPage, signedBytes, sitemapRows, textsAlike, textsOf } from "./views.ts";
export type { ArticleFace, ArticlePage, FacePage, PastEdition, PublishedText, RecallNote } from "./views.ts";
