// Prints the part of `tidemark doctor` about the sign-in of a deployment to Azure.
import { table, type Output } from "../output.ts";
import type { Federation } from "./federation.ts";

/** The claims of its tokens, and why nobody can say that they are issued. */
export function printFederation(out: Output, { subject, audience, issuer, cause, remedy: advice }: Federation): void {
  out.section(
    "How the deployment signs in to Azure (compare with the federated credential of azure.client)",
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
