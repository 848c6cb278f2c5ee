// Writes the sentence of a cause. The detail of a denied read is the action, where the cloud names it, and how it was refused.
// An action is no sentence, and a reader of evidence has nothing else to read.
import type { Problem } from "./record.ts";

/** A denied read: the action as a cloud spells it, and in brackets the service's error code and the kind of policy. */
export type Refusal = {
  readonly action: string;
  readonly code: string | null;
  /** Null where the service did not say which kind of policy refused. */
  readonly policy: string | null;
};

const REFUSAL = /^([\w*-]+(?:[:/.][\w*-]+)+)(?: \(([\w.-]+)(?:, ([\w -]+))?\))?$/;

/** The refusal that a detail stands for; null where it is a sentence, or names no action (service:Action, Provider/type/action). */
export function refusalOf(detail: string): Refusal | null {
  const [, action, code = null, policy = null] = REFUSAL.exec(detail) ?? [];
  return action === undefined ? null : { action, code, policy };
}

/** The detail of a denied read. */
export function refusalDetail({ action, code, policy }: Refusal): string {
  const by = [code, policy].flatMap((each) => each ?? []).join(", ");
  return by === "" ? action : `${action} (${by})`;
}

/** The `because` of a result that was not observed for this cause. */
export function becauseOf({ code, detail }: Pick<Problem, "code" | "detail">): string {
  const refusal = code === "denied" ? refusalOf(detail) : null;
  if (refusal === null) return detail;
  const { action } = refusal;
  return `the permission ${action} was denied${detail.slice(action.length)}`;
}
