import { newKeyPair } from "#modules/push/index.ts";
import type { Errand } from "./errand.ts";

/** `tongsheng push keys`: makes the pair of keys of a web-push account; nothing of it is kept here. */
export const pushKeys: Errand = {
  name: "push keys", takes: "", zh: "为网页提醒账号生成一对密钥（不保存）", en: "make the pair of keys of a web-push account; it is not kept",
  help: ["公钥填进账号设置 publicKey，私钥填进账号密钥 privateKey。换钥以后，读者要重新开启提醒。", "The public key goes into the account's settings, the private one into its secrets. With new keys readers have to ask again."],
  run: async (_given, { out }) => {
    const { publicKey, privateKey } = newKeyPair();
    out(`公钥 publicKey   ${publicKey}`);
    out(`私钥 privateKey  ${privateKey}`);
    return 0;
  },
};
