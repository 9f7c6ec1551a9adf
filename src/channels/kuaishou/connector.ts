import { handPostConnector } from "../assisted/hand-post.ts";

/** 快手 (docs/channels/kuaishou.md): no official interface to publish was found, so a person posts a film or pictures with the short text. */
export const kuaishou = handPostConnector({
  id: "kuaishou", name: { zh: "快手（人工代发）", en: "Kuaishou (posted by hand)" }, platform: "快手", variant: "short",
  limits: { title: 30, text: 500, images: 31, verified: false }, steps: ["作品描述逐字粘贴，发布单位在末尾", "“谁可以看”选公开，允许评论、下载", "不加贴纸、配乐和特效"],
});
