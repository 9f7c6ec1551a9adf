import { lazy, Suspense } from "react";
import { Waiting } from "#web/primitives/index.ts";
import { registerRefusals } from "#web/refusal-words.ts";
import type { Screen } from "#web/screen.ts";
import { refusals } from "./refusals.ts";
import type { WorkbenchSlots } from "./workbench.tsx";

registerRefusals(refusals);

/** The list of pieces, a new piece, and the list of words. The page of one piece is put together by review, which adds its own parts. */
export const screens: readonly Screen[] = [
  { path: "/pieces", element: () => import("./pieces.tsx").then((m) => m.Pieces), rail: { order: 20, zh: "稿件", en: "Pieces", phone: true } },
  { path: "/pieces/new", element: () => import("./new-piece.tsx").then((m) => m.NewPiece) },
  { path: "/terms", element: () => import("./terms.tsx").then((m) => m.Terms) },
];

const Bench = lazy(() => import("./workbench.tsx").then((m) => ({ default: m.PieceWorkbench })));

/** The workbench of one piece; the editor is loaded when it is first opened. */
export function PieceWorkbench(props: { pieceId: string; slots?: WorkbenchSlots }) {
  return <Suspense fallback={<Waiting />}><Bench {...props} /></Suspense>;
}

export type { WorkbenchSlots } from "./workbench.tsx";
export { DocView } from "./doc-view.tsx";
