import { Button } from "antd";
import { Link } from "react-router";
import { listAccounts, testAccount } from "#modules/channels/contract.ts";
import { useAct, useRead } from "#web/ask.ts";
import { EmptyState, Figures, Page, PageHead, Refused, Seal, Tag, Waiting, WhyNot } from "#web/primitives/index.ts";
import { Bar } from "#web/shell/bar.tsx";
import { useT } from "#web/t.ts";
import { readDoctor, type AilmentView, type PatientView } from "../contract.ts";
import { Tabs } from "./tabs.tsx";
import { sayAilment, weightWords } from "./words.ts";
import "./matrix.css";

/** 渠道诊断: what is wrong with each account, in words, and the button that mends it. */
export function Doctor() {
  const t = useT();
  const { data, error, refetch } = useRead(readDoctor, { query: {} }, { topics: ["accounts", "board", "matrix"], everySeconds: 60 });
  const ill = data?.items ?? [];
  const count = (weight: AilmentView["weight"]) => ill.filter((p) => p.ailments[0]?.weight === weight).length;
  return (
    <>
      <Bar title={t("渠道诊断", "Channel doctor")} crumbs={[{ to: "/matrix", label: t("矩阵", "Matrix") }]} />
      <PageHead title={t("哪个账号出了什么毛病", "What is wrong with which account")} aside={data && <Figures figures={[{ label: t("没毛病", "Well"), value: data.well }, { label: t("发不出去", "Nothing leaves"), value: count("stops") }, { label: t("存疑", "In doubt"), value: count("harms") }, { label: t("提醒", "Notes"), value: count("note") }]} />}>
        {t("一句话说清毛病，旁边的按钮就是办法；重的排在前面。", "One sentence says what is wrong, the button beside it mends it; the gravest first.")}
      </PageHead>
      <Page>
        <Tabs at="doctor" />
        <Refused problem={error} onAgain={() => { void refetch(); }} />
        {!data && !error && <Waiting />}
        {data?.items.length === 0 && <EmptyState title={t("都没有毛病", "All is well")} why={t("每十分钟自动测一次；有了毛病会排在这里，并提醒管理人。", "Every account is tested every ten minutes; what is wrong stands here.")} />}
        <ul className="matrix-patients">{ill.map((p) => <Patient key={p.id} patient={p} />)}</ul>
      </Page>
    </>
  );
}

function Patient({ patient: p }: { patient: PatientView }) {
  const t = useT();
  return (
    <li>
      <header className="row"><Seal char={p.unit.seal} unit={p.unit.name} /><Link className="link el" to={`/accounts/${p.id}`}>{p.name}</Link><span className="t12 i3 nw">{t(p.platform.zh, p.platform.en)}</span>{p.audience === "staff" && <Tag tone="house">{t("值班通道", "Staff alerts")}</Tag>}</header>
      <ul>{p.ailments.map((a, i) => <Ailment key={i} patient={p} ailment={a} />)}</ul>
    </li>
  );
}

function Ailment({ patient, ailment: a }: { patient: PatientView; ailment: AilmentView }) {
  const t = useT();
  const { what, how } = sayAilment(t, a);
  return (
    <li className="matrix-ailment">
      <Tag tone={a.weight === "stops" ? "fault" : a.weight === "harms" ? "ink" : "plain"}>{t(...weightWords[a.weight])}</Tag>
      <div><b>{what}</b><span className="i2 matrix-words">{how}</span></div>
      <Remedy patient={patient} remedy={a.remedy} />
    </li>
  );
}

/** The button that mends it; grey where another must press it, with who that is. */
function Remedy({ patient: p, remedy }: { patient: PatientView; remedy: AilmentView["remedy"] }) {
  const t = useT();
  const { act, pending } = useAct(testAccount, { refresh: [readDoctor, listAccounts], said: (found) => (found.health === "well" ? t("测过了，通。", "Tested: it works.") : t(`测过了：${found.detail}`, `Tested: ${found.detail}`)) });
  const keeper = p.mayKeep ? null : t("由本单位联络员或系统管理员来办", "The unit's liaison or the system administrator does this");
  const leads: Record<string, { to: string; word: string; why: string | null }> = {
    "set-secret": { to: `/accounts/${p.id}?do=secret:${remedy.name ?? ""}`, word: t("设密钥", "Set it"), why: keeper }, "change-settings": { to: `/accounts/${p.id}?do=settings`, word: t("改设置", "Settings"), why: keeper },
    "change-keepers": { to: `/accounts/${p.id}?do=keepers`, word: t("换人", "Change"), why: keeper }, resume: { to: `/accounts/${p.id}?do=resume`, word: t("恢复使用", "Resume"), why: keeper },
    boards: { to: "/boards?needs=person", word: t("去处理", "Handle"), why: null }, hands: { to: "/hands", word: t("去代发", "Post"), why: null },
  };
  const lead = leads[remedy.kind];
  if (lead) return lead.why === null ? <Link to={lead.to}><Button>{lead.word}</Button></Link> : <WhyNot quiet align="end" why={lead.why}>{lead.word}</WhyNot>;
  if (remedy.kind === "test") return <WhyNot quiet align="end" loading={pending} why={p.mayTest ? null : t("测试由管理人、联络员或值班员发起", "The owner, the liaison or the duty officer may test")} onClick={() => { void act({ params: { accountId: p.id } }); }}>{t("测一下", "Test")}</WhyNot>;
  return <span className="t12 i3 matrix-by">{{ wait: t("会自己好", "mends itself"), "ask-administrator": t("请系统管理员办", "the administrator"), "release-house": t("页面顶部可放行", "released above") }[remedy.kind] ?? ""}</span>;
}
