import { Link } from "react-router";
import { railEntries, slots, usePerson } from "../slots.ts";
import { useT } from "../t.ts";
import { Avatar } from "../primitives/avatar.tsx";
import { Heading } from "../primitives/heading.tsx";
import { Bar } from "./bar.tsx";
import { Count } from "./places.tsx";
import { AppearanceSwitch, LanguageSwitch } from "./switches.tsx";

/** 我的: who I am, how the desk looks to me, and on a phone the way to every other place. */
export function Mine() {
  const t = useT();
  const person = usePerson();
  const { Mine: Account } = slots;
  return (
    <div className="page narrow">
      <Bar title={t("我的", "Me")} />
      {person && <div className="row mine-person"><Avatar name={person.name} mark={person.mark} /><div><b>{person.name}</b><p className="i2">{person.unitName}</p></div></div>}
      <section>
        <Heading title={t("这台机器上", "On this machine")} />
        <div className="row wrap"><LanguageSwitch /><AppearanceSwitch /></div>
      </section>
      {Account && <Account />}
      <section className="mine-places">
        <Heading title={t("所有去处", "All places")} />
        <ul>{railEntries.map((entry) => <li key={entry.to}><Link to={entry.to}>{t(entry.zh, entry.en)}{entry.count && <Count count={entry.count} />}</Link></li>)}</ul>
      </section>
    </div>
  );
}
