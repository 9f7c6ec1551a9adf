import { Button } from "antd";
import { Link } from "react-router";
import { useAct, useRead } from "#web/ask.ts";
import { EmptyState, Figures, Page, PageHead, Refused, Seal, Tag, useNow, Waiting } from "#web/primitives/index.ts";
import { Bar } from "#web/shell/bar.tsx";
import { useT } from "#web/t.ts";
import { listFindings, readMatrix, runRound, type MatrixRow } from "../contract.ts";
import { Tabs } from "./tabs.tsx";
import { sayWhen } from "./words.ts";
import "./matrix.css";

/** 矩阵总览: units down, platforms across, and how each account stands with inspection. */
export function MatrixScreen() {
  const t = useT();
  const now = useNow(60);
  const { data, error, refetch } = useRead(readMatrix, {}, { topics: ["matrix", "accounts"] });
  const { act, pending } = useAct(runRound, { refresh: [readMatrix, listFindings], said: ({ accounts, found, gone }) => t(`查了 ${accounts} 个账号：新发现 ${found} 个问题，${gone} 个已恢复。`, `${accounts} accounts: ${found} found, ${gone} gone.`) });
  const c = data?.counts;
  return (
    <>
      <Bar title={t("账号矩阵", "Account matrix")} beside={<span className="el">{t("每天 6:40 自动检查；一票否决 3 天内整改，其余 10 天内。", "Inspected daily at 6:40; a veto is mended within 3 days, a warning within 10.")}</span>}
        actions={data?.mayRun ? <Button loading={pending} onClick={() => { void act({}); }}>{t("现在检查", "Inspect now")}</Button> : undefined} />
      <PageHead title={t("各单位各平台的账号", "Accounts by unit and platform")} aside={c && <Figures figures={[{ label: t("账号", "Accounts"), value: c.accounts }, { label: t("合格", "Passing"), value: c.passing }, { label: t("一票否决", "Veto"), value: c.veto }, { label: t("待复查", "To recheck"), value: c.toRecheck }, { label: t("整改超时", "Overdue"), value: c.overdue }, { label: t("清理名单", "Idle"), value: c.idle }]} />}>
        {data?.inspectedAt ? t(`上次检查 ${sayWhen(data.inspectedAt, now)}。`, `Last inspected ${sayWhen(data.inspectedAt, now)}.`) : t("还没有检查过。", "Not inspected yet.")}
      </PageHead>
      <Page>
        <Tabs at="matrix" />
        <Refused problem={error} onAgain={() => { void refetch(); }} />
        {!data && !error && <Waiting />}
        {data?.rows.length === 0 && <EmptyState title={t("还没有公开账号", "No public accounts yet")} why={t("各单位的账号在“账号”里开，没有接口的平台（快手、B站）也要登记，用人工代发。", "Units open accounts under Accounts, also those without an interface.")} action={<Link to="/accounts"><Button type="primary">{t("去开账号", "Open accounts")}</Button></Link>} />}
        {data && data.rows.length > 0 && <Grid rows={data.rows} now={now} />}
        {data?.more && <p className="i3">{t("账号太多，只列出前 5000 个。", "Only the first 5000 are listed.")}</p>}
      </Page>
    </>
  );
}

function Grid({ rows, now }: { rows: readonly MatrixRow[]; now: Date }) {
  const t = useT();
  const all = rows.flatMap((row) => row.accounts);
  const platforms = [...new Map(all.toSorted((a, b) => Number(b.newMedia) - Number(a.newMedia)).map((a) => [a.platform.zh, a.platform])).values()];
  return (
    <div className="matrix-grid" role="region" aria-label={t("单位乘平台", "Units by platform")} tabIndex={0}>
      <table>
        <thead><tr><th scope="col">{t("单位", "Unit")}</th>{platforms.map((p) => <th key={p.zh} scope="col">{t(p.zh, p.en)}</th>)}</tr></thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.unit.id}>
              <th scope="row"><span className="row"><Seal char={row.unit.seal} unit={row.unit.name} /><span className="el">{row.unit.name}</span></span></th>
              {platforms.map((p) => (
                <td key={p.zh}>
                  {row.accounts.filter((a) => a.platform.zh === p.zh).map((a) => (
                    <Link key={a.id} to={`/matrix/accounts/${a.id}`} title={a.name} className="matrix-cell">
                      <span className="el">{a.name}</span>
                      {a.state === "suspended" ? <Tag>{t("停用中", "suspended")}</Tag> : a.veto ? <Tag tone="fault">{t("否决", "veto")}</Tag> : a.open > 0 ? <Tag tone="ink">{t(`${a.open} 个问题`, `${a.open} found`)}</Tag> : <Tag tone="house">{t("合格", "passes")}</Tag>}
                      <span className="t12 i3">{a.lastPostAt ? t(`${sayWhen(a.lastPostAt, now)} 更新`, `posted ${sayWhen(a.lastPostAt, now)}`) : t("没发过", "never posted")}</span>
                    </Link>
                  ))}
                  {!row.accounts.some((a) => a.platform.zh === p.zh) && <span className="i3">{t("无", "none")}</span>}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
