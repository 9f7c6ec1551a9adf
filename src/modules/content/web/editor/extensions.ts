import { Extension, type AnyExtension } from "@tiptap/core";
import { Collaboration } from "@tiptap/extension-collaboration";
import { CollaborationCaret } from "@tiptap/extension-collaboration-caret";
import type { DraftLine } from "../draft-line.ts";
import type { AtDraft } from "../../rules/wire.ts";
import type { FactShelf } from "./fact-shelf.ts";
import { shownMedia } from "./media.tsx";
import { textExtensions } from "./text-extensions.ts";

function caret(user: Partial<AtDraft>, ownUnitId: string, shortName: (unitId: string) => string): HTMLElement {
  const own = user.unitId === ownUnitId;
  const line = document.createElement("span");
  line.className = own ? "caret house" : "caret";
  const label = document.createElement("span");
  label.textContent = own || !user.unitId ? user.name ?? "" : `${user.name ?? ""}，${shortName(user.unitId) || (user.unitName ?? "")}`;
  line.append(label);
  return line;
}

/** Keys beside the editor's own: facts and links. */
const keys = (on: { fact: () => void; link: () => void }) => Extension.create({
  name: "deskKeys",
  addKeyboardShortcuts: () => ({ "Mod-Shift-f": () => { on.fact(); return true; }, "Mod-Shift-l": () => { on.link(); return true; } }),
});

/** The editor of a live draft: our text, written together, with everybody's caret under their name. */
export const liveExtensions = (line: DraftLine, shelf: FactShelf, ownUnitId: string, shortName: (unitId: string) => string, on: { fact: () => void; link: () => void }): AnyExtension[] => [
  ...textExtensions(shelf, shownMedia), keys(on),
  Collaboration.configure({ document: line.doc }),
  CollaborationCaret.configure({ provider: line, user: {}, render: (user) => caret(user as Partial<AtDraft>, ownUnitId, shortName), selectionRender: () => ({ nodeName: "span", class: "caret-range" }) }),
];
