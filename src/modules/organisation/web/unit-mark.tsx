import "#web/primitives/marks.css";

/** The seal of a unit where nothing is signed: only to recognise it by; its name always stands beside it. */
export function UnitMark({ seal, open = true, lg = false }: { seal: string; open?: boolean; lg?: boolean }) {
  return <span aria-hidden="true" className={`seal ${open ? "signed" : "not-yet"}${[...seal].length > 1 ? " two" : ""}${lg ? " lg" : ""}`}>{seal}</span>;
}
