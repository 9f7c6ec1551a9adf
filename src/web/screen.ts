import type { ComponentType } from "react";

/** Loads the component of a screen when it is first opened. */
export type LazyElement = () => Promise<ComponentType>;

/** A place on the rail: two characters and a count. Hundreds of `order` are groups, with a hairline between them. */
export type RailEntry = {
  order: number;
  zh: string;
  en: string;
  /** A hook, called while the rail is shown: how many wait for me here. */
  count?: () => number | undefined;
  /** Also in the bottom bar of a phone (今日 稿件 投放; 我的 is the shell's). */
  phone?: boolean;
};

/** A place on the rail with its address. */
export type RailPlace = RailEntry & { to: string };

/** One screen of the desk: where it lives under /desk, what loads it, and its place on the rail if it has one. */
export type Screen = {
  path: string;
  element: LazyElement;
  rail?: RailEntry;
  /** Drawn without rail and bar: log-in, the wall. */
  bare?: boolean;
};

/** Who is logged in, as rail and bar show it. */
export type Person = { name: string; unitName: string; /** up to two characters for the round mark */ mark: string };

/** What one module may give the shell besides screens; each slot is filled by one module. */
export type Slots = {
  /** Stands over every screen while the house has something to say to everyone. */
  Banner?: ComponentType;
  /** A hook: the person, null when nobody is logged in, undefined while asking. */
  usePerson?: () => Person | null | undefined;
  /** The search that Ctrl K opens; it also leads to the places of the rail. */
  Search?: ComponentType<{ onClose: () => void; places: readonly RailPlace[] }>;
  /** What 我的 shows of the module: sessions, second factor, log-out. */
  Mine?: ComponentType;
  /** Where a person without a session is sent, under /desk; the address they came from follows as ?next=. */
  loginPath?: string;
};

/** What `web/index.tsx` of a module exports. */
export type DeskModule = { screens: readonly Screen[]; slots?: Slots };
