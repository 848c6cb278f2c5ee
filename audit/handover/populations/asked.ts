// Defines the window and the documents that every population is asked by.
import type { Stretch } from "../../period/stretches.ts";
import type { PolicyTimes } from "../../tables/policy/policy-times.ts";
import type { Question } from "../population.ts";

export type Asked = {
  readonly question: Question;
  readonly window: Stretch;
  readonly policy: PolicyTimes;
  /** The newest seal, in milliseconds since 1970. */
  readonly until: number;
};
