import type { Post } from "#kernel/posts.ts";

/** A fictitious officer of the demo province. `unit` is a unit code of the preset. */
export type Officer = { username: string; name: string; title: string; unit: string; posts: readonly Post[] };

const officer = (username: string, name: string, unit: string, title: string, ...posts: Post[]): Officer => ({ username, name, unit, title, posts });

/** Thirty-seven officers; every name is made up. */
export const officers: readonly Officer[] = [
  officer("linzhixia", "林知夏", "yjt", "新闻宣传处 主任科员", "editor", "liaison"),
  officer("sunruoxi", "孙若溪", "yjt", "新闻宣传处 科员", "editor", "duty-officer"),
  officer("guyanchu", "顾言初", "yjt", "新闻宣传处 副处长", "first-reviewer"),
  officer("chengyining", "程以宁", "yjt", "新闻宣传处 处长", "second-reviewer"),
  officer("songhuaiyuan", "宋怀远", "yjt", "厅党委委员、副厅长", "signer", "leading-group"),
  officer("fangjingshu", "方景书", "yjt", "值班室 主任", "duty-officer"),
  officer("xumuchuan", "许牧川", "xfj", "新闻宣传处 联络员", "editor", "liaison"),
  officer("yeqingyang", "叶清扬", "xfj", "新闻宣传处 干事", "editor", "duty-officer"),
  officer("hexingzhou", "贺行舟", "xfj", "新闻宣传处 科长", "first-reviewer"),
  officer("qinmingyuan", "秦明远", "xfj", "政治部 副主任", "second-reviewer"),
  officer("weichangfeng", "魏长风", "xfj", "副总队长", "signer", "leading-group"),
  officer("luoqinghe", "罗青禾", "slxf", "宣传科 联络员", "editor", "liaison"),
  officer("baiyunqi", "白云起", "slxf", "宣传科 干事", "editor", "duty-officer"),
  officer("mengzhengqing", "孟正清", "slxf", "宣传科 科长", "first-reviewer"),
  officer("linanshan", "黎南山", "slxf", "政治部 主任", "second-reviewer"),
  officer("tanglinhai", "唐林海", "slxf", "副总队长", "signer", "leading-group"),
  officer("zhaochenxi", "赵晨曦", "yj-220100", "宣教处 科员", "editor", "liaison", "duty-officer"),
  officer("qianmuyun", "钱暮云", "yj-220100", "宣教处 处长", "first-reviewer"),
  officer("sunxiaofeng", "孙晓峰", "yj-220100", "办公室 主任", "second-reviewer"),
  officer("lijiangping", "李江平", "yj-220100", "副局长", "signer"),
  officer("zhouyuanhang", "周远航", "xf-220100", "宣传科 干事", "editor", "liaison", "duty-officer"),
  officer("wuxiuyuan", "吴修远", "xf-220100", "宣传科 科长", "first-reviewer"),
  officer("gaowenbo", "高文博", "xf-220100", "政治处 主任", "second-reviewer"),
  officer("zhengkaige", "郑凯歌", "xf-220100", "副支队长", "signer"),
  officer("liusiyuan", "柳思源", "yj-220200", "宣教科 科员", "editor", "liaison", "duty-officer"),
  officer("dongyihan", "董亦涵", "yj-220200", "宣教科 科长", "first-reviewer"),
  officer("jiangwenzhou", "蒋文舟", "yj-220200", "办公室 主任", "second-reviewer"),
  officer("panshaohua", "潘少华", "yj-220200", "副局长", "signer"),
  officer("jinmeishan", "金美善", "yj-222400", "宣教科 科员", "editor", "liaison", "duty-officer"),
  officer("lixianglan", "李香兰", "yj-222400", "宣教科 科长", "first-reviewer"),
  officer("jinguangzhe", "金光哲", "yj-222400", "办公室 主任", "second-reviewer"),
  officer("puchengri", "朴成日", "yj-222400", "副局长", "signer"),
  officer("cuihaoran", "崔浩然", "yj-x22cbs", "综合科 科员", "editor", "liaison", "duty-officer"),
  officer("hongyutong", "洪雨桐", "yj-220821", "宣教股 科员", "editor", "liaison"),
  officer("shiguanyuan", "石系安", "yjt", "信息中心 系统管理员", "system-admin"),
  officer("anquanyuan", "安守正", "yjt", "信息中心 安全管理员", "security-admin"),
  officer("shenjiyuan", "申明察", "yjt", "机关纪委 审计管理员", "audit-admin"),
];

/** One password for everyone in the demo; a real house never has one. */
export const demoPassword = "Songhua-7-Bridges";

/** The log-ins a visitor needs first, with what each can do. */
export const doorPlate: readonly { username: string; role: string }[] = [
  { username: "linzhixia", role: "省应急管理厅 编辑、联络员 / editor and liaison of the department" },
  { username: "guyanchu", role: "初审 / first reviewer" },
  { username: "chengyining", role: "复审 / second reviewer" },
  { username: "songhuaiyuan", role: "终审签发 / signer of the department" },
  { username: "xumuchuan", role: "省消防救援总队 联络员 / liaison of the fire corps" },
  { username: "luoqinghe", role: "省森林消防总队 联络员 / liaison of the forest corps" },
  { username: "weichangfeng", role: "省消防救援总队 签发 / signer of the fire corps" },
  { username: "tanglinhai", role: "省森林消防总队 签发 / signer of the forest corps" },
  { username: "fangjingshu", role: "值班员 / duty officer" },
  { username: "zhaochenxi", role: "长春市应急管理局 编辑 / editor of a city" },
  { username: "zhouyuanhang", role: "长春市消防救援支队 联络员 / liaison of a city's fire brigade" },
  { username: "liusiyuan", role: "吉林市应急管理局 联络员 / liaison of a city" },
  { username: "jinmeishan", role: "延边州应急管理局 联络员 / liaison of a prefecture" },
  { username: "shiguanyuan", role: "系统管理员 / system administrator" },
  { username: "anquanyuan", role: "安全管理员 / security administrator" },
  { username: "shenjiyuan", role: "审计管理员 / audit administrator" },
];
