// Lists the types that are read in an account in which alarms wait, whatever the checks ask.
import { EVENT_SELECTORS } from "../../../collectors/aws/answers/cloudtrail/event-selectors.ts";
import { TRAIL_STATUS } from "../../../collectors/aws/answers/cloudtrail/trail-status.ts";
import { TRAIL } from "../../../collectors/aws/answers/cloudtrail/trails.ts";

export const TRAIL_TYPES = [TRAIL, TRAIL_STATUS, EVENT_SELECTORS] as const;
