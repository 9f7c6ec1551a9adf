// Names of fields that hold somebody: the author, the account, where they are, how to reach them (product.md, refusal 2).
// Data, not logic: a name is split into words, and one of these words is enough.
const words = new Set([
  "author", "authors", "creator", "creators", "contributor", "contributors", "user", "users", "username", "uname", "nick", "nickname", "nicknames", "screenname",
  "handle", "avatar", "avatars", "face", "portrait", "headimg", "headimgurl", "owner", "poster", "editor", "managingeditor", "webmaster", "byline", "credit",
  "member", "members", "blogger", "sender", "person", "persons", "people", "profile", "profiles", "reporter", "speaker", "writer", "sharer", "sharers",
  "uid", "ruid", "suid", "touid", "fromuid", "userid", "openid", "unionid", "secuid", "account", "accounts", "mail", "email", "phone", "mobile", "tel", "telephone",
  "gender", "sex", "birthday", "birth", "ip", "location", "region", "geo", "georss", "lat", "latitude", "lng", "lon", "long", "longitude", "coordinate",
  "coordinates", "point", "polygon", "where", "device", "fans", "follower", "followers", "following", "wechat", "weixin", "qq", "idcard",
]);

const joined = /(?:^|_)(?:(?:screen|real|nick|user|display|full)_?name|head_?(?:img|url|pic)|(?:sec|from|to|share)_?uid|open_?id|union_?id|id_?(?:card|number)|xsec_?token|vd_?source)(?:_|$)/;

const longestName = 80;

const chinese = /(?:作者|用户|用户名|昵称|网名|网友|账号|帐号|博主|楼主|(?:发布|发帖|发表|投稿|爆料|举报|上传|转发|评论|提交|填报|联系|当事|报料|求助)(?:者|人)|头像|姓名|名字|联系方式|手机|电话|邮箱|住址|家庭地址|属地|归属地|定位|位置|坐标|经度|纬度|性别|年龄|生日|身份证|证件|粉丝|微信|QQ|IP|主页|记者|编辑|责编|通讯员)(?:名称?|号码?|ID|主页|链接|头像|信息|地址|昵称|性别|年龄|地区|城市|省份|属地|归属地|电话|手机)*$/i;

/** A name cut into its words: prefix, humps, lines and points apart, in small letters. */
const wordsOf = (name: string): string[] =>
  name.replace(/([\p{Ll}\d])(\p{Lu})/gu, "$1_$2").toLowerCase().split(/[^\p{L}\p{N}]+/u).filter((word) => word !== "");

function judge(name: string): boolean {
  const plain = name.slice(0, longestName).normalize("NFKC").trim();
  const parts = wordsOf(plain);
  return parts.some((word) => words.has(word)) || joined.test(parts.join("_")) || words.has(parts.join("")) || chinese.test(plain.replace(/[\s_·:：-]/g, ""));
}

// The same few names come again and again; the answers to the first of them are kept.
const judged = new Map<string, boolean>();
const mostJudged = 1_000;

/** Does a field of this name (element, key, column, parameter) hold somebody? */
export function namesPerson(name: string): boolean {
  const known = judged.get(name);
  if (known !== undefined) return known;
  const answer = judge(name);
  if (judged.size < mostJudged && name.length <= longestName) judged.set(name, answer);
  return answer;
}
