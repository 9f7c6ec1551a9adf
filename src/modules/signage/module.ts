/** What the entry points mount: the routes of the desk and the door that the led connector puts items through (`house.doors`). */
export { routes } from "./routes.ts";
export { doorOfScreens } from "./screens-door.ts";
