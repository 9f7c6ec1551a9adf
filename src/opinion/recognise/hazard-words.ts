import type { Category, Hazard } from "../reading.ts";

/** Words that tell a hazard. `sure` words mean it nearly always; `slight` ones only beside harm or another word. */
type HazardWords = { hazard: Hazard; category: Category | null; sure: string; slight: string };

/**
 * Hazards with their words, the more telling first: where a title has words of two, the earlier row wins (a coach that
 * burns on the road is traffic, a mine that floods is a mine). Categories follow the law on emergencies (突发事件应对法).
 */
export const hazardWords: readonly HazardWords[] = [
  { hazard: "mine", category: "accident", sure: "矿难 透水 瓦斯爆炸 瓦斯突出 煤与瓦斯 冒顶 矿工被困 矿井事故 煤矿事故 煤矿安全事故 煤矿爆炸 尾矿库 井下被困", slight: "煤矿 矿井 矿山 金矿 铁矿 井下 瓦斯 矿工" },
  { hazard: "earthquake", category: "natural", sure: "地震 震感 余震 级左右地震 震中 震源 地震预警", slight: "地震局 震区 抗震" },
  { hazard: "epidemic", category: "health", sure: "疫情 确诊病例 本土确诊 新增确诊 无症状 感染者 核酸阳性 初筛阳性 阳性 密接 次密接 新增本土 社会面清零 封控 管控区 中风险 高风险 方舱 诺如病毒 出血热 鼠疫 猴痘 登革热 基孔肯雅 炭疽 霍乱 布鲁氏 超级传播 聚集性 群体感染 沙门氏菌 禽流感 脑膜炎球菌 传播链 流调 活动轨迹 病例轨迹 静态管理 静默管理 全域静态 全员核酸 集中隔离 足不出户 抗疫 防疫 疫区 病毒株 变异株 奥密克戎 德尔塔", slight: "确诊 核酸 隔离 感染 病例 新冠 疾控 病毒 消杀 传染 解封 涉疫 低风险 清零 流感 毒株 轨迹" },
  { hazard: "gas", category: "accident", sure: "燃气爆炸 燃气爆燃 煤气爆炸 天然气爆炸 液化气爆炸 燃气泄漏 煤气泄漏 天然气泄漏 煤气中毒 一氧化碳中毒 气罐爆炸 疑燃气", slight: "燃气 煤气 天然气 液化气 一氧化碳" },
  { hazard: "traffic", category: "accident", sure: "车祸 交通事故 相撞 追尾 侧翻 翻车 脱轨 脱线 连环撞 多车相撞 撞上 撞人 撞死 撞飞 撞倒 碾压 坠机 失事 沉船 翻扣 翻沉 船只倾覆 沉没 撞翻 撞车 车辆坠 大巴坠 客车坠 坠崖 运输事故 客机坠毁 车辆失控 失控冲 冲出跑道 撞向 撞进 碰撞事故 肇事 货车撞 被撞 撞击 剐蹭 触礁 列车事故 坠江 坠入江 坠入河 坠入水 坠入湖 坠入海 坠入冰", slight: "碰撞 失控 逆行 渔船 货船 客车 大巴 大货车 救护车 校车 公交车 列车 半挂 高速 坠河 坠海 航班 客机 直升机 船舶 车辆 小客车 小轿车 私家车 电动车" },
  { hazard: "forest_fire", category: "natural", sure: "山火 森林火灾 林火 草原火灾 草原大火 森林大火", slight: "火场 林区 明火" },
  { hazard: "poisoning", category: "accident", sure: "食物中毒 疑中毒 集体中毒 硫化氢 氨气泄漏 氯气泄漏 毒气 化学品泄漏 气体泄漏 投毒 安全生产事故 生产安全事故 中毒事件 中毒事故", slight: "中毒 泄漏 有毒 化工厂 异味" },
  { hazard: "explosion", category: "accident", sure: "爆炸 爆燃 闪爆 炸毁 炸伤 被炸 炸飞 爆炸声", slight: "巨响 炸出" },
  { hazard: "typhoon", category: "natural", sure: "台风 热带风暴 强热带风暴", slight: "登陆" },
  { hazard: "landslide", category: "natural", sure: "滑坡 泥石流 山体崩塌 山体垮塌 塌方 崩塌 地质灾害 山崩 堰塞湖", slight: "落石 滚石 山体" },
  { hazard: "flood", category: "natural", sure: "洪水 洪涝 洪灾 山洪 内涝 决口 决堤 溃坝 溃堤 漫堤 管涌 洪峰 倒灌 泄洪 抗洪 被淹 水淹 汛情 超警 防汛抢险 防汛救灾 防汛应急响应 冲毁 被洪水 灾情 受灾 灾区 抢险救灾 灾后重建 冲走 行洪 蓄滞洪区 水冲 卷走 洪水围困 洪灾区", slight: "积水 防汛 防总 国家防总 淹没 涨水 水库 水位 救灾 汛期" },
  { hazard: "rainstorm", category: "natural", sure: "暴雨 强降雨 强降水 极端降雨 冰雹 雨灾", slight: "降雨 大雨 雨水 雷暴" },
  { hazard: "snow_cold", category: "natural", sure: "暴雪 雪灾 雪崩 寒潮 冻雨 冰冻灾害 特大暴雪 冻死 冻伤", slight: "大雪 降雪 极寒 低温 结冰 风雪 降温" },
  { hazard: "collapse", category: "accident", sure: "坍塌 倒塌 垮塌 塌陷 塌落 楼塌 桥塌 塌了 掉落砸 砸中 砸死 砸伤 脚手架 吊塔 塔吊 吊篮", slight: "坠落 脱落 掉落 倾斜 裂缝 墙皮 吹落 栈道" },
  { hazard: "attack", category: "security", sure: "持刀 砍人 砍伤 砍死 捅死 捅伤 刺死 刺伤 被刺 行凶 杀害 遇害 被害 伤人 命案 凶杀 杀人 枪击 枪杀 劫持 绑架 袭警 纵火 冲撞人群 打死 刑案 焚尸 碎尸 抛尸 灭门 重大刑事 故意伤害 伤害致死 遭杀 杀妻 弑 爆恐 恐袭 割喉 投毒案", slight: "尸体 遗体 嫌犯 嫌疑人 凶手 袭击 殴打 打人 伤害 刑事" },
  { hazard: "fire", category: "accident", sure: "起火 火灾 着火 大火 失火 自燃 火情 火势 浓烟 突发火灾 燃烧爆炸 烧毁 烧伤 扑灭 喷火 引燃 充电起火", slight: "燃烧 冒烟 灭火 消防员" },
  { hazard: "drowning", category: "accident", sure: "溺水 溺亡 落水 淹死 坠河身亡 坠江溺亡 沉入水 野泳 水中被困 掉进河 掉入河 掉入水", slight: "漂流 下水道 坠河 水库 潜水" },
  { hazard: "missing", category: "security", sure: "失联 失踪 走失 下落不明 寻人 失联者", slight: "寻找 搜寻 搜救 被拐" },
  { hazard: "drought", category: "natural", sure: "旱情 旱灾 抗旱 干旱 大旱", slight: "缺水 干涸 断流" },
  { hazard: "hazard", category: "accident", sure: "险情 危化品泄漏 重大隐患 被困", slight: "隐患 危险 应急响应 紧急转移 紧急疏散 疏散" },
  { hazard: "other", category: "natural", sure: "雷击 遭雷劈 龙卷风 沙尘暴 大风致 狂风 海啸 赤潮", slight: "大风 沙尘 雷电 高温" },
  { hazard: "other", category: null, sure: "老虎伤人 老虎咬 被老虎 东北虎伤人 虎咬 野猪伤人 黑熊伤人 被熊 被野猪 被狗咬死 咬伤 咬死 扑咬 被蛇咬 闯入村 进村伤人 猛兽", slight: "东北虎 老虎 野猪 黑熊 烈犬 进村 伤人老虎" },
  { hazard: "other", category: "accident", sure: "触电 踩踏 电梯坠落 窒息 游乐设施 高坠 空中解体 脱落砸 迫降 坠海身亡 摔死 坠井 热射病 停电 爆管", slight: "坠楼 坠亡 电梯 备降 返航 断电 停水 攀岩 缆车" },
  { hazard: "other", category: "security", sure: "越狱 脱逃 逃犯 重大刑案 枪支丢失 骚乱 群体性事件 聚众 暴力抗法", slight: "悬赏 围堵 抢枪" },
];
