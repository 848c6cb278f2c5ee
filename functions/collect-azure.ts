// Reads subscriptions of Azure and their tenant of Microsoft Entra. No secret is stored: the role of the function signs in.
import { federatedLogin } from "../collectors/microsoft/client/login.ts";
import { configuredTenant } from "../collectors/microsoft/configured-tenant.ts";
import { openTenant } from "../collectors/registry/tenant.ts";
import { workloadToken } from "../collectors/tokens/workload-token.ts";
import { collecting } from "./collecting/collecting.ts";
import { config } from "./environment/company.ts";
import { env } from "./environment/env.ts";
import { clock } from "./environment/places.ts";

const token = workloadToken(env("AWS_REGION"), clock.now);

export const handler = collecting((scopes) => {
  const tenant = configuredTenant(config);
  if (tenant === null || tenant.client === null)
    throw new Error("the deployed config has no azure.client. Add the application that reads Azure, and deploy again");
  const login = federatedLogin(tenant.client, token);
  return openTenant({ ...tenant, scopes, enrolled: tenant.scopes, login, clock: clock.now });
});
