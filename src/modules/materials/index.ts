/** What other modules may ask of materials. Everything else in this folder is private. */
export { openMaterial } from "./open-material.ts";
export { materialCards, sealedMaterials, type MaterialCard } from "./views.ts";
export type { Neighbours } from "./actions.ts";
