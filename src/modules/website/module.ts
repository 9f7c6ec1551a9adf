/** What the entry points mount: the door that the website connector puts editions through (`house.doors`). The pages are in src/site. */
export { doorOfSite } from "./actions.ts";
