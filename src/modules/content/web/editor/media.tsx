import { NodeViewWrapper, ReactNodeViewRenderer, type ReactNodeViewProps } from "@tiptap/react";
import { filePath, readMaterial } from "#modules/materials/contract.ts";
import { useRead } from "#web/ask.ts";
import { useT } from "#web/t.ts";
import { FilmNode, PictureNode } from "./media-nodes.ts";

/** Pictures and films as they are seen while writing, with fields for caption and description. */
export const shownMedia = [PictureNode, FilmNode].map((node) => node.extend({ addNodeView: () => ReactNodeViewRenderer(MediaView) }));

const word = (value: unknown): string => (typeof value === "string" ? value : "");

function MediaView({ node, updateAttributes, editor, selected }: ReactNodeViewProps) {
  const t = useT();
  const id = word(node.attrs["materialId"]);
  const { data: material } = useRead(readMaterial, { params: { materialId: id } }, { when: id !== "" });
  const film = node.type.name === "video";
  const field = (name: "caption" | "alt", label: string) => (
    <label><span>{label}</span><input value={word(node.attrs[name])} readOnly={!editor.isEditable} maxLength={200} onChange={(event) => { updateAttributes({ [name]: event.target.value }); }} /></label>
  );
  return (
    <NodeViewWrapper as="figure" className={selected ? "ed-media on" : "ed-media"} data-drag-handle>
      {film ? <video controls preload="metadata" src={filePath(id)} /> : <img src={filePath(id, 1280)} alt={word(node.attrs["alt"]) || material?.name || ""} />}
      <figcaption>
        {field("caption", t("图注", "Caption"))}
        {!film && field("alt", t("文字说明", "Description"))}
        <small>{material ? (material.credit ? t(`署名 ${material.credit}`, `Credit ${material.credit}`) : t("还没有署名，补上才能发", "No credit yet; it is needed")) : ""}</small>
      </figcaption>
    </NodeViewWrapper>
  );
}
