import { theme as antd, type ThemeConfig } from "antd";
import type { Appearance } from "./appearance.ts";

/** Ant Design 6 dressed from tokens.css, which stays the one token file: values are read from the page, never repeated here. */
export function antdTheme(appearance: Appearance): ThemeConfig {
  const page = getComputedStyle(document.documentElement);
  const v = (name: string) => page.getPropertyValue(`--${name}`).trim();
  const px = (name: string) => Number.parseInt(v(name), 10);
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  return {
    algorithm: [appearance === "dark" ? antd.darkAlgorithm : antd.defaultAlgorithm, ownColours],
    token: { ...colours(v), ...measures(v, px), motion: !still, motionDurationFast: "0.08s", motionDurationMid: "0.12s", motionDurationSlow: "0.12s" },
    components: {
      Table: { headerBg: "transparent", headerColor: v("ink-3"), headerSplitColor: "transparent", cellPaddingBlock: 12, rowHoverBg: v("sunken"), borderColor: v("line"), rowSelectedBg: v("house-tint"), rowSelectedHoverBg: v("house-tint") },
      Input: { borderRadiusLG: px("r-4") },
      Select: { borderRadiusLG: px("r-4") },
      DatePicker: { borderRadiusLG: px("r-4") },
      Button: { borderRadiusLG: px("r-4"), primaryShadow: "none", defaultShadow: "none", dangerShadow: "none", fontWeight: 400, defaultBg: v("surface"), borderColorDisabled: v("line"), colorBgContainerDisabled: v("sunken"), primaryColor: v("ink-inverse") },
      Segmented: { trackBg: v("sunken"), itemSelectedBg: v("surface"), itemColor: v("ink-2"), itemSelectedColor: v("ink") },
      Tag: { defaultBg: v("surface"), borderRadiusSM: px("r-2") },
      Tabs: { itemColor: v("ink-2"), itemSelectedColor: v("ink"), inkBarColor: v("ink"), itemHoverColor: v("ink") },
      Tooltip: { colorBgSpotlight: v("ink"), colorTextLightSolid: v("paper") },
      Modal: { contentBg: v("surface"), headerBg: v("surface") },
      Progress: { defaultColor: v("house"), remainingColor: v("line") },
    },
  };
}

/** The dark algorithm mixes seeds with black; ours are already mixed and measured for contrast, so they are put back. */
const ownColours: typeof antd.defaultAlgorithm = (seed, map = antd.defaultAlgorithm(seed)) =>
  ({ ...map, colorPrimary: seed.colorPrimary, colorError: seed.colorError, colorInfo: seed.colorInfo, colorSuccess: seed.colorSuccess, colorWarning: seed.colorWarning, colorLink: seed.colorLink });

const colours = (v: (name: string) => string) => ({
  colorPrimary: v("house"), colorPrimaryHover: v("house-hover"), colorPrimaryActive: v("house-press"), colorPrimaryBg: v("house-tint"), colorPrimaryText: v("house"),
  colorLink: v("house"), colorLinkHover: v("house-hover"), colorLinkActive: v("house-press"), colorInfo: v("house"), colorSuccess: v("house"),
  colorError: v("fault"), colorErrorHover: v("fault"), colorErrorBg: v("fault-tint"), colorWarning: v("ink"),
  colorBgLayout: v("paper"), colorBgContainer: v("surface"), colorBgElevated: v("surface"), colorFillTertiary: v("sunken"),
  colorText: v("ink"), colorTextSecondary: v("ink-2"), colorTextTertiary: v("ink-3"), colorTextDescription: v("ink-3"), colorTextPlaceholder: v("ink-3"), colorTextDisabled: v("ink-3"),
  colorTextLightSolid: v("ink-inverse"), colorBorder: v("line-strong"), colorBorderSecondary: v("line"), colorSplit: v("line"), colorIcon: v("ink-3"),
});

const measures = (v: (name: string) => string, px: (name: string) => number) => ({
  fontFamily: v("font-sans"), fontFamilyCode: v("font-mono"), fontSize: 14, fontSizeLG: 16, fontSizeHeading1: 32, fontSizeHeading3: 24, fontSizeHeading4: 20, fontWeightStrong: 700,
  borderRadius: px("r-4"), borderRadiusXS: px("r-2"), borderRadiusLG: px("r-8"), controlHeight: px("control"), controlHeightSM: px("control-sm"), controlHeightLG: px("control-lg"),
  boxShadow: v("float"), boxShadowSecondary: v("float"), boxShadowTertiary: v("lift"), lineWidthFocus: 2, controlOutline: v("house-tint"),
});
