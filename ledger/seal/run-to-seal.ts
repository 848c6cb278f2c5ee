// Defines the facts of a run that its maker passes to its sealer.
import type { Roster, Seal } from "../../evidence-schema/log/log-schema.ts";
import type { By, Trigger } from "../../evidence-schema/record/record.ts";
import { earliestRecord } from "../write/earliest-record.ts";
import type { Written } from "../write/open-segment.ts";

/** The facts that a run states of itself when it is sealed. */
export type RunToSeal = {
  readonly run: string;
  readonly trigger: Trigger;
  readonly slot: string | null;
  /** When the run began, or its oldest event was: no record of it is older. */
  readonly began: string;
  readonly by: By;
  /** By kind. */
  readonly documents: Seal["documents"];
  readonly roster: Roster;
  /** Scopes to which this run appended, with what was written where this process wrote it. */
  readonly observed: ReadonlyMap<string, Written | null>;
  /** Why a scope that was to be observed was not, by scope. */
  readonly failed: ReadonlyMap<string, string>;
};

/** No segment and no seal of the run is older than this. */
export const earliestOf = ({ slot, began }: Pick<RunToSeal, "slot" | "began">): string => earliestRecord(slot ?? began);
