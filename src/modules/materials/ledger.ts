import type { Ledger } from "#platform/files/ledger.ts";
import { contextOf } from "#platform/http/context.ts";
import type { House } from "#platform/house.ts";
import { beginUpload, dropUpload, finishUpload } from "./actions.ts";
import * as store from "./store.ts";

/** Remembers uploads as materials in the making, for the upload protocol. */
export const ledgerOf = (house: House): Ledger => ({
  open: (actor, { bytes, metadata, requestId }) => beginUpload(contextOf(house, actor, requestId), { bytes, metadata }),
  find: (id) => store.findUpload(house.db, id),
  takePen: (id, writer, received) => store.takePen(house.db, id, writer, received, house.now()),
  advance: (actor, { requestId, bytes, ...step }) =>
    step.to === bytes ? finishUpload(contextOf(house, actor, requestId), step) : store.advanceUpload(house.db, step, house.now()),
  layDownPen: (id, writer) => store.layDownPen(house.db, id, writer),
  drop: (actor, id, requestId) => dropUpload(contextOf(house, actor, requestId), id),
});
