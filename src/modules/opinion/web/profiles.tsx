import { Button } from "antd";
import { useState } from "react";
import { useAct, useRead } from "#web/ask.ts";
import { EmptyState, Heading, Page, Refused, Tag, Waiting } from "#web/primitives/index.ts";
import { Bar } from "#web/shell/bar.tsx";
import { useT } from "#web/t.ts";
import { closeProfile, listProfiles, listTopics, type ProfileLine } from "../contract.ts";
import { ProfileForm } from "./profile-form.tsx";
import { categoryWords, hazardWords, percent, type Say } from "./words.ts";
import "./radar.css";

type Places = readonly { code: string; name: string }[];

/** What a profile asks for, in one sentence. */
function sayProfile(t: Say, one: ProfileLine, places: Places): string {
  const where = one.regions.map((code) => places.find((place) => place.code === code)?.name ?? code).join(t("、", ", "));
  const kinds = [...one.hazards.map((h) => t(...hazardWords[h])), ...one.categories.map((c) => t(...categoryWords[c]))].join(t("、", ", "));
  const parts = [...(where ? [t(`${where}的${kinds || "各类突发事件"}，像突发 ${percent(one.least)} 起`, `${kinds || "any emergency"} in ${where}, from ${percent(one.least)}`)] : []), ...(one.words.length > 0 ? [t(`说到${one.words.map((word) => `“${word}”`).join("、")}`, `whatever says ${one.words.map((word) => `"${word}"`).join(", ")}`)] : [])];
  return parts.join(t("；", "; "));
}

/** 关注: what a unit wants to be told of; a change takes effect on what is stored too. */
export function Profiles() {
  const t = useT();
  const { data, error } = useRead(listProfiles, {}, { topics: ["opinion"] });
  const [edited, setEdited] = useState<ProfileLine | "new" | null>(null);
  const end = useAct(closeProfile, { refresh: [listProfiles, listTopics], said: t("已停用；叫过的还在台账里", "Ended; what was told stays in the record") });
  const may = data?.mayCreateFor ?? [];
  const start = may.length > 0 ? <Button type="primary" onClick={() => { setEdited("new"); }}>{t("新建关注", "New profile")}</Button> : undefined;
  return (
    <Page>
      <Bar title={t("关注", "Profiles")} crumbs={[{ to: "/radar", label: t("雷达", "Radar") }]} {...(data && data.items.length > 0 && start ? { actions: start } : {})} />
      {error && <Refused problem={error} />}
      {!data && !error && <Waiting />}
      {data?.items.length === 0 && <EmptyState title={t("还没有关注", "No profiles yet")} why={t("写明哪些地方、哪类事要叫值班员。每个话题只叫一次，没有就不响；存下时也往回看已有的话题。", "Say which places and kinds call the duty officer: once per topic, and silence otherwise. What is stored is looked through too.")} action={start} />}
      {data && data.items.length > 0 && <section><Heading title={t(`${data.items.length} 个关注`, `${data.items.length} profiles`)} note={t("每个话题只叫一次", "once per topic")} /><ul className="radar-kept">{data.items.map((one) => (
        <li key={one.id}>
          <div>
            <p className="row wrap"><b>{one.label}</b><span className="i3">{one.unitName}</span>{!one.alerts && <Tag tone="ink">{t("只列不叫", "listed, nobody called")}</Tag>}</p>
            <p className="i2">{sayProfile(t, one, data.places)}</p>
            <p className="t12 i3">{t(`找到 ${one.found} 个话题，叫过 ${one.told} 次 · ${one.changedByName}改`, `${one.found} topics found, called ${one.told} times · changed by ${one.changedByName}`)}</p>
          </div>
          {one.mayKeep && <div className="row"><Button size="small" onClick={() => { setEdited(one); }}>{t("改", "Change")}</Button><Button size="small" loading={end.pending} onClick={() => { void end.act({ params: { profileId: one.id } }); }}>{t("停用", "End")}</Button></div>}
        </li>))}</ul></section>}
      {edited !== null && data && <ProfileForm {...(edited === "new" ? {} : { edited })} units={may} places={data.places} onClose={() => { setEdited(null); }} />}
    </Page>
  );
}
