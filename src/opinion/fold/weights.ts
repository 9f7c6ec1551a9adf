/**
 * The weights of the evidence that a title belongs to a topic, in natural log odds, set by hand and chosen by the figures of titles
 * before May 2024; bench `fold` gives those after apart. Where a figure has a meaning of its own, it says so.
 */
export const weights = {
  /** Against any one topic before anything is known: one awake topic of many hundreds. */
  prior: -6.8,
  /** A title joins the best topic above 0; a topic it fits nearly as well is the same story, more surely so where no places are said. */
  bridge: { odds: 1.5, oddsUnplaced: 4, words: 2, place: 1 },
  words: {
    /** The part of a story's titles whose words come from the story, not from the language. */
    own: 0.8,
    /** Titles we pretend a topic has more, so that the first does not speak for all. */
    doubt: 0.5,
    /** A word in less than this part of a topic's titles is not the topic's. */
    core: 0.05,
    most: 9, mostTogether: 14,
    /** For every word the topic does not have. */
    strange: -0.2, strangeTogether: -1.5,
    /** So many times as much where a story of one spot shares no word at all: a city has more than one accident. */
    stranger: 5,
    /** A word in more topics than this tells nothing. */
    common: 400,
  },
  place: {
    /** The part of a story's titles that name a place elsewhere all the same; more where the event moves. */
    stray: 0.02, strayNamed: 0.5,
    /** How often the holder is named for a place within, the place within for its holder, a neighbour in one wide event. */
    holder: 0.4, within: 0.15, neighbour: 0.3,
    /** Places in less than this part of the titles are not the topic's. */
    core: 0.15,
    ownAside: 1, doubt: 1, silentPart: 0.3, most: 8.5, elsewhere: -9, elsewhereAtPoint: -13,
    /** How often titles name no place: within stories, and everywhere. */
    silentWithin: 0.4, silentAnywhere: 0.7,
  },
  hazard: {
    /** How much rarer a hazard is in a story that never spoke of it than anywhere: stories keep to their hazard. */
    stray: 0.003, most: 4.5,
    /** The same hazard where the places say nothing, a vague one beside another, and a title without the name an event goes by. */
    alone: 3, vague: 0.5, unnamed: -4,
    /** How often a title of a story names no hazard, and how far its other words may speak for or against one. */
    silentWithin: 0.4, silentDoubt: 3, unsaidLeast: -3, unsaidMost: 4,
  },
  /** Two reports of one hazard in one place at one time are presumed one event. */
  presumed: { most: 4.5, coarse: 0.3, mixed: 0.8, kin: 0.5, fades: 1.3 },
  figures: { sameMagnitude: 3, otherMagnitude: -14, perMagnitude: 1, usualMagnitude: 5, again: -25, againBoth: 2, sameDeaths: 2, fewerDeaths: -1, /** A first report so many hours after harm was told. */ opening: -14, openingHours: 1.5 },
  rhythm: { gap: -1, gapOrdinary: -0.35, pace: 1.2, onePiece: 0.5 },
} as const;
