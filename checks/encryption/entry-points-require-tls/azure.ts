// Lists the evaluators of Azure: apps, gateways, Front Door and API Management.
import { apiManagement } from "./azure/api-management.ts";
import { applicationGateways } from "./azure/application-gateways.ts";
import { containerApps } from "./azure/container-apps.ts";
import { frontDoor } from "./azure/front-door.ts";
import { sites } from "./azure/sites.ts";

export const azure = [...sites, ...applicationGateways, ...frontDoor, ...apiManagement, ...containerApps];
