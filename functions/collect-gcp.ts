// Reads projects of Google Cloud and their customer of Google Workspace, and lists the projects that there are for the plan of the
// next run. No secret is stored: the role of the function signs in, and acts as a service account.
import { listProjects } from "../collectors/gcp/list-projects.ts";
import { federatedLogin } from "../collectors/google/client/login.ts";
import { configuredGoogle } from "../collectors/google/configured-google.ts";
import { openGoogle } from "../collectors/registry/google.ts";
import { workloadToken } from "../collectors/tokens/workload-token.ts";
import { projectListOf } from "../config/deployed/places.ts";
import { collecting, LISTING_MS } from "./collecting/collecting.ts";
import { config } from "./environment/company.ts";
import { env } from "./environment/env.ts";
import { clock, keptKey, openWork } from "./environment/places.ts";
import { keepScopes, PROJECTS } from "./work-bucket/scope-list.ts";

const token = workloadToken(env("AWS_REGION"), clock.now);

export const handler = collecting(
  (scopes) => {
    const google = signedIn();
    return openGoogle({ ...google, scopes, enrolled: google.scopes, clock: clock.now });
  },
  async (run) => {
    const { parent, scopes, discover, login } = signedIn();
    if (!discover || parent === null) return;
    const place = { ...openWork(), key: keptKey(run, `read/${projectListOf(parent)}`) };
    const list = () => listProjects(config, () => login, clock.now, AbortSignal.timeout(LISTING_MS));
    await keepScopes(PROJECTS, place, scopes, list, clock.now);
  },
);

/** How the config reads Google Cloud, and how the function signs in to it. Nothing is called. */
function signedIn() {
  const google = configuredGoogle(config);
  if (google === null || google.serviceAccount === null || google.provider === null)
    throw new Error(
      "the deployed config has no gcp.serviceAccount or no gcp.provider. Add the service account that reads Google Cloud and the provider that lets the function act as it, and deploy again",
    );
  const { serviceAccount, provider, quotaProject } = google;
  return { ...google, login: federatedLogin({ serviceAccount, provider, quotaProject }, token) };
}
