// Prints the part of `tidemark doctor` about the sign-ins of a deployment to Azure and Google Cloud.
import { table, type Output } from "../output.ts";
import type { Federation } from "./federation.ts";

const TITLES = {
  azure: "How the deployment signs in to Azure (compare with the federated credential of azure.client)",
  gcp: "How the deployment signs in to Google Cloud (compare with gcp.provider, by gcloud iam workload-identity-pools providers describe)",
} as const;

/** The claims of its tokens, and why nobody can say that they are issued. */
export function printFederation(
  out: Output,
  cloud: keyof typeof TITLES,
  { subject, audience, issuer, cause, remedy: advice }: Federation,
): void {
  out.section(
    TITLES[cloud],
    table([
      ["issuer", issuer ?? "unknown"],
      ["subject", subject],
      ["audience", audience],
    ]),
  );
  if (cause !== null)
    out.section(
      "The sign-in does not work, or nobody could check it (cause, how to fix)",
      table([[cause, advice ?? ""]]),
    );
}
