import { handPostConnector } from "../assisted/hand-post.ts";

/** 头条号 (docs/channels/toutiao.md): no official interface to publish was found, so a person posts an article. */
export const toutiao = handPostConnector({
  id: "toutiao", name: { zh: "头条号（人工代发）", en: "Toutiao (posted by hand)" }, platform: "头条号", variant: "phone",
  limits: { title: 30, text: 20_000, images: 20, verified: false }, steps: ["发成“文章”，不勾选“投放广告”", "封面用正文第一张图，没有图选“无封面”", "作品声明选“引用官方信息”，不开启收益"],
});
