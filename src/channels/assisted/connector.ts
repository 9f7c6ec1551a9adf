import { handPostConnector } from "./hand-post.ts";

/** Hand posting on any platform that has no door for us and no folder of its own here; the account says which. */
export const assisted = handPostConnector({
  id: "assisted", name: { zh: "人工代发（其他平台）", en: "Posted by hand (any platform)" }, platform: null, variant: "phone",
  limits: { title: 30, text: 20_000, images: 20, verified: false }, steps: [],
});
