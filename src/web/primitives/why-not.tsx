import { Button, Tooltip, type ButtonProps } from "antd";
import { useId } from "react";
import type { Refusal } from "#kernel/decision.ts";
import { sayRefusal } from "../refusal-words.ts";
import { useT } from "../t.ts";
import "./rows.css";

/** A button that may be grey: `why` is the rule's refusal or a sentence; null makes it an ordinary button. `quiet` keeps the reason in the tooltip only (table rows). */
export type WhyNotProps = Omit<ButtonProps, "disabled"> & { why: Refusal | string | null; quiet?: boolean; align?: "start" | "end" };

/** A grey button says why it is grey: it keeps the focus, and its reason is read, shown and hovered. */
export function WhyNot({ why, quiet = false, align = "start", onClick, type, ...rest }: WhyNotProps) {
  useT();
  const id = useId();
  if (why === null) return <Button {...rest} {...(type ? { type } : {})} {...(onClick ? { onClick } : {})} />;
  const reason = typeof why === "string" ? why : sayRefusal(why);
  return (
    <span className={`why ${align}`}>
      <Tooltip title={reason} trigger={["hover", "focus"]}><Button {...rest} aria-disabled="true" aria-describedby={id} onClick={(event) => { event.preventDefault(); }} /></Tooltip>
      <span id={id} className={quiet ? "unseen" : undefined}>{reason}</span>
    </span>
  );
}
