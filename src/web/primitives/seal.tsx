import { useT } from "../t.ts";
import "./marks.css";

/** Where a unit stands with its signature: hollow, dashed (its turn), filled, struck. */
export type SealState = "not-yet" | "turn" | "signed" | "declined";

/** A unit as a seal: one character, two where one would be mistaken for another unit. */
export type SealProps = { char: string; unit: string; state?: SealState; lg?: boolean };

const words: Record<SealState, readonly [string, string]> = {
  "not-yet": ["还没轮到", "not yet"], turn: ["等它签", "its turn"], signed: ["已签", "signed"], declined: ["不签", "declined"],
};

/** The mark of a unit; its state is said in words to those who do not see it. */
export function Seal({ char, unit, state = "not-yet", lg = false }: SealProps) {
  const t = useT();
  const said = `${unit}${t("：", ": ")}${t(...words[state])}`;
  const size = [...char].length > 1 ? " two" : "";
  return <span className={`seal ${state}${size}${lg ? " lg" : ""}`} role="img" aria-label={said} title={said}>{char}</span>;
}

/** The seals of a joint piece, in the order of the signature line. */
export function Seals({ seals }: { seals: readonly SealProps[] }) {
  return <span className="seals">{seals.map((s) => <Seal key={s.unit} {...s} />)}</span>;
}
