import type { ReactNode } from "react";
import "./marks.css";

/** Words in a hairline box: plain, house (joint, current), ink (needs a person), fault. */
export function Tag({ tone = "plain", children }: { tone?: "plain" | "house" | "ink" | "fault"; children: ReactNode }) {
  return <span className={`tag ${tone === "fault" ? "bad" : tone}`}>{children}</span>;
}
