// Judges a database's endpoint by what its firewall lets in: the same for all clouds.
import type { JsonObject, Problem } from "../../../evidence-schema/record/record.ts";
import { theInternet } from "../../engines/reachability/internet.ts";
import { fail, indeterminate, pass, type Verdict } from "../../kernel.ts";
import type { Parameters } from "./parameters.ts";

/** No address of the internet reaches the database, whatever a firewall says. */
export const privateOnly = (): Verdict =>
  pass("the database has no public endpoint that accepts connections", { publicEndpoint: false });

/** Who is let in at a public endpoint, as far as it was read. */
export type Admission = {
  /** The rule that lets the internet in, as facts show it; null if no rule that was read does. */
  readonly open: JsonObject | null;
  /** The sentence of an open endpoint, where it says more than that rules let the internet in. */
  readonly because?: string;
  /** Whether everything that runs in Azure is let in, whoever it belongs to. */
  readonly azure?: boolean;
  /** Why what looks closed may be open all the same, or null. */
  readonly problem: Problem | null;
  /** How the database is closed, where more than its network rules closes it: the sentence and facts of a pass. */
  readonly closed?: { readonly because: string; readonly facts: JsonObject };
};

/** A certain failure decides before data that could not be read. */
export function judgeEndpoint(admission: Admission, parameters: Parameters): Verdict {
  const { open, azure = false, problem, closed } = admission;
  const { because = `the database has a public endpoint, and its rules let in ${theInternet(parameters)}` } = admission;
  if (open !== null)
    return fail(because, {
      publicEndpoint: true,
      ...open,
    });
  if (!parameters.allowPublicEndpoint) return fail("the database has a public endpoint", { publicEndpoint: true });
  if (azure && !parameters.allowAzureServices) {
    return fail("the database has a public endpoint, and its rules let in resources of every Azure customer", {
      publicEndpoint: true,
      azureServices: true,
    });
  }
  if (problem !== null) return indeterminate(problem, { publicEndpoint: true });
  if (closed !== undefined) return pass(closed.because, { publicEndpoint: true, ...closed.facts });
  return pass(`the database has a public endpoint, and its rules do not let in ${theInternet(parameters)}`, {
    publicEndpoint: true,
  });
}
