// Keeps of an app of App Service who reaches it and by which identity it acts, and none of its settings.
import type { JsonObject } from "../../../evidence-schema/record/record.ts";
import { isRecord, pick } from "../../json-shape.ts";

export const SITES = "microsoft.web/sites";

/** Not among them: siteConfig, which holds settings and connection strings where it is told at all. */
const SITE = [
  "state",
  "enabled",
  "httpsOnly",
  "publicNetworkAccess",
  "virtualNetworkSubnetId",
  "defaultHostName",
  "hostNameSslStates",
  "hostingEnvironmentProfile",
] as const;

const HOST_NAME = ["name", "sslState", "hostType"] as const;

/** https://learn.microsoft.com/en-us/rest/api/appservice/web-apps/get */
export function siteOf(properties: JsonObject): JsonObject {
  const { hostNameSslStates: names, hostingEnvironmentProfile: environment, ...rest } = pick(properties, SITE);
  return {
    ...rest,
    ...(isRecord(environment) ? { hostingEnvironmentProfile: pick(environment, ["id"]) } : {}),
    ...(Array.isArray(names) ? { hostNameSslStates: names.filter(isRecord).map((each) => pick(each, HOST_NAME)) } : {}),
  };
}

/** The ids of the managed identities, by which role assignments name them. Absent where there is none. */
export function identityOf({ identity }: JsonObject): JsonObject {
  if (!isRecord(identity)) return {};
  const { userAssignedIdentities: assigned, ...own } = pick(identity, ["principalId", "userAssignedIdentities"]);
  if (!isRecord(assigned)) return { identity: own };
  const byId = Object.entries(assigned).map(([id, each]) => [id, isRecord(each) ? pick(each, ["principalId"]) : {}]);
  return { identity: { ...own, userAssignedIdentities: Object.fromEntries(byId) as JsonObject } };
}
