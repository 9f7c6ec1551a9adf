/**
 * Words that speak for or against an emergency that is going on, by what they are. `leaning` is what we expect before any
 * learning, in log odds: the weights are learned from there, so that a group the data seldom shows keeps its meaning.
 */
type SignWords = { sign: string; leaning: number; words: string };

export const signWords: readonly SignWords[] = [
  { sign: "perished", leaning: 2, words: "多人受伤 多人死亡 多人伤亡 多人失联 多人被困 多人被埋 多人送医 遇难 丧生 罹难 遇难者 人遇难 名遇难 死伤 伤亡 人员伤亡 遇险" },
  { sign: "fallen", leaning: 1.5, words: "牺牲 殉职 因公殉职" },
  { sign: "dead", leaning: 0.6, words: "死亡 身亡 遗体 死者 致死 亡" },
  { sign: "hurt", leaning: 0.8, words: "受伤 重伤 轻伤 伤者 伤员 送医 多人伤 骨折 住院 昏迷 抢救 救治 截肢" },
  { sign: "lost", leaning: 0.8, words: "失联 失踪 被困 下落不明 生还" },
  { sign: "happening", leaning: 0.8, words: "事故 突发 发生 紧急 现场 直击 被毁 受损 目击者 亲历者 监控 伤人 遭 最新进展 最新情况 最新消息 人员伤亡" },
  { sign: "rescue", leaning: 1.5, words: "灾情 救援 抢险 抢险救援 搜救 搜寻 打捞 受灾 被埋 获救 救出 脱险 逃生 转移 撤离 疏散 紧急转移 紧急疏散 紧急撤离 驰援 增援 支援 灾害 应急响应 救灾 善后 救援人员 救援力量 封堵 营救 安置点" },
  { sign: "disruption", leaning: 2.2, words: "停课 停工 停产 停业 停运 停航 停飞 封路 封闭 中断 断电 停电 断水 停水 断网 失联乡镇 交通管制 临时管制 关闭景区 全县 全城" },
  { sign: "record", leaning: 0.6, words: "破纪录 打破纪录 单日纪录 历史极值 历史同期 百年一遇 历史最大 历史最高水位 特大 最强 超历史 创纪录 建站以来" },
  { sign: "official", leaning: 0.4, words: "警方通报 官方通报 通报 警方 消防 应急管理 应急管理部 应急局 官方 交警 公安 工作组 指挥部 卫健委 疾控 事故原因 调查组 挂牌督办 武警 消防员" },
  { sign: "counting", leaning: 0.8, words: "新增 累计 已致 致 造成 升至 上升至 例 名遇难 人遇难 余人 至少" },
  { sign: "several", leaning: 0.5, words: "多人 多名 数人 数十人 多处 多地" },
  { sign: "verdict", leaning: -5, words: "判决 一审 二审 终审 死刑 死缓 无期 获刑 被判 宣判 开庭 庭审 公诉 起诉 被诉 改判 重审 再审 量刑 上诉 刑满 缓刑 撤诉 胜诉 败诉 索赔 判赔 国家赔偿 法院 检察院 判 不起诉 提起诉讼 获赔 赔偿 诉讼 律师 维权 原告 被告 正当防卫 无罪 有罪 服刑 狱中 反杀案" },
  { sign: "account", leaning: -3, words: "问责 处分 免职 双开 被查 落马 约谈 处罚 罚款 人被处理 停职 开除 留置 受贿 贪腐 涉黑 贪污 举报 被处理 行拘 处理 被罚 吊销 被通报 检讨 道歉 致歉 辞职" },
  { sign: "aftermath", leaning: -4, words: "调查报告 事故调查报告 事故调查 调查结果 处理情况 处理结果 责任人 责任方 相关责任人 追责 整改 恢复生产 复工 重建 结案 挂牌督办整改 警示教育" },
  { sign: "past", leaning: -4.5, words: "周年 纪念 悼念 年前 年后 回忆 缅怀 祭 当年 往事 旧案 侦破 潜逃 积案 告破 幸存者 遗孤 还原 纪录片 历史上 十年 旧闻 旧照 前年 去年 曾经 多年 大屠杀 起义 抗战 二战 忌日 案宣 烈士 归国 落网 复盘 揭秘 重启调查 公祭 往年 时隔" },
  { sign: "drill", leaning: -5, words: "演练 演习 模拟 拉练 实训 竞赛 比武 测试 试验 实验 试射 训练 体验 航母 战机 军演" },
  { sign: "drama", leaning: -4.5, words: "剧 剧照 开播 定档 路透 电影 票房 大结局 剧情 主演 开机 杀青 首映 预告 番外 小说 综艺 角色 演员 导演 海报 片尾曲 热播 追剧 影视 上映 豆瓣 官宣 演唱会 新歌 专辑 舞台 粉丝 红毯 vlog 造型 妆 杂志 封面 演技 名场面 春晚 音乐节 主题曲 cp 男主 女主 编剧 台词 吻戏 哭戏 打戏 演 播 预告片 写真 穿搭 时装周 大片 歌词 mv live 偶像 热度 明星 漫画 动漫 漫威 番 动画" },
  { sign: "game", leaning: -5, words: "王者荣耀 原神 皮肤 英雄联盟 lpl kpl 游戏 副本 电竞 edg rng blg jdg tes 阴阳师 光遇 吃鸡 赛季 传送门 联动 光与夜之恋 恋与 第五人格 和平精英 手游 密室 剧本杀" },
  { sign: "sport", leaning: -4, words: "vs 夺冠 冠军 决赛 男篮 女篮 女排 男排 国足 中超 cba 奥运 金牌 进球 球员 世界杯 nba 乒乓 联赛 晋级 亚运 亚冬会 冬奥 教练 锦标赛 马拉松 跳水 短道 开球 点球 球迷 球队 欧冠 大满贯 全运会 网球 羽毛球 wtt 赛 击败 战胜" },
  { sign: "forecast", leaning: -3.5, words: "预警 预报 将有 可能 或将 预计 未来 即将 将迎 来袭 注意防范 气象台 天气 将至 逼近 明起 今起 谨防 中央气象台 将现 将登陆 将影响 或迎 有望 生成 将达 强度 路径 有大暴雪 有大暴雨 有暴雨 有暴雪 有大雨 有大雪 有强降雨 局地有 将持续 新一轮 明天 明日 后天 周末 下周 入秋 入冬 立冬 节气 寒潮预警 蓝色预警 防御 今冬 今秋 今年" },
  { sign: "advice", leaning: -2.5, words: "如何 怎么 提醒 科普 能不能 为什么 为何 指南 攻略 自救 知识 注意事项 常识 该不该 建议 怎样 哪些 这些 可以 应该 千万 小心 危害 症状 预防 疫苗 接种 方法 教你 专家 研究 发现 什么 吗 风险 能否 会不会 是否 有多 到底 原来 手册 一图 需要 注意 医生 科学家 容易 导致 会导致" },
  { sign: "debunk", leaning: -7, words: "谣言 辟谣 不实 虚假 摆拍 ai生成 造谣 编造 系谣 为谣言 不属实 假消息 假的 系旧 假视频 澄清 否认 未发生 无关" },
  { sign: "hearsay", leaning: -1, words: "网传 疑似 疑 据说 传言 传闻 网曝 曝" },
  { sign: "case", leaning: -1.5, words: "批捕 落网 凶手 嫌犯 嫌疑人 线索 悬赏 被批捕 案嫌犯 不认罪 作案 动机 刑拘 被拘 司法鉴定 案件细节" },
  { sign: "charity", leaning: -1.8, words: "捐 捐款 捐赠 加油 祈福 平安 致敬 感谢 祝福 捐助 声援 爱心 公益 点赞 感动 泪目 暖心 暖哭 温暖 好人 见义勇为 最美" },
  { sign: "people", leaning: -1, words: "网友 博主 网红 明星 主播 直播 老师 孩子 妈妈 爸爸 老公 老婆 女友 男友 前夫 前妻 相亲 结婚 离婚 恋爱 出轨 家暴 猫 狗 宠物 朋友圈 粉 大爷 大妈 外卖 奶奶 爷爷 小伙 闺蜜 儿子 女儿 同学 室友 顾客 店员 老板 员工 婆婆 前男友 父母 父亲 母亲" },
  { sign: "beasts", leaning: -2.5, words: "流浪猫 流浪狗 流浪犬 野猫 野狗 小猫 小狗 猫咪 狗狗 小鹿 梅花鹿 熊猫 大熊猫 企鹅 海豚 鲸 鲸鱼 天鹅 猴子 小熊 小黑熊 小象 小牛 小羊 幼崽 虎崽" },
  { sign: "quarrel", leaning: -1.5, words: "殴打 互殴 大闹 厮打 争吵 吵架 打架 推搡 掌掴 霸座 辱骂 打人" },
  { sign: "imported", leaning: -2.5, words: "境外输入" },
  { sign: "visit", leaning: -3, words: "看望 慰问 走访 探望" },
  { sign: "money", leaning: -2.5, words: "股 涨停 跌停 基金 股价 房价 降价 销量 上市 裁员 工资 旅游 消费 市值 a股 破产 价格 元 万元 亿 收入 手机 新车 新品 代言 双11 618 开售 门票 订单 汽车 车企 交付 续航 小米 苹果 华为 特斯拉" },
  { sign: "office", leaning: -1.2, words: "会谈 总理 总统 外交部 总书记 习近平 考察 访问 会议 政策 印发 两会 代表 委员 国务院 发布会 白皮书 高考 考研 分数线 大学 录取 开学 放假 放假通知 高校 学校" },
  { sign: "crime", leaning: -1.5, words: "诈骗 偷 盗 性侵 猥亵 霸凌 嫖娼 贩毒 毒品 吸毒 传销 赌博 偷税 走私 拐卖 造假 敲诈 抢劫 偷拍 骚扰 洗钱 电诈 醉驾 酒驾" },
  { sign: "illness", leaning: -3, words: "病逝 去世 癌 猝死 确诊癌 抑郁 自杀 轻生 跳楼 上吊 住院 患病 手术 术后 确诊为 白血病 肿瘤 重病 罕见病 讣告 逝世 减肥 熬夜 老年痴呆 艾滋" },
  { sign: "figure of speech", leaning: -2.5, words: "火了 爆火 火爆 炸裂 爆款 杀疯 爆笑 烧烤 火锅 火炬 烟火 烟花 冰雪 刀 燃爆 暴击 炸场 雪糕 血洗 社死 笑死 甜 嗑 好美 绝美 神仙 浪漫 治愈 惊艳 好看 可爱 帅 太燃 反差 破防 心动 塌房 翻车现场 大型 史诗级 级别 式 般 梗 名场面 美如画 美得 童话 雾凇 雪景 景观 出圈 啦 啊 太美 首场雪 初雪 今秋首场 第一场雪 爱河" },
];
