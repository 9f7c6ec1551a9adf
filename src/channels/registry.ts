import type { AnyConnector } from "#kernel/connector.ts";
import { aliyunSms } from "./aliyun-sms/connector.ts";
import { assisted } from "./assisted/connector.ts";
import { bilibili } from "./bilibili/connector.ts";
import { broadcast } from "./broadcast/connector.ts";
import { cap } from "./cap/connector.ts";
import { carrier } from "./carrier/connector.ts";
import { cmpp } from "./cmpp/connector.ts";
import { dingtalk } from "./dingtalk/connector.ts";
import { douyin } from "./douyin/connector.ts";
import { email } from "./email/connector.ts";
import { feed } from "./feed/connector.ts";
import { feishu } from "./feishu/connector.ts";
import { kuaishou } from "./kuaishou/connector.ts";
import { led } from "./led/connector.ts";
import { mastodon } from "./mastodon/connector.ts";
import { sgip } from "./sgip/connector.ts";
import { smgp } from "./smgp/connector.ts";
import { smpp } from "./smpp/connector.ts";
import { tencentSms } from "./tencent-sms/connector.ts";
import { toutiao } from "./toutiao/connector.ts";
import { webPush } from "./web-push/connector.ts";
import { webhook } from "./webhook/connector.ts";
import { website } from "./website/connector.ts";
import { wechat } from "./wechat/connector.ts";
import { wechatMass } from "./wechat-mass/connector.ts";
import { wecomApp } from "./wecom-app/connector.ts";
import { wecom } from "./wecom/connector.ts";
import { weibo } from "./weibo/connector.ts";

/** Every channel this house can speak through, in the order the desk lists them. A further one is a folder and a line here. */
export const connectors: readonly AnyConnector[] = [
  website, feed, cap, webPush,
  led, broadcast, email,
  wecom, wecomApp, dingtalk, feishu,
  wechat, wechatMass, weibo, douyin, mastodon,
  carrier, aliyunSms, tencentSms, cmpp, sgip, smgp, smpp,
  toutiao, kuaishou, bilibili, assisted,
  webhook,
];
