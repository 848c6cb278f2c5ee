// Reads applications of an Entra tenant as Microsoft Graph lists: until when their secrets last, and which tokens of others they take.
import { z } from "zod";
import { syntheticKey } from "../../../evidence-schema/keys/resource-key.ts";
import { toInstant } from "../../instant.ts";
import { Credentials, credentialsOf } from "./credentials.ts";
import { Federated, federatedOf } from "./federated.ts";
import { graphListing } from "./graph-listing.ts";

/**
 * https://learn.microsoft.com/en-us/graph/api/application-list and resources/application. Owners are people and are not asked for.
 * An application has twenty federated credentials at most, and as many are expanded.
 */
const Application = z.object({
  id: z.string().min(1),
  appId: z.string(),
  displayName: z.string().nullish(),
  createdDateTime: z.string().nullish(),
  ...Credentials,
  ...Federated,
});

export const APPLICATION_LISTING = graphListing({
  slug: "applications",
  type: "microsoft.graph/application",
  path: "/applications?$select=id,appId,displayName,createdDateTime,passwordCredentials,keyCredentials&$expand=federatedIdentityCredentials&$top=999",
  element: Application,
  answered: ({ id, appId, displayName, createdDateTime, ...credentials }, tenant) => ({
    key: syntheticKey("entra", tenant, `application/${id}`),
    incarnation: id,
    name: displayName ?? null,
    createdAt: toInstant(createdDateTime),
    body: { id, appId, ...credentialsOf(credentials), ...federatedOf(credentials) },
  }),
});
