// All who act in a history beside the slots' own runs.
import { response, waivers } from "./acts.ts";
import type { Actor } from "./actor.ts";
import { clouds, drop, enrol, exclude, otherSchedule, otherTests } from "./config.ts";
import { events } from "./events.ts";
import { tornLeaf, tornSegment } from "./garbage.ts";
import { byHand } from "./observed.ts";
import { changesKeys, disowns, ends } from "./operator.ts";
import { restart } from "./restart.ts";

export const ACTORS: readonly Actor[] = [
  clouds,
  events,
  byHand,
  response,
  waivers,
  enrol,
  exclude,
  drop,
  otherTests,
  otherSchedule,
  tornSegment,
  tornLeaf,
  restart,
  disowns,
  changesKeys,
  ends,
];
