import { useT } from "#web/t.ts";

type Tile = { code: string; name: string; row: number; col: number; count: number };

const most = 8;

/** Counties as equal tiles at approximate places; one with topics can be pressed to see only them. Nobody speaking of a county is quiet, not a gap. */
export function PlaceMap({ tiles, chosen, onChoose }: { tiles: readonly Tile[]; chosen: string | undefined; onChoose: (code: string | undefined) => void }) {
  const t = useT();
  const top = Math.max(1, ...tiles.map((tile) => tile.count));
  const columns = Math.max(1, ...tiles.map((tile) => tile.col));
  const step = (count: number) => (count === 0 ? 0 : Math.max(1, Math.ceil((count / Math.max(3, top)) * 3)));
  const named = tiles.filter((tile) => tile.count > 0).sort((a, b) => b.count - a.count);
  const pick = (code: string) => { onChoose(code === chosen ? undefined : code); };
  return (
    <div>
      <div className="radar-tiles" style={{ gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))` }} role="group" aria-label={t("各县话题数", "Topics by county")}>
        {tiles.map((tile) => (tile.count === 0
          ? <span key={tile.code} title={tile.name} style={{ gridRow: tile.row, gridColumn: tile.col }} />
          : <button key={tile.code} type="button" className={`s${step(tile.count)}`} aria-pressed={tile.code === chosen} title={t(`${tile.name} ${tile.count} 个话题`, `${tile.name}: ${tile.count} topics`)} aria-label={t(`${tile.name} ${tile.count} 个话题`, `${tile.name}: ${tile.count} topics`)} style={{ gridRow: tile.row, gridColumn: tile.col }} onClick={() => { pick(tile.code); }}>{tile.count}</button>))}
      </div>
      <p className="t12 i3">{t("每格一县，位置示意，不代表界线；点一格只看那里。", "One tile per county, at approximate places; press one to see only it.")}</p>
      {named.length > 0 && <p className="radar-places">{named.slice(0, most).map((tile) => <button key={tile.code} type="button" className="link" aria-pressed={tile.code === chosen} onClick={() => { pick(tile.code); }}>{tile.name} {tile.count}</button>)}{named.length > most && <span className="i3">{t(`等 ${named.length} 县`, `of ${named.length}`)}</span>}</p>}
    </div>
  );
}
