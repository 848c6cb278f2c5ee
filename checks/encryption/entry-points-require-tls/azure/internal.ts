// Says that an entry point of Azure is closed to the internet, where the company judges only those that are not.
import type { JsonObject } from "../../../../evidence-schema/record/record.ts";
import { notApplicable, type Verdict } from "../../../kernel.ts";

/** `subject`: "the app"; `member`: what says that it is closed. */
export const internal = (subject: string, member: string, facts: JsonObject): Verdict =>
  notApplicable(`${subject} is closed to the internet (${member}), and internalToo is false`, facts);
