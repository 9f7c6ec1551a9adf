import { Select } from "antd";
import { useT } from "#web/t.ts";

type Region = { code: string; name: string };
type Tile = { code: string; name: string; row: number; col: number };

/** Chooses places: by name, or by counties drawn as equal tiles at their approximate places. */
export function RegionPicker({ value, onChange, regions, tiles }: { value: readonly string[]; onChange: (codes: string[]) => void; regions: readonly Region[]; tiles: readonly Tile[] }) {
  const t = useT();
  const names = new Map([...tiles, ...regions].map((region) => [region.code, region.name]));
  const known = [...names].map(([code, name]) => ({ value: code, label: name }));
  const toggle = (code: string) => { onChange(value.includes(code) ? value.filter((other) => other !== code) : [...value, code]); };
  const covered = (code: string) => value.some((chosen) => chosen !== code && chosen.endsWith("00") && code.startsWith(chosen.replace(/(00)+$/, "")));
  return (
    <div className="stack">
      <Select<string[]> mode="multiple" aria-label={t("涉及地方", "Places")} value={[...value]} onChange={onChange} options={known} showSearch={{ optionFilterProp: "label" }} placeholder={t("全省", "The whole province")} />
      {tiles.length > 0 && (
        <details className="region-tiles"><summary>{t("在图上点县", "Pick counties on the map")}</summary>
          <div role="group" aria-label={t("县", "Counties")} style={{ gridTemplateColumns: `repeat(${Math.max(...tiles.map((tile) => tile.col))}, minmax(0, 1fr))` }}>
            {tiles.map((tile) => <button key={tile.code} type="button" title={names.get(tile.code) ?? tile.name} aria-pressed={value.includes(tile.code)} className={covered(tile.code) ? "covered" : undefined} style={{ gridRow: tile.row, gridColumn: tile.col }} onClick={() => { toggle(tile.code); }}>{tile.name}</button>)}
          </div>
        </details>
      )}
    </div>
  );
}
