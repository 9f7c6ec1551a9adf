import type { Hazard } from "../reading.ts";
import type { Habit } from "./habits.ts";
import type { Lexicon } from "./lexicon.ts";
import type { Roll } from "./roll.ts";
import type { Seats } from "./seats.ts";

/** How stories of every hazard behave, and ordinary ones. */
export type Habits = Readonly<Record<Hazard | "ordinary", Habit>>;

/** What a fold bears in mind: the words as the stream uses them, the awake topics, under which words these are found, and how stories behave. */
export type Memory = { readonly lexicon: Lexicon; readonly roll: Roll; readonly seats: Seats; readonly habits: Habits };
