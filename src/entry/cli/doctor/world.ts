import type { Place } from "../place.ts";
import { ill, note, well, type Finding } from "./finding.ts";

const local = /^(localhost|127\.|\[::1\]|0\.0\.0\.0)/;

/** What the outside sees: the public address and how safely it is reached. */
export async function checkWorld({ config, database }: Place): Promise<Finding[]> {
  const url = new URL(config.publicUrl);
  const own = local.test(url.host);
  const findings: Finding[] = [];
  if (database !== "borrowed") findings.push(await checkAddress(config.publicUrl));
  if (!own && url.protocol !== "https:") findings.push(ill(`对外地址没有加密 ${config.publicUrl}`, "the public address is not https: passwords travel in the clear", "用反向代理加 https，设 TONGSHENG_PUBLIC_URL / see docs/operations.md, reverse proxy"));
  if (own) findings.push(note(`对外地址只在本机 ${config.publicUrl}`, "the public address is this machine only", "正式使用请设 TONGSHENG_PUBLIC_URL / set it for real use"));
  if (!own && config.demo) findings.push(ill("对外地址上开着演示账号", "demo log-ins are open to the public", "TONGSHENG_DEMO=no"));
  if (url.protocol === "https:" && !config.trustProxy) findings.push(note("没有声明反向代理", "no reverse proxy is trusted: every visitor has the proxy's address", "TONGSHENG_TRUST_PROXY=<代理的地址 / its address>"));
  return findings;
}

async function checkAddress(publicUrl: string): Promise<Finding> {
  try {
    const answer = await fetch(`${publicUrl}/healthz`, { signal: AbortSignal.timeout(5_000), redirect: "manual" });
    await answer.body?.cancel();
    if (answer.status === 200) return well(`${publicUrl} 有应答，健康`, "the public address answers, healthy");
    return ill(`${publicUrl}/healthz 应答 ${answer.status}`, "the public address answers, not well", answer.status === 503 ? "见上面的各行 / see the lines above" : "看反向代理是否指到同声 / see where the reverse proxy points");
  } catch (error) {
    return ill(`${publicUrl} 无应答`, `the public address does not answer (${error instanceof Error ? (error.cause instanceof Error ? error.cause.message : error.message) : String(error)})`, "网站进程是否在跑；防火墙、域名、证书 / is web running; firewall, name, certificate");
  }
}
