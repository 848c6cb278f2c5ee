// Finds what the logins at hand can see of each cloud: one that nobody is signed in to costs no other.
import { CallFailed, NoCredentials } from "../../collectors/live/call.ts";
import { lookAtAws, type SeenAws } from "./look-aws.ts";
import { lookAtAzure, type SeenAzure } from "./look-azure.ts";
import { lookAtGoogle, type SeenGoogle } from "./look-google.ts";

/** At least one of the clouds is not null. */
export type Seen = {
  readonly aws: SeenAws | null;
  readonly azure: SeenAzure | null;
  readonly google: SeenGoogle | null;
  /** The parts that could not be seen, one line each. */
  readonly problems: readonly string[];
};

/** Rejects as lookAtAws does where nobody is signed in to Azure or Google Cloud either. */
export async function look(): Promise<Seen> {
  const [ofAzure, ofGoogle] = await Promise.all([lookAtAzure(), lookAtGoogle()]);
  const others = { azure: ofAzure.seen, google: ofGoogle.seen };
  const problems = [...ofAzure.problems, ...ofGoogle.problems];
  try {
    const aws = await lookAtAws();
    return { aws, ...others, problems: [...aws.problems, ...problems] };
  } catch (error) {
    if (others.azure === null && others.google === null) throw error;
    if (error instanceof NoCredentials) return { aws: null, ...others, problems };
    if (!(error instanceof CallFailed)) throw error;
    return { aws: null, ...others, problems: [`AWS (${error.problem.code}: ${error.problem.detail})`, ...problems] };
  }
}
