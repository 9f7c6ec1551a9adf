import { useParams } from "react-router";
import { useRead } from "#web/ask.ts";
import { Figures, Fingerprint, Page, Refused, sayBytes, Tag, Waiting } from "#web/primitives/index.ts";
import { Bar } from "#web/shell/bar.tsx";
import { useT } from "#web/t.ts";
import { filePath, readMaterial, type Material } from "../contract.ts";
import { topicOf } from "../rules.ts";
import { MaterialForm } from "./material-form.tsx";
import { MaterialRights } from "./material-rights.tsx";
import { sayLength, sayOrigin, sayUse } from "./say-use.ts";
import "./materials.css";

/** One material: what it shows, its credit and rights, whether it may be published and who shares it. */
export function MaterialPage() {
  const t = useT();
  const { materialId = "" } = useParams();
  const { data: m, error, refetch } = useRead(readMaterial, { params: { materialId } }, { topics: [topicOf(materialId)] });
  if (!m) return <Page>{error ? <Refused problem={error} onAgain={() => { void refetch(); }} /> : <Waiting />}</Page>;
  const { text, stops } = sayUse(m);
  return (
    <>
      <Bar title={m.name} crumbs={[{ to: "/materials", label: t("素材", "Materials") }]} beside={<Tag tone={stops ? "fault" : "plain"}>{text}</Tag>} />
      <Page>
        <div className="material-page">
          <div className="stack">
            <Shown material={m} />
            <p className="i2">{t(`${m.uploadedByName} 代表 ${sayOrigin(m)} 上传`, `Uploaded by ${m.uploadedByName} for ${sayOrigin(m)}`)}</p>
            <Figures figures={factsOf(m, t)} />
            {m.sha256 && <p className="row"><span className="t12 i3">{t("签发时封存的就是它", "What a signature seals")}</span><Fingerprint hash={m.sha256} /></p>}
          </div>
          <div className="stack">
            <MaterialForm key={m.id} material={m} />
            <MaterialRights material={m} />
          </div>
        </div>
      </Page>
    </>
  );
}

function Shown({ material: m }: { material: Material }) {
  const t = useT();
  if (m.state === "refused" && m.refusal) return <Refused problem={{ code: m.refusal.code, facts: m.refusal.facts }} />;
  if (m.state !== "ready") return <div className="shown none"><p className="i2">{sayUse(m).text}</p></div>;
  if (m.kind === "video") return <video className="shown" src={filePath(m.id)} controls preload="metadata" aria-label={m.alt || m.name} />;
  return <a href={filePath(m.id)} target="_blank" rel="noreferrer" title={t("看原图", "See it full size")}><img className="shown" src={filePath(m.id, 1280)} alt={m.alt || m.name} width={m.width ?? undefined} height={m.height ?? undefined} /></a>;
}

function factsOf(m: Material, t: <T>(zh: T, en: T) => T): { label: string; value: string }[] {
  return [
    { label: t("大小", "Size"), value: sayBytes(m.bytes) },
    ...(m.width !== null && m.height !== null ? [{ label: t("像素", "Pixels"), value: `${m.width} × ${m.height}` }] : []),
    ...(m.seconds !== null ? [{ label: t("长度", "Length"), value: sayLength(m.seconds) }] : []),
    ...(m.mime ? [{ label: t("格式", "Format"), value: m.mime.replace(/^\w+\//, "").toUpperCase() }] : []),
  ];
}
