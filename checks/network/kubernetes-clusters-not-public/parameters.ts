// Defines which public endpoints of Kubernetes control planes are accepted, and what counts as the internet.
import { z } from "zod";
import { boundOfInternet } from "../../engines/reachability/internet.ts";

export const parameters = z.strictObject({
  allowPublicEndpoint: z
    .boolean()
    .default(true)
    .describe(
      "Whether a control plane may have a public endpoint as long as its list of networks does not let the internet in. False where control planes have to be reached over private networks only.",
    ),
  allowGoogleCloudAddresses: z
    .boolean()
    .default(false)
    .describe(
      "Whether a control plane of GKE may be reached from every public address of Google Cloud, other customers' machines too (gcpPublicCidrsAccessEnabled). Evaluators of other clouds do not read this parameter.",
    ),
  ...boundOfInternet,
});

export type Parameters = z.infer<typeof parameters>;
