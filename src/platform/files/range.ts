/** Which bytes are asked for: all, one range (both ends included), or none that exist. */
export type Span = { kind: "whole" } | { kind: "part"; start: number; end: number } | { kind: "none" };

/** Reads a Range header for a file of `size` bytes; what it does not understand means the whole file (RFC 9110 §14.2). */
export function spanOf(header: string | undefined, size: number): Span {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header?.trim() ?? "");
  if (!match || (match[1] === "" && match[2] === "")) return { kind: "whole" };
  const [, from = "", to = ""] = match;
  const start = from === "" ? Math.max(0, size - Number(to)) : Number(from);
  const end = from === "" || to === "" ? size - 1 : Math.min(Number(to), size - 1);
  if (to !== "" && from !== "" && Number(to) < Number(from)) return { kind: "whole" };
  return start < size && end >= start ? { kind: "part", start, end } : { kind: "none" };
}
