import { Avatar, Clock, CorrectionNote, Diff, Figures, Fingerprint, Grade, Heading, LockedFact, Meter, People, Seal, Seals, Tag } from "../primitives/index.ts";
import { useT } from "../t.ts";
import { at, now, seals } from "./samples.ts";

const grades = ["red", "orange", "yellow", "blue"] as const;
const hash = "7c1e90b42fd811a6c0ffee00112233445566778899aabbccddeeff0011223344";

/** Seals, grades, tags, clocks, facts, fingerprints, comparisons. */
export function Marks() {
  const t = useT();
  return (
    <section className="exhibit">
      <Heading title={t("印、级、钟", "Seals, grades, clocks")} note={t("色块只表示级别，印只表示单位，其余是墨", "Colour blocks are grades, seals are units, ink is the rest")} />
      <div className="exhibit-grid">
        <div className="stack">
          <div className="row wrap"><Seals seals={seals} />{seals.map((s) => <Seal key={s.unit} {...s} lg />)}</div>
          <div className="row wrap">{grades.map((g) => <Grade key={g} grade={g} />)}{grades.map((g) => <Grade key={g} grade={g} of="event" />)}<Grade grade="orange" size="lg" word={t("重大，初判", "Major, first call")} /></div>
          <div className="row wrap">{grades.map((g) => <Grade key={g} grade={g} size="block" />)}</div>
          <div className="row wrap"><Tag tone="house">{t("联合 · 森防牵头", "Joint · forest leads")}</Tag><Tag>{t("第 3 稿", "Draft 3")}</Tag><Tag tone="ink">{t("退回修改 2 处", "Returned, 2 notes")}</Tag><Tag tone="fault">{t("挡住交审", "Blocks")}</Tag></div>
          <div className="row wrap"><Avatar name="林知夏" mark="知夏" /><Avatar name="许牧川" mark="许" tone="house" /><People people={[{ name: "林知夏", mark: "林" }, { name: "许牧川", mark: "许" }, { name: "罗青禾", mark: "罗" }]} said={t("三人在改", "three are writing")} /></div>
          <Figures figures={[{ label: t("应到账号", "Accounts"), value: 12 }, { label: t("已受理", "Accepted"), value: 10 }, { label: t("已发布", "Published"), value: 9 }, { label: t("已核验", "Verified"), value: 7 }]} />
          <Fingerprint hash={hash} />
          <Meter share={0.6} label={t("消防 18 项中 11 项", "Fire 11 of 18")} />
        </div>
        <div className="stack">
          <p className="serif t16">清明节临近，我省正值<LockedFact source="事实单第 5 版，罗青禾核实">春季森林防火期（3 月 15 日至 6 月 15 日）</LockedFact>。发现火情请拨打<LockedFact source="事实单第 5 版" onOpen={() => undefined}>12119</LockedFact>，受伤<LockedFact stale source="事实单第 3 版">3 人</LockedFact>。</p>
          <Diff before="祭扫时提倡鲜花、植树等方式，尽量少烧纸。电动自行车不要进楼充电。" after="祭扫时提倡鲜花、植树等方式，不烧纸、不燃放鞭炮。" />
          <CorrectionNote changes={[{ label: "受伤", before: "3 人", after: "5 人" }]} onOld={() => undefined} oldWord={t("看第 1 版", "See edition 1")}>另有 2 人于 13:10 自行到医院就诊，经核实与本次火灾有关。给您带来不便，我们致歉。</CorrectionNote>
        </div>
      </div>
      <div className="clocks">
        <Clock now={now} label={t("权威信息，5 小时内", "Authoritative word, 5 h")} start={at("09:52")} deadline={at("14:52")} metAt={at("12:06")} source="12:06 首次通报，国办发〔2016〕80 号" />
        <Clock now={now} label={t("第三次通报", "Third bulletin")} start={at("12:00")} deadline={at("15:00")} source={t("本省：每 3 小时一次", "Province: every 3 h")} />
        <Clock now={now} label={t("告知主管部门", "Tell the department")} start={at("12:00")} deadline={at("14:00")} source={t("本省约定：Ⅲ级 2 小时", "Provincial agreement: Ⅲ in 2 h")} />
        <Clock now={now} label={t("首次答复", "First answer")} start={at("08:00")} deadline={at("10:00")} metAt={at("10:42")} source={t("迟了仍留在台账里", "Late stays in the record")} />
      </div>
    </section>
  );
}
