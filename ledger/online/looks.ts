// Keeps what each look at the store found: a look that is not allowed is reported, and costs the others nothing.
import { statusOf } from "../stores/s3/failure.ts";
import type { OnlineAction } from "./actions.ts";

/** Something that is not as it should be. `object`: its key in the ledger; null where it is the bucket. */
export type Finding = {
  readonly about: "time" | "lock" | "lifecycle" | "replication";
  readonly object: string | null;
  readonly expected: string;
  readonly found: string;
};

/** A look that was not made, and why; `action`: the action that IAM has to allow, where the permission was missing. */
export type NotLooked = { readonly what: string; readonly action: OnlineAction | null; readonly why: string };

export class Looks {
  readonly findings: Finding[] = [];
  readonly notLooked: NotLooked[] = [];

  /** The answer; null where the service refuses or does not answer. The refusal or silence is then reported. */
  async at<T>(what: string, action: OnlineAction | null, ask: () => Promise<T>): Promise<T | null> {
    try {
      return await ask();
    } catch (error) {
      this.notLooked.push({ what, ...whyNot(action, error) });
      return null;
    }
  }

  /** Reports a look that was not made for another reason than a missing IAM action. */
  not(what: string, why: string): null {
    this.notLooked.push({ what, action: null, why });
    return null;
  }
}

/** Told with 403 too, and no question of leave. */
const CREDENTIALS = /Token|AccessKeyId|Signature|TimeTooSkewed/;

/**
 * Why a service did not answer; `action`: null for calls that need no permission. Throws an error that no service gave: a
 * fault of Tidemark.
 */
export function whyNot(action: OnlineAction | null, error: unknown): Pick<NotLooked, "action" | "why"> {
  const {
    name = "unknown",
    code,
    $metadata,
  } = error as {
    readonly name?: string;
    readonly code?: unknown;
    readonly $metadata?: object;
  };
  if (name === "CredentialsProviderError")
    return {
      action: null,
      why: "no credentials for AWS. Set a profile, a role or the environment variables of the AWS CLI",
    };
  if ($metadata === undefined && typeof code !== "string") throw error;
  const status = statusOf(error);
  const isDenied = name.startsWith("AccessDenied") || (status === 403 && !CREDENTIALS.test(name));
  if (action !== null && isDenied)
    return { action, why: `permission ${action} denied. Allow it in the policy of the identity that verifies` };
  if (status !== null && status < 400) return { action: null, why: `the answer has an unknown form (HTTP ${status})` };
  const cause = typeof code === "string" ? code : name;
  return { action: null, why: `${cause}${status === null ? "" : ` (HTTP ${status})`}` };
}

/** The answer; null where the service says, by one of these error names, that there is none. */
export async function orNone<T>(names: readonly string[], asked: Promise<T>): Promise<T | null> {
  try {
    return await asked;
  } catch (error) {
    if (names.includes((error as Error).name)) return null;
    throw error;
  }
}
