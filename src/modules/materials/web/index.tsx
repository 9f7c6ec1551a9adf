import { lazy, Suspense } from "react";
import type { Screen } from "#web/screen.ts";
import type { MaterialPickerProps } from "./material-picker.tsx";
import "./refusals.ts";

/** The material wall and one material. */
export const screens: readonly Screen[] = [
  { path: "/materials", element: () => import("./wall.tsx").then((m) => m.Wall), rail: { order: 130, zh: "素材", en: "Media" } },
  { path: "/materials/:materialId", element: () => import("./material-page.tsx").then((m) => m.MaterialPage) },
];

const Picker = lazy(() => import("./material-picker.tsx").then((m) => ({ default: m.MaterialPicker })));

/** Chooses a material for a piece; loaded when it is first opened. */
export function MaterialPicker(props: MaterialPickerProps) {
  return props.open ? <Suspense fallback={null}><Picker {...props} /></Suspense> : null;
}

export type { MaterialPickerProps } from "./material-picker.tsx";
export { MaterialFace } from "./material-face.tsx";
