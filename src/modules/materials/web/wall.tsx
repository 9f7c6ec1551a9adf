import { Button, Input, Pagination, Select } from "antd";
import { useState } from "react";
import { Link, useSearchParams } from "react-router";
import { useRead } from "#web/ask.ts";
import { EmptyState, FilterBar, Page, Refused, Waiting } from "#web/primitives/index.ts";
import { Bar } from "#web/shell/bar.tsx";
import { useT } from "#web/t.ts";
import { listMaterials } from "../contract.ts";
import { Usable, wallTopic } from "../rules.ts";
import { MaterialCard } from "./material-card.tsx";
import { UploadPanel } from "./upload-panel.tsx";
import { useUploads } from "./uploads.ts";
import "./materials.css";

const pageSize = 48;

/** 素材: everything one's unit and its partners may show, newest first (clause 4.2, shared material pool). */
export function Wall() {
  const t = useT();
  const [asked, ask] = useSearchParams();
  const [uploading, setUploading] = useState(false);
  const rows = useUploads();
  const going = rows.filter((u) => u.state === "going" || u.state === "resting").length;
  const page = Number(asked.get("page") ?? 1);
  const kind = asked.get("kind") === "image" || asked.get("kind") === "video" ? (asked.get("kind") as "image" | "video") : undefined;
  const usable = Usable.safeParse(asked.get("usable")).data;
  const q = asked.get("q") ?? "";
  const { data, error, refetch } = useRead(listMaterials, { query: { page, size: pageSize, ...(q ? { q } : {}), ...(kind ? { kind } : {}), ...(usable ? { usable } : {}) } }, { topics: [wallTopic] });
  const set = (name: string, value: string | undefined) => { ask((old) => { const next = new URLSearchParams(old); next.delete("page"); if (value) next.set(name, value); else next.delete(name); return next; }); };
  const filtered = Boolean(q || kind || usable);
  const items = (data?.items ?? []).filter((m) => m.state !== "uploading");
  return (
    <>
      <Bar title={t("素材", "Materials")} beside={<span>{t("署名随素材走，位置信息已去掉", "The credit goes with it; places are taken out")}</span>}
        actions={<Button type="primary" aria-expanded={uploading} onClick={() => { setUploading(!uploading); }}>{going > 0 ? t(`正在传 ${going} 份`, `${going} on their way`) : t("上传素材", "Upload")}</Button>} />
      <Page>
        {(uploading || rows.some((u) => u.state !== "done")) && <UploadPanel />}
        <FilterBar {...(data ? { summary: data.capped ? t(`${data.total} 份以上`, `more than ${data.total}`) : t(`共 ${data.total} 份`, `${data.total} in all`) } : {})} onClear={filtered ? () => { ask({}); } : undefined}>
          <Input.Search allowClear aria-label={t("搜名称、署名、单位", "Search name, credit, unit")} placeholder={t("搜名称、署名、单位", "Search name, credit, unit")} defaultValue={q} key={q} onSearch={(value) => { set("q", value.trim()); }} style={{ maxWidth: 320 }} />
          <Select allowClear aria-label={t("类型", "Kind")} placeholder={t("图片和视频", "Pictures and films")} value={kind ?? null} onChange={(value) => { set("kind", value ?? undefined); }} style={{ width: 160 }} options={[{ value: "image", label: t("图片", "Pictures") }, { value: "video", label: t("视频", "Films") }]} />
          <Select allowClear aria-label={t("能不能发", "Usable")} placeholder={t("能不能发", "Usable or not")} value={usable ?? null} onChange={(value) => { set("usable", value ?? undefined); }} style={{ width: 160 }}
            options={[{ value: "yes", label: t("可发", "Usable") }, { value: "masked-needed", label: t("遮挡后可发", "Mask first") }, { value: "no", label: t("不可发", "Not usable") }]} />
        </FilterBar>
        {error && <Refused problem={error} onAgain={() => { void refetch(); }} />}
        {!data && !error && <Waiting />}
        {data && items.length === 0 && (filtered
          ? <EmptyState title={t("没有这样的素材", "Nothing like this")} why={t("换个词，或者看全部。", "Try another word, or show all.")} />
          : <EmptyState title={t("还没有素材", "No materials yet")} why={t("现场的图片和视频放在这里，几家共用。写稿时直接拖进去；每份都带着署名，能不能发写得清清楚楚。", "Pictures and films from the scene belong here, shared by the units. Drag them into a piece; each carries its credit and says whether it may be published.")} action={<Button type="primary" onClick={() => { setUploading(true); }}>{t("上传第一份", "Upload the first")}</Button>} />)}
        <ul className="wall">{items.map((m) => <li key={m.id}><Link to={`/materials/${m.id}`} draggable={false}><MaterialCard material={m} /></Link></li>)}</ul>
        {data && data.total > pageSize && <Pagination className="wall-pages" current={page} pageSize={pageSize} total={data.total} showSizeChanger={false} onChange={(next) => { ask((old) => { const to = new URLSearchParams(old); to.set("page", String(next)); return to; }); }} />}
      </Page>
    </>
  );
}
