import * as access from "#modules/access/web/index.ts";
import * as audit from "#modules/audit/web/index.tsx";
import * as calendar from "#modules/calendar/web/index.ts";
import * as carriers from "#modules/carriers/web/index.tsx";
import * as cases from "#modules/cases/web/index.tsx";
import * as channels from "#modules/channels/web/index.tsx";
import * as content from "#modules/content/web/index.tsx";
import * as dispatch from "#modules/dispatch/web/index.tsx";
import * as duty from "#modules/duty/web/index.tsx";
import * as house from "#modules/house/web/index.tsx";
import * as materials from "#modules/materials/web/index.tsx";
import * as matrix from "#modules/matrix/web/index.tsx";
import * as opinion from "#modules/opinion/web/index.tsx";
import * as organisation from "#modules/organisation/web/index.tsx";
import * as relay from "#modules/relay/web/index.tsx";
import * as review from "#modules/review/web/index.tsx";
import * as search from "#modules/search/web/index.tsx";
import * as signage from "#modules/signage/web/index.tsx";
import * as today from "#modules/today/web/index.ts";
import * as gallery from "./gallery/index.ts";
import type { DeskModule } from "./screen.ts";

/** The modules with screens, one line each; the only place of the desk that lists them. */
export const modules: readonly DeskModule[] = [
  access,
  audit,
  calendar,
  carriers,
  cases,
  channels,
  content,
  dispatch,
  duty,
  house,
  materials,
  matrix,
  opinion,
  organisation,
  relay,
  review,
  search,
  signage,
  today,
  gallery,
];
