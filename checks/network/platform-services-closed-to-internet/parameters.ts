// Defines which public endpoints of managed services are accepted, and what counts as the internet.
import { z } from "zod";
import { boundOfInternet } from "../../engines/reachability/internet.ts";

export const parameters = z.strictObject({
  allowPublicEndpoint: z
    .boolean()
    .default(true)
    .describe(
      "Whether a service may have a public endpoint as long as its firewall does not let the internet in. False where services have to be reached over private networks only.",
    ),
  allowTrustedServices: z
    .boolean()
    .default(true)
    .describe(
      "Whether the firewall of a service of Azure may let in the services that Azure trusts (bypass). Evaluators of other clouds do not read this parameter.",
    ),
  ...boundOfInternet,
});

export type Parameters = z.infer<typeof parameters>;
