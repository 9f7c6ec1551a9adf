import { shortTime } from "#kernel/clock.ts";
import { Heading } from "#web/primitives/index.ts";
import { useT } from "#web/t.ts";
import type { AccountDetail } from "../contract.ts";

/** 退订: which phones of the list wrote that they want nothing more, cut, and how often that was written a day. */
export function OptOuts({ optOuts: { phones, days } }: { optOuts: NonNullable<AccountDetail["optOuts"]> }) {
  const t = useT();
  return (
    <section className="stack">
      <Heading title={t("退订", "Opted out")} note={t("回复“退订”或 TD 的号码不再发；回复“订阅”恢复", "who answers TD gets nothing more, until they answer DY")} />
      {phones.length === 0 && <p className="i3">{t("收信名单里没有人退订。", "Nobody of the list opted out.")}</p>}
      {phones.length > 0 && <dl className="channels-facts">{phones.map(({ masked, at }) => [<dt key={`${masked} dt`} className="num">{masked}</dt>, <dd key={masked}>{t(`${shortTime(new Date(at))} 退订，不再发`, `opted out ${shortTime(new Date(at))}, nothing more is sent`)}</dd>])}</dl>}
      {days.length > 0 && (
        <dl className="channels-facts" aria-label={t("近 90 天按日计数", "By day, 90 days")}>
          {days.map(({ day, out, back }) => [<dt key={`${day} dt`} className="num">{day}</dt>, <dd key={day} className="i2">{[...(out > 0 ? [t(`退订 ${out} 次`, `${out} opted out`)] : []), ...(back > 0 ? [t(`恢复 ${back} 次`, `${back} came back`)] : [])].join(t("，", ", "))}</dd>])}
        </dl>
      )}
    </section>
  );
}
