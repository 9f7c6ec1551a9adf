import { Button } from "antd";
import type { z } from "zod";
import { shortTime } from "#kernel/clock.ts";
import { useAct } from "#web/ask.ts";
import { Fingerprint } from "#web/primitives/index.ts";
import { useT } from "#web/t.ts";
import { readState, requestVerification } from "../contract.ts";
import { sayFault } from "../rules.ts";

type State = z.output<typeof readState.result>;

/** Whether the chain is whole: the last check and what it found, the head, and the way to check again. */
export function Soundness({ state }: { state: State }) {
  const t = useT();
  const { act, pending } = useAct(requestVerification, { refresh: [readState], said: t("开始核对，结果一出来这里就变", "The check began; its result appears here") });
  const { verification: v } = state;
  const since = v ? state.seq - v.lastSeq : 0;
  return (
    <section className={v && !v.ok ? "soundness bad" : "soundness"} aria-live="polite">
      <div>
        {!v && <><b>{t("还没有核对过", "Not checked yet")}</b><p className="i2">{t("每天 2:20 自动从第一条核对到最后一条，也可以现在核对。", "The chain is checked whole every night at 2:20, or now.")}</p></>}
        {v?.ok && <><b>{t(`${v.rows} 条，一条不缺，一字未改`, `${v.rows} rows: none missing, none changed`)}</b><p className="i2">{t(`${shortTime(new Date(v.at))} 核对到第 ${v.lastSeq} 条，此后又记了 ${since} 条。每天 2:20 自动核对。`, `Checked on ${shortTime(new Date(v.at))} up to row ${v.lastSeq}; ${since} rows since. Checked every night at 2:20.`)}</p></>}
        {v && !v.ok && (
          <>
            <b className="fault">{t("台账对不上：有的行被改过、损坏或缺了", "The record does not agree with itself: rows were changed, damaged or removed")}</b>
            <p className="i2">{t(`${shortTime(new Date(v.at))} 核对 ${v.rows} 条，下面这些有问题。请保全服务器，不要重启，立即告诉领导小组。`, `Checked ${v.rows} rows on ${shortTime(new Date(v.at))}; these are wrong. Secure the server, do not restart it, tell the leading group.`)}</p>
            <ul>{v.faults.map((f, i) => <li key={i} className="fault">{t(...sayFault(f))}</li>)}</ul>
          </>
        )}
      </div>
      <div className="soundness-head"><span className="t12 i3">{t(`链头 第 ${state.seq} 条`, `Head: row ${state.seq}`)}</span><Fingerprint hash={state.hash} bare /></div>
      <Button loading={pending || state.running} onClick={() => { void act({}); }}>{state.running ? t("正在核对", "Checking") : t("现在核对", "Check now")}</Button>
    </section>
  );
}
