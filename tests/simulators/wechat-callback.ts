import { createCipheriv, createHash, randomBytes } from "node:crypto";
import { wechatAccount } from "./wechat.ts";

/** A call the platform makes by itself. */
export type Called = { query: Record<string, string>; body: string };

/** What about a callback may be otherwise than right. */
type CallbackChange = { token?: string; aesKey?: string; appId?: string; nonce?: string };

const sha1 = (...parts: readonly string[]): string => createHash("sha1").update([...parts].sort().join("")).digest("hex");

/** PUBLISHJOBFINISH as the platform writes it. */
export const finishEvent = ({ publishId, articleId = "ARTICLE", status = 0, at }: { publishId: string; articleId?: string; status?: number; at: Date }): string => `<xml>
<ToUserName><![CDATA[gh_4d00ed8d6399]]></ToUserName>
<FromUserName><![CDATA[mphelper]]></FromUserName>
<CreateTime>${Math.floor(at.getTime() / 1000)}</CreateTime>
<MsgType><![CDATA[event]]></MsgType>
<Event><![CDATA[PUBLISHJOBFINISH]]></Event>
<PublishEventInfo>
<publish_id>${publishId}</publish_id>
<publish_status>${status}</publish_status>
${status === 0 ? `<article_id><![CDATA[${articleId}]]></article_id>\n<article_detail>\n<count>1</count>\n<item>\n<idx>1</idx>\n<article_url><![CDATA[http://mp.weixin.qq.com/s/${articleId}]]></article_url>\n</item>\n</article_detail>` : "<fail_idx>1</fail_idx>"}
</PublishEventInfo>
</xml>`;

/** MASSSENDJOBFINISH as the platform writes it, with how many it was meant for, filtered, reached and missed. */
export const massEvent = ({ msgId, status = "sendsuccess", at }: { msgId: string; status?: string; at: Date }): string => `<xml>
<ToUserName><![CDATA[gh_4d00ed8d6399]]></ToUserName>
<FromUserName><![CDATA[oV5CrjpxgaGXNHIQigzNlgLTnwic]]></FromUserName>
<CreateTime>${Math.floor(at.getTime() / 1000)}</CreateTime>
<MsgType><![CDATA[event]]></MsgType>
<Event><![CDATA[MASSSENDJOBFINISH]]></Event>
<MsgID>${msgId}</MsgID>
<Status><![CDATA[${status}]]></Status>
<TotalCount>12000</TotalCount>
<FilterCount>11800</FilterCount>
<SentCount>11790</SentCount>
<ErrorCount>10</ErrorCount>
<ArticleUrlResult>
<ResultList>
<item>
<ArticleIdx>1</ArticleIdx>
<ArticleUrl><![CDATA[http://mp.weixin.qq.com/s/x]]></ArticleUrl>
</item>
</ResultList>
<Count>1</Count>
</ArticleUrlResult>
</xml>`;

/** A callback in plain words: its signature covers token, time and nonce, and not its body. */
export function plainCallback(body: string, at: Date, { token = wechatAccount.callbackToken, nonce = "1372623149" }: CallbackChange = {}): Called {
  const timestamp = String(Math.floor(at.getTime() / 1000));
  return { query: { signature: sha1(token, timestamp, nonce), timestamp, nonce, openid: "mphelper" }, body };
}

/** A callback as the safe mode seals it. */
export function sealedCallback(body: string, at: Date, change: CallbackChange = {}): Called {
  const { token = wechatAccount.callbackToken, aesKey = wechatAccount.encodingAesKey, appId = wechatAccount.appId } = change;
  const { query } = plainCallback("", at, change);
  const key = Buffer.from(`${aesKey}=`, "base64");
  const words = Buffer.from(body);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(words.length);
  const whole = Buffer.concat([randomBytes(16), length, words, Buffer.from(appId)]);
  const padding = 32 - (whole.length % 32);
  const cipher = createCipheriv("aes-256-cbc", key, key.subarray(0, 16)).setAutoPadding(false);
  const sealed = Buffer.concat([cipher.update(Buffer.concat([whole, Buffer.alloc(padding, padding)])), cipher.final()]).toString("base64");
  return {
    query: { ...query, encrypt_type: "aes", msg_signature: sha1(token, query["timestamp"] ?? "", query["nonce"] ?? "", sealed) },
    body: `<xml>\n<ToUserName><![CDATA[gh_4d00ed8d6399]]></ToUserName>\n<Encrypt><![CDATA[${sealed}]]></Encrypt>\n</xml>`,
  };
}
