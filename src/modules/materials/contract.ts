import { z } from "zod";
import { Done, operation, pageOf, PageQuery } from "#kernel/contract.ts";
import { MaterialState, Usable } from "./rules.ts";

const ofMaterial = z.object({ materialId: z.uuid() });

/** A material as screens show it. Files lie at `/api/materials/:id/file`. */
export const Material = z.object({
  id: z.uuid(), unitId: z.uuid(), unitName: z.string(), uploadedBy: z.uuid(), uploadedByName: z.string(), uploadedAt: z.iso.datetime(),
  state: MaterialState,
  /** Why it was refused, as a refusal code with its facts. */
  refusal: z.object({ code: z.string(), facts: z.record(z.string(), z.union([z.string(), z.number()])) }).nullable(),
  kind: z.enum(["image", "video"]).nullable(), name: z.string(), credit: z.string(), rights: z.string(), alt: z.string(), takenAt: z.iso.datetime().nullable(),
  usable: Usable, usableReason: z.string(), judgedByName: z.string().nullable(), judgedAt: z.iso.datetime().nullable(),
  bytes: z.number().int(), mime: z.string().nullable(), sha256: z.string().nullable(), width: z.number().int().nullable(), height: z.number().int().nullable(), seconds: z.number().int().nullable(),
  sharedWith: z.array(z.object({ unitId: z.uuid(), name: z.string() })),
  /** Bytes that have arrived while it is uploading. */
  received: z.number().int().nullable(),
  mine: z.boolean(), mayEdit: z.boolean(), mayJudge: z.boolean(),
});
export type Material = z.infer<typeof Material>;

/** The material wall: newest first, within what the reader may see. */
export const listMaterials = operation({
  method: "GET", path: "/api/materials", summary: "Materials in scope, newest first",
  query: PageQuery.extend({
    q: z.string().trim().max(60).optional(), kind: z.enum(["image", "video"]).optional(), unitId: z.uuid().optional(), usable: Usable.optional(),
    state: MaterialState.exclude(["removed"]).optional(), mine: z.stringbool().default(false),
  }),
  result: pageOf(Material),
});

/** One material. */
export const readMaterial = operation({ method: "GET", path: "/api/materials/:materialId", summary: "One material", params: ofMaterial, result: Material, refusals: ["materials.unknown"] });

/** Writes down what people should know of it; parts left out stay. */
export const describeMaterial = operation({
  method: "PATCH", path: "/api/materials/:materialId", summary: "Change name, credit, rights, description or time", params: ofMaterial,
  body: z.object({
    name: z.string().trim().min(1).max(200).optional(), credit: z.string().trim().max(100).optional(), rights: z.string().trim().max(500).optional(),
    alt: z.string().trim().max(300).optional(), takenAt: z.coerce.date().nullable().optional(),
  }),
  result: Done, refusals: ["materials.unknown"],
});

/** Says whether it may be published as it is; anything but yes needs the reason. */
export const judgeMaterial = operation({
  method: "PUT", path: "/api/materials/:materialId/usable", summary: "Mark a material usable, to be masked, or not usable", params: ofMaterial,
  body: z.object({ usable: Usable, reason: z.string().trim().max(200).default("") }), result: Done, refusals: ["materials.unknown", "materials.no-reason"],
});

/** The joint units that may use it too (clause 4.2). */
export const shareMaterial = operation({
  method: "PUT", path: "/api/materials/:materialId/shares", summary: "Share a material with joint units", params: ofMaterial,
  body: z.object({ unitIds: z.array(z.uuid()).max(200) }), result: Done, refusals: ["materials.unknown"],
});

/** Takes it off the wall; refused once an edition shows it. */
export const removeMaterial = operation({
  method: "DELETE", path: "/api/materials/:materialId", summary: "Remove a material never used in an edition", params: ofMaterial, result: Done, refusals: ["materials.unknown", "materials.used-in-edition"],
});

/** Where a member's browser finds the file: whole, or a small copy of a picture. */
export const filePath = (materialId: string, size?: 320 | 1280): string => `/api/materials/${materialId}/file${size ? `?size=${size}` : ""}`;
