import type { ReactNode } from "react";
import type { Material } from "../contract.ts";
import { MaterialFace } from "./material-face.tsx";
import { sayOrigin, sayUse } from "./say-use.ts";
import "./materials.css";

/** A material on the wall: what it shows, its name, who brought it and whether it may be published. It can be dragged into a piece. */
export function MaterialCard({ material: m, children }: { material: Material; children?: ReactNode }) {
  const { text, stops } = sayUse(m);
  const draggable = m.state === "ready" && !stops;
  return (
    <article className="material" draggable={draggable} onDragStart={(event) => { event.dataTransfer.setData("application/x-tongsheng-material", m.id); event.dataTransfer.effectAllowed = "copy"; }}>
      <MaterialFace material={m} />
      <div className="material-words">
        <b className="el" title={m.name}>{m.name}</b>
        <span className="t12 i2">{sayOrigin(m)}</span>
        <span className={stops ? "t12 fault" : "t12 i2"} title={text}>{text}</span>
        {children}
      </div>
    </article>
  );
}
