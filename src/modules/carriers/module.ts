/** What the entry points mount: operations, letters as Word files, the door that the carrier connector puts requests through, and what is done with figures a carrier signed. */
export { routes } from "./routes.ts";
export { mountLetters } from "./letters.ts";
export { doorOfCarriers } from "./actions/door.ts";
export { takeReceipts } from "./actions/counts.ts";
