// Writes the sentence of a cause. The detail of a denied read is the action alone, where the cloud names it.
// An action is no sentence, and a reader of evidence has nothing else to read.
import type { Problem } from "./record.ts";

/** Whether a text is an action as a cloud spells it: service:Action, Provider/type/action or service.resource.verb. */
export const isAction = (text: string): boolean => /^[\w*.-]+(?:[:/.][\w*.-]+)+$/.test(text);

/** The `because` of a result that was not observed for this cause. */
export const becauseOf = ({ code, detail }: Pick<Problem, "code" | "detail">): string =>
  code === "denied" && isAction(detail) ? `the permission ${detail} was denied` : detail;
