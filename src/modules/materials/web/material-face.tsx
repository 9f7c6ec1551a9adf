import { filePath, type Material } from "../contract.ts";
import { sayLength } from "./say-use.ts";
import "./materials.css";

type Faced = Pick<Material, "id" | "kind" | "state" | "name" | "alt" | "seconds">;

/** What a material looks like small: the picture, a strip of film with its length, or an empty frame while it is prepared. */
export function MaterialFace({ material: m }: { material: Faced }) {
  if (m.state === "ready" && m.kind === "image") return <img className="face" src={filePath(m.id, 320)} alt={m.alt || m.name} loading="lazy" />;
  if (m.state === "ready" && m.kind === "video") return <span className="face film" role="img" aria-label={m.name}><span>{m.seconds === null ? "" : sayLength(m.seconds)}</span></span>;
  return <span className="face none" aria-hidden="true" />;
}
