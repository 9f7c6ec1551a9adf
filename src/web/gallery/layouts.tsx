import { Columns, Heading, type Shape } from "../primitives/index.ts";
import type { RailPlace } from "../screen.ts";
import { PhonePlaces, RailPlaces } from "../shell/places.tsx";
import { useT } from "../t.ts";

const shapes: readonly (readonly [Shape, number])[] = [["desk", 2], ["piece", 3], ["event", 3], ["board", 2]];

const five = () => 5;
const many = () => 128;
const words = [["今日", "Today"], ["稿件", "Pieces"], ["事件", "Events"], ["投放", "Send"], ["日历", "Calendar"], ["舆情", "Opinion"], ["曝光", "Hazards"], ["五进", "Visits"], ["科普", "Science"], ["会商", "Meetings"], ["资源", "Resources"], ["台账", "Record"]] as const;
const places: readonly RailPlace[] = words.map(([zh, en], i) => ({
  zh, en, order: (i < 4 ? 0 : i < 9 ? 100 : 200) + i, to: i === 1 ? "/gallery" : `/gallery/${i}`, phone: i === 0 || i === 1 || i === 3, ...(i === 0 ? { count: five } : i === 5 ? { count: many } : {}),
}));

/** The four layouts; below 1200 px the side columns become tabs. */
export function Layouts() {
  const t = useT();
  const names = [t("左", "First"), t("中", "Second"), t("右", "Third")];
  return (
    <section className="exhibit">
      <Heading title={t("版式", "Layouts")} note={t("1200 以下，边栏变成页签", "Below 1200 the side columns become tabs")} />
      <div className="exhibit-shell">
        <div className="rail exhibit-rail"><RailPlaces entries={places} /></div>
        <div className="exhibit-phone"><PhonePlaces entries={places} /></div>
      </div>
      {shapes.map(([shape, count]) => (
        <div key={shape} className="exhibit-frame exhibit-bleed">
          <Columns shape={shape} label={shape} columns={names.slice(0, count).map((label, i) => ({ key: String(i), label: `${shape} ${label}`, ground: (["paper", "surface", "sunken"] as const)[i] ?? "paper", node: <Heading level={3} title={`${shape} ${label}`} /> }))} />
        </div>
      ))}
    </section>
  );
}
