import { z } from "zod";

/** What a piece is: 通报 安全提示 预警 新闻 辟谣 公益. Decides which checks read it. */
export const PieceForm = z.enum(["notice", "tip", "warning", "news", "rumour", "psa"]);
export type PieceForm = z.infer<typeof PieceForm>;
