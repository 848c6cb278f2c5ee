// Ends what was copied from a scope that encloses this one, once it is enrolled no longer: nothing is asked of it then.
import type { State } from "../../evidence-schema/state/state.ts";
import { latestDataTime } from "../reading/data-time.ts";
import type { Answers } from "../reading/intake.ts";
import { contextName } from "../../evidence-schema/keys/context-name.ts";

/**
 * Complete units of `from` in which nothing lies: a context unit is complete when it has everything of it that was asked for.
 * That nothing is asked is true as of `answers`, by the roster of the run; where these have no data time, what was copied stays.
 */
export function released(state: State, from: string, principal: string, answers: Answers): Answers {
  const dataTime = latestDataTime(answers);
  const source = `context:${from}`;
  const endpoint = `${from}, which is not enrolled`;
  const units = [...state.lying.keys()].filter((unit) => unit.startsWith(contextName(from, "")));
  return {
    reading: {
      sources: [{ source, lane: "context", principal, endpoint, query: null, atomic: true, lagSeconds: 0 }],
      queries: {},
      units: (dataTime === null ? [] : units).map((unit) => ({
        unit,
        source,
        complete: true,
        dataTime,
        listed: 0,
        problem: null,
        pages: 0,
        first: null,
        last: null,
        server: null,
      })),
      calls: {},
    },
    listed: [],
    named: [],
  };
}
