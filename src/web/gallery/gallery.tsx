import { Button } from "antd";
import { chooseAppearance, useAppearance } from "../appearance.ts";
import { Page, Tag } from "../primitives/index.ts";
import { Bar } from "../shell/bar.tsx";
import { useT } from "../t.ts";
import { Boards } from "./boards.tsx";
import { Controls } from "./controls.tsx";
import { Layouts } from "./layouts.tsx";
import { Marks } from "./marks.tsx";
import { Previews } from "./previews.tsx";
import { Work } from "./work.tsx";
import "./gallery.css";

/** Every primitive in every state: the picture we test and the page a new colleague reads first. */
export function Gallery() {
  const t = useT();
  const night = useAppearance() === "dark";
  return (
    <>
      <Bar
        title={t("部件", "Primitives")}
        beside={<><Tag>{t("画廊", "Gallery")}</Tag><span>{t("每个部件的每种样子，名字都是虚构的", "Every primitive in every state; all names are invented")}</span></>}
        actions={<Button onClick={() => { chooseAppearance(night ? "light" : "dark"); }}>{night ? t("看日间", "By day") : t("看夜间", "By night")}</Button>}
      />
      <Page>
        <Marks />
        <Work />
        <Boards />
        <Previews />
        <Controls />
        <Layouts />
      </Page>
    </>
  );
}
