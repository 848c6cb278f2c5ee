// Defines which public endpoints of databases are accepted, and what counts as the internet.
import { z } from "zod";
import { boundOfInternet } from "../../engines/reachability/internet.ts";

export const parameters = z.strictObject({
  allowPublicEndpoint: z
    .boolean()
    .default(true)
    .describe(
      "Whether a database may have a public endpoint as long as its firewall does not let the internet in. False where databases have to be in private networks only.",
    ),
  allowAzureServices: z
    .boolean()
    .default(false)
    .describe(
      "Whether the firewall of a database may let in everything that runs in Azure, other customers' resources too: the rule for 0.0.0.0. Evaluators of other clouds do not read this parameter.",
    ),
  ...boundOfInternet,
});

export type Parameters = z.infer<typeof parameters>;
