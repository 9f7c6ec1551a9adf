import { registerRefusals } from "#web/refusal-words.ts";

registerRefusals({
  "house.not-yours-to-release": () => ["对外发布由全省的系统管理员恢复，需要第二重验证。没有改动。", "Only the system administrator of the whole house, with a second factor, lets publications leave again. Nothing was changed."],
});
