/** The panels that open over the workbench. */
export type Panel = "facts" | "editions" | "plan" | "settings";
