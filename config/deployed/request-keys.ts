// Names the keys at which an operator's command leaves requests to the functions: below one prefix of the work bucket,
// which only the operator's role writes.
import { WORK_AREAS } from "./places.ts";

/** Requests to restart a scope, by the break that each is about. */
export const RESTARTS = `${WORK_AREAS.asked}restarts/`;

const KEYS = `${WORK_AREAS.asked}keys/`;

/** A request to the sealing function. `id`: of this one alone. */
export const requestKey = (id: string): string => `${KEYS}${id}.json`;

export const isRequestKey = (key: string): boolean =>
  key.startsWith(KEYS) && /^[\w-]+\.json$/.test(key.slice(KEYS.length));
