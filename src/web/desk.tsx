import { QueryClientProvider } from "@tanstack/react-query";
import { ConfigProvider } from "antd";
import type { Locale } from "antd/es/locale/index.js";
import enUS from "antd/es/locale/en_US.js";
import zhCN from "antd/es/locale/zh_CN.js";
import { useMemo } from "react";
import { RouterProvider } from "react-router/dom";
import { useAppearance } from "./appearance.ts";
import { queries } from "./cache.ts";
import { whenLoggedOut } from "./call.ts";
import { router } from "./routes.tsx";
import { slots } from "./slots.ts";
import { Toasts } from "./shell/toasts.tsx";
import { useLanguage } from "./t.ts";
import { antdTheme } from "./theme.ts";

const plain = (locale: Locale | { default: Locale }): Locale => ("default" in locale ? locale.default : locale);
const locales = { zh: plain(zhCN), en: plain(enUS) };

whenLoggedOut(() => {
  const here = router.state.location;
  if (slots.loginPath && here.pathname !== `/desk${slots.loginPath}`) {
    void router.navigate(`${slots.loginPath}?next=${encodeURIComponent(here.pathname.replace(/^\/desk/, "") + here.search)}`);
  }
});

/** The whole desk: one theme, one language, one cache, one router. */
export function Desk() {
  const appearance = useAppearance();
  const theme = useMemo(() => antdTheme(appearance), [appearance]);
  return (
    <QueryClientProvider client={queries}>
      <ConfigProvider theme={theme} locale={locales[useLanguage()]} button={{ autoInsertSpace: false }} wave={{ disabled: true }}>
        <RouterProvider router={router} />
        <Toasts />
      </ConfigProvider>
    </QueryClientProvider>
  );
}
