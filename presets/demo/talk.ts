import type { Saying } from "#tests/simulators/public-sources.ts";

type On = Saying["on"];
/** Hours before the house opens (a negative number comes while it is open), where it is said, the words; on a list for so many hours and by so many readers. */
type Told = readonly [hoursAgo: number, on: On, title: string, hours?: number, readers?: number];

/** What the public of the demo province talks about in two and a half days. Every title is made up. */
const talk: readonly Told[] = [
  // 梨树县: a large fire, in which the department comes to lead.
  [7.1, "report", "梨树县郭家店镇仓储园区冒黑烟 有没有人管"], [7, "list", "四平梨树县一仓储园区发生火灾", 7, 2_400_000], [6.8, "radio", "四平梨树县一仓储园区突发火灾 消防正在扑救"], [6.4, "news", "梨树县郭家店镇一仓储园区火灾 暂无人员伤亡"],
  [5.5, "list", "梨树县仓储园区火灾浓烟飘向居民区", 5, 1_300_000], [5, "report", "梨树县仓储园区火灾 附近空气有没有毒"], [4.2, "report", "梨树县仓储园区火灾 周边学校停不停课"], [3.2, "radio", "梨树县仓储园区火灾明火已扑灭 转移群众得到安置"], [1.2, "news", "梨树县仓储园区火灾 环境监测数据正常"],
  // 安图县: a rumour that was answered, and is over.
  [58.5, "list", "网传安图县林区山火蔓延到景区", 10, 900_000], [58, "report", "安图县林区有山火吗 景区还能不能去"], [57, "radio", "安图县林区发生山火？森林消防正在核查"], [54, "news", "安图县林区山火蔓延系旧视频 森林消防总队辟谣"], [53, "list", "安图县林区山火蔓延到景区不属实", 6, 400_000],
  // 长春: nobody has answered.
  [55, "list", "网传长春市双阳区一化工厂发生泄漏", 12, 700_000], [54.5, "report", "长春双阳区化工厂泄漏 刺鼻气味哪来的"], [50, "report", "长春市双阳区化工厂附近气味刺鼻 求查处"], [30, "report", "长春双阳区化工厂泄漏的事怎么没有下文"],
  // 松原: an old fear.
  [18, "list", "网传松原宁江区近日还有更大地震", 8, 1_100_000], [17, "report", "松原市宁江区还会有更大地震吗"], [16, "radio", "松原市宁江区发生2.9级地震 未收到灾情报告"], [12, "news", "松原宁江区2.9级地震后水电供应正常"],
  // What is new while the house opens.
  [0.7, "list", "通化市东昌区一居民楼发生火灾", 3, 800_000], [0.6, "report", "通化东昌区居民楼起火 有人被困"], [0.4, "radio", "通化市东昌区一居民楼火灾 2人被困获救"],
  [0.3, "report", "白山市浑江区一工地发生坍塌"], [-0.15, "news", "白山市浑江区一工地坍塌 1人被困"], [-0.4, "list", "敦化市一木材加工厂发生火灾", 4, 600_000], [-0.9, "radio", "敦化市木材加工厂火灾已被控制"], [-1.6, "news", "延吉市一小区地下车库发生爆燃"], [-3, "report", "桦甸市红石林场发现火情"],
  // Everything else of two days and a half: small, over, elsewhere, or nothing of the kind.
  [2.1, "radio", "吉林市船营区一餐馆燃气泄漏 消防及时处置"], [2.6, "report", "公主岭市一村屯道路结冰 车辆侧翻"], [3.4, "news", "辽源市龙山区一商铺起火 无人员伤亡"], [4.1, "report", "九台区一养殖场大棚被雪压塌"], [4.6, "radio", "珲春市一货车与客车相撞 3人受伤"], [5.2, "news", "舒兰市一粮库烘干塔起火"],
  [6.1, "report", "洮南市一村民取暖一氧化碳中毒"], [8.3, "radio", "柳河县一煤矿发生透水 5名矿工被困"], [9.2, "list", "柳河县煤矿透水 被困矿工全部升井", 6, 500_000], [10.4, "news", "抚松县一景区缆车故障 游客被困"], [11.6, "report", "图们市居民楼外墙脱落"], [13.1, "radio", "蛟河市天岗镇一石材厂发生爆炸"], [13.8, "news", "蛟河市天岗镇石材厂爆炸 已致1人死亡"], [15.2, "report", "前郭尔罗斯蒙古族自治县查干湖冰面有车辆落水"],
  [19.4, "radio", "大安市一油罐车侧翻泄漏"], [21, "news", "汪清县林区雷击火已扑灭"], [22.3, "report", "磐石市一化肥厂氨气泄漏"], [23.7, "news", "临江市国道落石 交通中断"], [25.5, "radio", "长春市朝阳区一高层住宅电梯坠落"], [27.2, "report", "榆树市五棵树镇一酒厂起火"], [29, "news", "长白朝鲜族自治县暴雪 多条道路封闭"], [31.4, "radio", "和龙市一水库大坝出现险情"], [33.3, "report", "镇赉县草原火情"], [36, "news", "集安市鸭绿江边一游船搁浅"],
  [40, "radio", "农安县一幼儿园多名儿童呕吐"], [44, "news", "扶余市一烟花爆竹仓库被查封"], [47, "report", "东丰县一桥梁出现裂缝"], [49, "radio", "双辽市一货运列车脱轨 无人员伤亡"],
  [2, "news", "长春市开展冬季消防应急演练"], [6, "list", "张朝阳物理课开讲", 5, 1_900_000], [9, "list", "电视剧临江仙大结局", 8, 2_200_000], [14, "list", "吉林队险胜辽宁队", 6, 1_500_000], [20, "news", "黑龙江鹤岗一煤矿发生瓦斯爆炸"], [24, "news", "辽宁沈阳铁西区一仓库起火"], [26, "list", "公司裁员后首个工作日", 9, 1_700_000], [35, "news", "全省安全生产工作会议召开"],
];

/** What official accounts corrected, with what they wrote. */
const corrected: readonly (readonly [hoursAgo: number, title: string, text: string])[] = [
  [53.5, "安图县林区山火蔓延到景区？旧视频", "网传“安图县林区山火蔓延到景区”的视频拍摄于往年外省，安图县林区没有发生山火，景区正常开放。"],
  [15, "松原宁江区近日还有更大地震？没有依据", "“松原宁江区近日还有更大地震”的说法没有科学依据。地震预报由省级人民政府发布，请以官方信息为准。"],
];

/** What is said around the time at which the demo begins; a list keeps a title for its hours. */
export function talkBefore(opens: Date): Saying[] {
  const before = (hours: number): Date => new Date(opens.getTime() - hours * 3_600_000);
  return [
    ...talk.map(([hoursAgo, on, title, hours, readers]): Saying => ({ title, on, since: before(hoursAgo), ...(hours === undefined ? {} : { hours }), ...(readers === undefined ? {} : { readers }) })),
    ...corrected.map(([hoursAgo, title, text]): Saying => ({ title, on: "official", since: before(hoursAgo), text })),
  ];
}
