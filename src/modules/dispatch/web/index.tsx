import { administratorPosts } from "#kernel/posts.ts";
import { useMe } from "#modules/access/web/index.ts";
import { useRead } from "#web/ask.ts";
import type { Screen } from "#web/screen.ts";
import { listBoards } from "../contract.ts";
import "./refusals.ts";

const needingPerson = { page: 1, size: 1, needsPerson: "yes" } as const;

function useWaiting(): number | undefined {
  const works = useMe()?.posts.some((held) => !administratorPosts.includes(held.post)) ?? false;
  return useRead(listBoards, { query: needingPerson }, { topics: ["board"], everySeconds: 60, when: works }).data?.total;
}

/** 投放: the list of boards, the live board of one piece, and the posts made by hand. */
export const screens: readonly Screen[] = [
  { path: "/boards", element: () => import("./boards.tsx").then((m) => m.Boards), rail: { order: 40, zh: "投放", en: "Send", phone: true, count: useWaiting } },
  { path: "/boards/:pieceId", element: () => import("./board.tsx").then((m) => m.BoardScreen) },
  { path: "/hands", element: () => import("./hands.tsx").then((m) => m.Hands) },
];
