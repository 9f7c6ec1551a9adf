import type { Screen } from "#web/screen.ts";
import "./refusals.ts";

/** 台账: the record, for audit administrators whole, for everybody else what they did themselves. */
export const screens: readonly Screen[] = [
  { path: "/audit", element: () => import("./record.tsx").then((m) => m.RecordScreen), rail: { order: 330, zh: "台账", en: "Record" } },
];
