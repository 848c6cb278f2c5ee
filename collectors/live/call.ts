// Defines how a call to a cloud ends: it is answered, it fails, or nobody could make it.
import type { Problem } from "../../evidence-schema/record/record.ts";

/** An answer to a call: who can find it again in the cloud's own log, and by the cloud's own clock when. */
export type CallAnswer = { readonly action: string; readonly requestId: string | null; readonly server: string | null };

/** A call that was not answered. `error` is the name that the service gave (`AccessDeniedException`). */
export class CallFailed extends Error {
  override readonly name = "CallFailed";
  readonly error: string;
  readonly problem: Problem;

  constructor(error: string, problem: Problem, cause: unknown) {
    super(`${problem.code}: ${problem.detail}`, { cause });
    this.error = error;
    this.problem = problem;
  }
}

/** Without credentials nobody can be asked anything. The message is one lower-case line. */
export class NoCredentials extends Error {
  override readonly name = "NoCredentials";
}
