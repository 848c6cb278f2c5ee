// Finds what the logins at hand can see of each cloud: one that nobody is signed in to costs no other.
import { CallFailed, NoCredentials } from "../../collectors/live/call.ts";
import { lookAtAws, type SeenAws } from "./look-aws.ts";
import { lookAtAzure, type SeenAzure } from "./look-azure.ts";

/** At least one of the clouds is not null. */
export type Seen = {
  readonly aws: SeenAws | null;
  readonly azure: SeenAzure | null;
  /** The parts that could not be seen, one line each. */
  readonly problems: readonly string[];
};

/** Rejects as lookAtAws does where nobody is signed in to Azure either. */
export async function look(): Promise<Seen> {
  const { seen: azure, problems } = await lookAtAzure();
  try {
    const aws = await lookAtAws();
    return { aws, azure, problems: [...aws.problems, ...problems] };
  } catch (error) {
    if (azure === null) throw error;
    if (error instanceof NoCredentials) return { aws: null, azure, problems };
    if (!(error instanceof CallFailed)) throw error;
    return { aws: null, azure, problems: [`AWS (${error.problem.code}: ${error.problem.detail})`, ...problems] };
  }
}
