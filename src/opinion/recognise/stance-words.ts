/** Words that say how far a title can be relied on, and what the people who speak want. */
export const stanceWords = {
  told: "网传 据传 传言 传闻 被传 盛传 谣传 据说 听说 网友称 网曝 爆料 自称 匿名",
  suspected: "疑 疑似 被指 被曝 涉嫌 或致 恐",
  denied: "谣言 不实 虚假 摆拍 造谣 编造 误读 系旧 假视频 盗图 ai生成",
  answering: "辟谣 否认 澄清 回应 回复 公布 证实 确认 通报",
  authority: "官方 警方 公安 通报 应急 消防 卫健委 疾控 气象 地震台网 教育局 文旅局 市监局 央视 新华社 人民日报 发布会 外交部 法院 检方 省政府 市政府 区政府 县政府 医院 景区 银行",
  "named denial": "辟谣 否认 澄清",
  wonder: "? 是否 真的 竟 居然",
  help: "求助 求救 救救 急需 急求 求支援 求扩散 求转发 寻人 等待救援 请求支援 盼救 紧急寻找",
  report: "举报 爆料 网曝 被曝 曝光 反映 揭发 目击者 实拍 网友发现 市民发现",
  complaint: "投诉 质疑 吐槽 维权 不满 天价 拒绝 推诿 讨说法 被坑 欠薪 拖欠 乱收费 抗议 怒怼 配送不及时 没有物资 致歉 道歉 不作为",
  question: "? 吗 为什么 为何 如何 怎么 怎样 是否 能否 会不会 能不能 有没有 多久 什么时候 何时 哪里 到底 三问 四问 五问 追问",
} as const;
export type Stance = keyof typeof stanceWords;
