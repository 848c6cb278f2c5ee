// Cases of the check that entry points require TLS.
import type { Cases } from "../cases.ts";
import { cases as awsOthers } from "./entry-points-require-tls/aws-others.cases.ts";
import { cases as azureApps } from "./entry-points-require-tls/azure-apps.cases.ts";
import { cases as applicationGateways } from "./entry-points-require-tls/application-gateways.cases.ts";
import { cases as frontDoor } from "./entry-points-require-tls/front-door.cases.ts";
import { cases as gcp } from "./entry-points-require-tls/gcp.cases.ts";
import { cases as loadBalancers } from "./entry-points-require-tls/load-balancers.cases.ts";

export const cases: Cases = {
  ...loadBalancers,
  ...awsOthers,
  ...azureApps,
  ...applicationGateways,
  ...frontDoor,
  ...gcp,
};
