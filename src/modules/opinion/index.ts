/** What other modules may ask of the radar. Everything else in this folder is private. */
export { heatOf, itemsOf, topicById, type TopicCard } from "./views/topics.ts";
export { createSource } from "./actions/sources.ts";
export { createProfile } from "./actions/profiles.ts";
export { topicsSeen } from "./views/seen.ts";
export { listTopics } from "./actions/radar.ts";
export { noteCase, triage } from "./actions/deciding.ts";
