import { z } from "zod";

/** Grades of an emergency, a warning or an opinion case: Ⅰ red to Ⅳ blue (warnings 一级红 二级橙 三级黄 四级蓝). */
export const Grade = z.enum(["red", "orange", "yellow", "blue"]);
export type Grade = z.infer<typeof Grade>;

/** How urgent a piece is: a grade, or routine. Decides lanes, order of lists and the emergency path. */
export const Urgency = z.enum(["red", "orange", "yellow", "blue", "routine"]);
export type Urgency = z.infer<typeof Urgency>;

/** 0 overtakes everything; routine comes last. */
export const laneOf = (urgency: Urgency): number => Urgency.options.indexOf(urgency);

/** The emergency path of review is open to Ⅰ and Ⅱ only (rules.md, Review). */
export const isEmergency = (urgency: Urgency): boolean => urgency === "red" || urgency === "orange";
