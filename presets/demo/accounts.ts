import { broadcastAccount } from "#tests/simulators/broadcast.ts";

/** A channel account of the demo. `secrets` are those of the simulators beside it, which say so. */
export type DemoAccount = {
  key: string; unit: string; owner: string; successor?: string; registration?: string; connector: string; name: string; audience: "public" | "staff"; config: Record<string, unknown>; secrets?: Record<string, string>; screens?: readonly { name: string; place: string }[];
};

/** The picture in the library of the simulated WeChat account that covers its articles. */
export const wechatCover = "吉林应急封面.jpg";

/** Where the simulators of chat robots, mail, webhook, WeChat, Weibo, Douyin, a WeCom application, emergency broadcast and public sources listen: right after the port of the house. */
export const simulatorPorts = (port: number) => ({ wecom: port + 11, dingtalk: port + 12, feishu: port + 13, webhook: port + 14, mail: port + 15, sources: port + 16, wechat: port + 17, weibo: port + 18, douyin: port + 19, wecomApp: port + 20, broadcast: port + 21 });

/** The accounts of the demo province. */
export function demoAccounts(port: number): readonly DemoAccount[] {
  const at = simulatorPorts(port);
  const on = (p: number) => `http://127.0.0.1:${p}`;
  const wecom = { connector: "wecom", config: { baseUrl: on(at.wecom) }, secrets: { key: "wecom-demo-key" } };
  const dingtalk = { connector: "dingtalk", config: { baseUrl: on(at.dingtalk) }, secrets: { accessToken: "dingtalk-demo-token", signSecret: "SECdingtalkdemosecret" } };
  const feishu = { connector: "feishu", config: { baseUrl: on(at.feishu) }, secrets: { hook: "feishu-demo-hook", signSecret: "feishu-demo-secret" } };
  const mail = (recipients: readonly string[]) => ({ connector: "email", config: { host: "127.0.0.1", port: at.mail, secure: false, plain: true, from: { name: "吉林应急宣传（演示）", address: "desk@example.org" }, recipients }, secrets: { user: "desk@example.org", pass: "mail-demo-pass" } });
  const site = { connector: "website", config: {}, audience: "public" as const };
  return [
    { key: "yjt-site", unit: "yjt", owner: "linzhixia", successor: "sunruoxi", name: "吉林应急网", ...site },
    { key: "yjt-led", unit: "yjt", owner: "sunruoxi", successor: "linzhixia", connector: "led", name: "南湖大路户外屏", audience: "public", config: {}, screens: [{ name: "南湖大路 1 号屏", place: "长春市南关区南湖大路" }, { name: "人民广场屏", place: "长春市人民广场" }] },
    { key: "yjt-mail", unit: "yjt", owner: "linzhixia", successor: "sunruoxi", name: "媒体通讯录邮件", audience: "public", ...mail(["newsroom@example.org", "radio@example.org"]) },
    { key: "yjt-wecom", unit: "yjt", owner: "linzhixia", successor: "sunruoxi", name: "全省应急宣传工作群", audience: "public", ...wecom },
    { key: "yjt-hook", unit: "yjt", owner: "sunruoxi", successor: "linzhixia", connector: "webhook", name: "省政务发布平台", audience: "public", config: { url: `${on(at.webhook)}/hook`, checkUrl: `${on(at.webhook)}/check` }, secrets: { secret: "webhook-demo-secret-of-32-characters" } },
    { key: "yjt-wechat", unit: "yjt", owner: "linzhixia", successor: "sunruoxi", registration: "吉新媒备〔2019〕12 号", connector: "wechat", name: "“吉林应急”公众号", audience: "public", config: { baseUrl: on(at.wechat), appId: "wx0123456789abcdef", author: "吉林应急", coverName: wechatCover, siteUrl: on(port) }, secrets: { appSecret: "wechat-demo-secret" } },
    { key: "yjt-wechat-mass", unit: "yjt", owner: "linzhixia", successor: "sunruoxi", connector: "wechat-mass", name: "“吉林应急”公众号群发", audience: "public", config: { baseUrl: on(at.wechat), appId: "wx0123456789abcdef", accountKind: "subscription", author: "吉林应急", coverName: wechatCover, siteUrl: on(port) }, secrets: { appSecret: "wechat-demo-secret" } },
    { key: "yjt-weibo", unit: "yjt", owner: "sunruoxi", successor: "linzhixia", registration: "吉新媒备〔2019〕13 号", connector: "weibo", name: "“吉林应急”微博", audience: "public", config: { baseUrl: on(at.weibo), uid: "7000000001", siteUrl: on(port), operatorIp: "203.0.113.7" }, secrets: { accessToken: "2.00WeiboDemoToken7fA3bC9dE1" } },
    { key: "yjt-douyin", unit: "yjt", owner: "sunruoxi", successor: "linzhixia", registration: "吉新媒备〔2021〕4 号", connector: "douyin", name: "“吉林应急”抖音号", audience: "public", config: { baseUrl: on(at.douyin), clientKey: "awdemoclientkey01", openId: "_000demoOpenIdOfJilinYingji01" }, secrets: { refreshToken: "rft.demo7f3a9c1b5e2d48a6bd0c" } },
    { key: "yjt-app", unit: "yjt", owner: "linzhixia", successor: "sunruoxi", connector: "wecom-app", name: "应急宣传工作通知", audience: "public", config: { baseUrl: on(at.wecomApp), corpId: "wwdemo0123456789ab", agentId: 1000002, parties: ["2"] }, secrets: { corpSecret: "wecomAppDemoSecret_8Kq3vT1xR" } },
    { key: "yjt-broadcast", unit: "yjt", owner: "sunruoxi", successor: "linzhixia", connector: "broadcast", name: "省应急广播平台", audience: "public", config: { url: `${on(at.broadcast)}/`, resourceCode: broadcastAccount.resourceCode, platformCode: broadcastAccount.platformCode, platformKey: broadcastAccount.platformKey, areaCode: "220000" }, secrets: { privateKey: broadcastAccount.privateKey } },
    { key: "yjt-feed", unit: "yjt", owner: "linzhixia", successor: "sunruoxi", connector: "feed", name: "网站订阅源", audience: "public", config: { feedUrl: `${on(port)}/feed.json` } },
    { key: "yjt-cap", unit: "yjt", owner: "linzhixia", successor: "sunruoxi", connector: "cap", name: "预警通用格式目录", audience: "public", config: { indexUrl: `${on(port)}/cap.atom` } },
    { key: "yjt-sms", unit: "yjt", owner: "linzhixia", successor: "sunruoxi", connector: "carrier", name: "示例移动公司短信", audience: "public", config: { addressee: "示例移动公司（演示）", host: "127.0.0.1", port: at.mail, secure: false, plain: true, from: { name: "吉林应急宣传（演示）", address: "desk@example.org" }, recipients: ["carrier@example.org"] }, secrets: { user: "desk@example.org", pass: "mail-demo-pass", secret: "carrier-demo-secret-of-32-characters" } },
    { key: "yjt-toutiao", unit: "yjt", owner: "sunruoxi", successor: "linzhixia", connector: "toutiao", name: "“吉林应急”头条号", audience: "public", config: { account: "吉林应急" } },
    { key: "yjt-staff", unit: "yjt", owner: "fangjingshu", successor: "sunruoxi", name: "省厅值班告警群", audience: "staff", ...wecom },
    { key: "xfj-site", unit: "xfj", owner: "xumuchuan", successor: "yeqingyang", name: "消防专栏", ...site },
    { key: "xfj-ding", unit: "xfj", owner: "xumuchuan", successor: "yeqingyang", name: "消防宣传工作群", audience: "public", ...dingtalk },
    { key: "xfj-led", unit: "xfj", owner: "yeqingyang", successor: "xumuchuan", connector: "led", name: "消防站门前屏", audience: "public", config: {}, screens: [{ name: "南关站门前屏", place: "长春市南关区" }] },
    { key: "xfj-douyin", unit: "xfj", owner: "yeqingyang", successor: "xumuchuan", registration: "吉消宣备 7", connector: "assisted", name: "“吉林消防”抖音号", audience: "public", config: { platform: "抖音", account: "吉林消防" } },
    { key: "xfj-staff", unit: "xfj", owner: "yeqingyang", successor: "xumuchuan", name: "消防值班告警群", audience: "staff", ...dingtalk },
    { key: "slxf-site", unit: "slxf", owner: "luoqinghe", successor: "baiyunqi", name: "森防专栏", ...site },
    { key: "slxf-feishu", unit: "slxf", owner: "luoqinghe", successor: "baiyunqi", name: "森防宣传工作群", audience: "public", ...feishu },
    { key: "slxf-led", unit: "slxf", owner: "baiyunqi", successor: "luoqinghe", connector: "led", name: "林区卡口屏", audience: "public", config: { style: "page" }, screens: [{ name: "蛟河卡口屏", place: "吉林市蛟河市" }, { name: "敦化卡口屏", place: "延边州敦化市" }] },
    { key: "slxf-staff", unit: "slxf", owner: "baiyunqi", successor: "luoqinghe", name: "森防值班告警群", audience: "staff", ...feishu },
    { key: "cc-site", unit: "yj-220100", owner: "zhaochenxi", name: "长春应急专栏", ...site },
    { key: "cc-wecom", unit: "yj-220100", owner: "zhaochenxi", name: "长春应急宣传群", audience: "public", ...wecom },
    { key: "ccxf-site", unit: "xf-220100", owner: "zhouyuanhang", name: "长春消防专栏", ...site },
    { key: "jl-site", unit: "yj-220200", owner: "liusiyuan", name: "吉林市应急专栏", ...site },
    { key: "jl-mail", unit: "yj-220200", owner: "liusiyuan", name: "吉林市媒体邮件", audience: "public", ...mail(["jl-news@example.org"]) },
    { key: "yb-led", unit: "yj-222400", owner: "jinmeishan", connector: "led", name: "延吉站前屏", audience: "public", config: {}, screens: [{ name: "延吉站前屏", place: "延边州延吉市" }] },
    // Accounts that no machine posts to, asked by relay orders.
    { key: "cc-toutiao", unit: "yj-220100", owner: "zhaochenxi", name: "“长春应急”头条号", connector: "toutiao", audience: "public", config: { account: "长春应急" } },
    { key: "ccxf-douyin", unit: "xf-220100", owner: "zhouyuanhang", registration: "长消宣备 2", name: "“长春消防”抖音号", connector: "assisted", audience: "public", config: { platform: "抖音", account: "长春消防" } },
    { key: "jl-kuaishou", unit: "yj-220200", owner: "liusiyuan", name: "“江城应急”快手号", connector: "kuaishou", audience: "public", config: { account: "江城应急" } },
    { key: "yb-bilibili", unit: "yj-222400", owner: "jinmeishan", registration: "延应备 3", name: "“延边应急”B站号", connector: "bilibili", audience: "public", config: { account: "延边应急" } },
    { key: "yb-toutiao", unit: "yj-222400", owner: "jinmeishan", name: "“延边应急”头条号", connector: "toutiao", audience: "public", config: { account: "延边应急" } },
    { key: "yb-site", unit: "yj-222400", owner: "jinmeishan", name: "延边应急专栏", ...site },
  ];
}
