import type { AccountLine, ConnectorOut } from "../contract.ts";
import type { SettingField } from "../rules/form.ts";

type Pair = readonly [zh: string, en: string];

/** What an account may be doing. */
export const stateWords: Record<AccountLine["state"], Pair> = { active: ["在用", "In use"], suspended: ["停用中", "Suspended"], closed: ["已注销", "Closed"] };

/** Whom an account speaks to. */
export const audienceWords: Record<AccountLine["audience"], Pair> = { public: ["对外发布", "To the public"], staff: ["值班通道", "Staff alerts"] };

/** How far a channel can prove what it did. */
export const evidenceWords: Record<ConnectorOut["evidence"], Pair> = { accepted: ["只能证明已受理", "proves acceptance only"], published: ["能证明已发布", "proves publication"], verified: ["能核验内容一致", "can be verified byte for byte"], displayed: ["能证明已展示", "proves display"] };

/** What taking back means on a channel. */
export const recallWords: Record<ConnectorOut["recall"], Pair> = { delete: ["撤回即删除", "recall deletes"], cancel: ["撤回即取消", "recall cancels"], supersede: ["撤回只能再发一条说明", "recall is a further message"], none: ["不能撤回", "cannot be recalled"] };

const fields: Readonly<Record<string, Pair>> = {
  baseUrl: ["平台地址", "Platform address"], keyword: ["机器人关键词", "Robot keyword"], host: ["服务器地址", "Server"], port: ["端口", "Port"], secure: ["一开始就加密（TLS）", "TLS from the first byte"],
  plain: ["允许不加密（仅限同机房中继）", "Allow no encryption (a relay in the same room only)"], from: ["发件人", "Sender"], "from.name": ["显示的名字", "Shown name"], "from.address": ["邮箱", "Mailbox"], recipients: ["收件邮箱", "Recipients"],
  siteUrl: ["网站地址（取图片、看原文用）", "Site address (for pictures and originals)"], timeoutSeconds: ["最长等待秒数", "Longest wait, seconds"], url: ["接收地址", "Receiving address"], checkUrl: ["回查地址", "Look-up address"], recallBy: ["撤回方式", "How to recall"],
  feedUrl: ["订阅源地址", "Feed address"], style: ["显示方式", "Style"], rowCharacters: ["每行字数", "Characters a row"], maxCharacters: ["最多字数", "Most characters"], platform: ["平台", "Platform"], account: ["账号名", "Account name"],
  titleMax: ["标题最多字数", "Title, most characters"], textMax: ["正文最多字数", "Text, most characters"], imagesMax: ["最多图片数", "Most pictures"], checklist: ["代发前逐项核对", "Checklist before posting"],
  appId: ["开发者 ID（AppID）", "AppID"], accountKind: ["订阅号还是服务号", "Subscription or service account"], tagId: ["只群发给哪个标签（编号，不填是全部粉丝）", "Followers under one tag, by number; empty: everybody"], author: ["文章作者", "Author shown"], coverName: ["默认封面在素材库里的文件名", "Default cover, its file name in the library"], language: ["语言", "Language"], uid: ["账号 UID", "UID of the account"], operatorIp: ["本系统出口的公网 IP", "Public IP of this house"],
  accessKeyId: ["访问密钥 ID（AccessKey ID）", "AccessKey id"], signName: ["短信签名（不带【】）", "SMS signature, without brackets"], templateCode: ["短信模板编号", "SMS template code"], templateText: ["模板原文（只含一个变量，照抄）", "The template's words, copied whole, with its one variable"],
  variableMax: ["模板变量最多字数", "Variable, most characters"], partsMax: ["一条信息最多拆成几条短信", "Most parts of a message"], phones: ["收信手机号（工作人员）", "Mobile numbers of staff"],
  clientKey: ["应用标识（Client Key）", "Client key of the application"], openId: ["账号的 open_id", "open_id of the account"], corpId: ["企业 ID、企业代码（CorpId）", "Company id (CorpId)"], agentId: ["应用 AgentId", "AgentId of the application"],
  users: ["收信成员的账号（@all 是全部）", "Members, by their ids (@all: everybody)"], parties: ["收信部门的编号", "Departments, by number"], tags: ["收信标签的编号", "Tags, by number"],
  subject: ["联系方式（mailto: 或 https:）", "Contact (mailto: or https:)"], publicKey: ["公钥", "Public key"], ttlSeconds: ["提醒保留秒数", "Seconds a reminder is kept"], indexUrl: ["预警目录地址", "Address of the alert index"],
  resourceCode: ["本单位资源编码（23 位）", "Our resource code (23 digits)"], platformCode: ["平台资源编码（23 位）", "The platform's resource code"], platformKey: ["平台的 SM2 公钥", "SM2 public key of the platform"], certSn: ["证书序列号", "Certificate serial number"], senderCode: ["发布机构编码", "Code of the issuing body"],
  areaCode: ["覆盖区域代码", "Area code"], eventType: ["默认事件类型码", "Kind of event"], eventTypes: ["按栏目的事件类型码（栏目=代码）", "Kinds by column (column=code)"], minutes: ["默认播发分钟数", "Minutes on air"], ungraded: ["没有分级的稿件", "Texts without a grade"], media: ["随附内容", "Goes along"], signatureForm: ["签名文件形式", "Form of the signature file"], posting: ["提交方式", "How it is handed in"],
  version: ["协议版本", "Version of the protocol"], window: ["同时在途的条数（滑动窗口 W）", "Messages under way at once (W)"], answerSeconds: ["等答复的秒数（T）", "Seconds an answer is waited for (T)"],
  spId: ["企业代码（SP_Id）", "Company id (SP_Id)"], srcId: ["接入号（Src_Id）", "Access number (Src_Id)"], serviceId: ["业务代码（Service_Id）", "Service code (Service_Id)"], nodeId: ["节点编号（3 + 区号 + 企业代码）", "Node number (3, area, company)"],
  loginName: ["登录名", "Login name"], spNumber: ["接入号（SPNumber）", "Access number (SPNumber)"], serviceType: ["业务代码（ServiceType）", "Service code (ServiceType)"],
  reportHost: ["收报告的本机地址", "Own address for reports"], reportPort: ["收报告的本机端口", "Own port for reports"], reportName: ["网关连过来时的登录名", "Name the gateway shows when it dials in"],
  clientId: ["企业代码（ClientID）", "Company id (ClientID)"], srcTermId: ["接入号（SrcTermID）", "Access number (SrcTermID)"], chinese: ["中文怎么编码", "How Chinese is coded"], systemId: ["账号（system_id）", "Account (system_id)"], systemType: ["系统类型（system_type）", "system_type"],
  sourceAddress: ["发送号码（source_addr）", "Sender (source_addr)"], sourceTon: ["发送号码 TON", "Sender's TON"], sourceNpi: ["发送号码 NPI", "Sender's NPI"], destinationTon: ["收信号码 TON", "Receiver's TON"], destinationNpi: ["收信号码 NPI", "Receiver's NPI"], destinationPrefix: ["内地号码前加", "Before mainland numbers"],
  addressee: ["主送（运营商单位名称）", "Addressee (the carrier)"], hours: ["可以发的时段（北京时间）", "Hours to send in (Beijing)"], "hours.from": ["从", "From"], "hours.until": ["到", "Until"], apiUrl: ["运营商接口地址（填了走接口，不填发邮件）", "Address of the carrier's interface (without it a letter goes by mail)"],
  secretId: ["密钥 ID（SecretId）", "SecretId"], sdkAppId: ["短信应用 SdkAppId", "SdkAppId of the SMS application"], region: ["地域", "Region"],
};

/** A setting as people call it; one nobody named keeps its technical name. */
export const fieldWords = (field: Pick<SettingField, "name">, group?: string): Pair => fields[group ? `${group}.${field.name}` : field.name] ?? [field.name, field.name];

const choices: Readonly<Record<string, Pair>> = {
  subscription: ["订阅号（每天 1 次）", "Subscription account (once a day)"], service: ["服务号（每月 4 次）", "Service account (four times a month)"],
  refuse: ["不播", "not broadcast"], send: ["照播", "broadcast"], none: ["不带", "nothing"], images: ["带图片", "pictures"], certificate: ["带证书信息", "with certificate"], flat: ["只有签名值", "signature only"], form: ["表单", "form"], bare: ["裸包", "bare archive"],
  ucs2: ["UCS-2（通用）", "UCS-2 (everywhere)"], gb18030: ["GB18030（个别省份）", "GB18030 (some provinces)"], scroll: ["滚动", "Scroll"], page: ["翻页", "Pages"], post: ["发撤回通知", "Post a notice"], delete: ["删除请求", "DELETE request"], "ap-guangzhou": ["广州", "Guangzhou"], "ap-beijing": ["北京", "Beijing"], "ap-nanjing": ["南京", "Nanjing"] };

/** A choice as people call it. */
export const choiceWords = (choice: string): Pair => choices[choice] ?? [choice, choice];

/** How long ago, in whole days or hours. */
export function sayAgo(at: string | null, now: Date): Pair | null {
  if (at === null) return null;
  const hours = Math.max(0, Math.floor((now.getTime() - Date.parse(at)) / 3_600_000));
  if (hours < 1) return ["不到 1 小时", "within the hour"];
  return hours < 48 ? [`${hours} 小时前`, `${hours} h ago`] : [`${Math.floor(hours / 24)} 天前`, `${Math.floor(hours / 24)} days ago`];
}
