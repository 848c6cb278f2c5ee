// Reads subscriptions of Azure and their tenant of Microsoft Entra, and lists the subscriptions that there are for the plan of the
// next run. No secret is stored: the role of the function signs in.
import { listSubscriptions } from "../collectors/azure/list-subscriptions.ts";
import { federatedLogin } from "../collectors/microsoft/client/login.ts";
import { configuredTenant } from "../collectors/microsoft/configured-tenant.ts";
import { openTenant } from "../collectors/registry/tenant.ts";
import { workloadToken } from "../collectors/tokens/workload-token.ts";
import { subscriptionListOf } from "../config/deployed/places.ts";
import { collecting, LISTING_MS } from "./collecting/collecting.ts";
import { config } from "./environment/company.ts";
import { env } from "./environment/env.ts";
import { clock, keptKey, openWork } from "./environment/places.ts";
import { keepScopes, SUBSCRIPTIONS } from "./work-bucket/scope-list.ts";

const token = workloadToken(env("AWS_REGION"), clock.now);

export const handler = collecting(
  (scopes) => {
    const { login, ...tenant } = signedIn();
    return openTenant({ ...tenant, scopes, enrolled: tenant.scopes, login, clock: clock.now });
  },
  async (run) => {
    const { tenant, scopes, discover, login } = signedIn();
    if (!discover) return;
    const place = { ...openWork(), key: keptKey(run, `read/${subscriptionListOf(tenant)}`) };
    const list = () => listSubscriptions(config, login, AbortSignal.timeout(LISTING_MS));
    await keepScopes(SUBSCRIPTIONS, place, scopes, list, clock.now);
  },
);

/** The tenant that the config names, and how the function signs in to it. Nothing is called. */
function signedIn() {
  const tenant = configuredTenant(config);
  if (tenant === null || tenant.client === null)
    throw new Error("the deployed config has no azure.client. Add the application that reads Azure, and deploy again");
  return { ...tenant, login: federatedLogin(tenant.client, token) };
}
