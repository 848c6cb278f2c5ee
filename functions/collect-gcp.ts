// Reads projects of Google Cloud. No secret is stored: the role of the function signs in, and acts as a service account.
import { openProjects } from "../collectors/gcp/reader.ts";
import { GoogleAccess } from "../collectors/google/client/access.ts";
import { federatedLogin } from "../collectors/google/client/login.ts";
import { configuredGoogle } from "../collectors/google/configured-google.ts";
import { workloadToken } from "../collectors/tokens/workload-token.ts";
import { collecting } from "./collecting/collecting.ts";
import { config } from "./environment/company.ts";
import { env } from "./environment/env.ts";
import { clock } from "./environment/places.ts";

const token = workloadToken(env("AWS_REGION"), clock.now);

export const handler = collecting((scopes) => {
  const google = configuredGoogle(config);
  if (google === null || google.serviceAccount === null || google.provider === null)
    throw new Error(
      "the deployed config has no gcp.serviceAccount or no gcp.provider. Add the service account that reads Google Cloud and the provider that lets the function act as it, and deploy again",
    );
  const { parent, quotaProject, serviceAccount, provider } = google;
  const access = new GoogleAccess(federatedLogin({ provider, serviceAccount, quotaProject }, token));
  return openProjects({ access, parent, scopes, clock: clock.now });
});
