import { letIn, nothingFound } from "./door.ts";
import { turnAway, type Harvest, type Refused, type Source } from "./refusals.ts";

/** What an officer enters by hand: the words, where they can be seen, and when they were published. */
export type ManualEntry = { title: string; text: string; link: string; publishedAt: string };

/** An entry by hand stands only on a link that others can open. */
export function readManual(entry: ManualEntry, source: Source, seenAt: number): Harvest {
  const refused: Refused[] = [];
  if (entry.link.trim() === "") {
    turnAway(refused, 1, "entry", "opinion.link-missing");
    return { items: [], refused };
  }
  const { items } = letIn([{ ...nothingFound(1), title: entry.title, text: entry.text, links: [entry.link], time: entry.publishedAt }], { ...source, address: "" }, seenAt, refused);
  if (items.some(({ link }) => link === "")) {
    const reason = refused.find(({ part }) => part === "link");
    return { items: [], refused: [...refused.filter((one) => one !== reason), ...(reason ? [{ ...reason, part: "entry" as const }] : [])] };
  }
  return { items, refused };
}
