import { handPostConnector } from "../assisted/hand-post.ts";

/** B站 (docs/channels/bilibili.md): no official interface to publish was found for accounts like ours, so a person posts an article. */
export const bilibili = handPostConnector({
  id: "bilibili", name: { zh: "B站（人工代发）", en: "Bilibili (posted by hand)" }, platform: "B站", variant: "phone",
  limits: { title: 40, text: 20_000, images: 20, verified: false }, steps: ["发成“专栏”；有视频的另发视频，简介里放全文", "创作声明选“自制”，来源写发布单位", "关闭充电和推广"],
});
