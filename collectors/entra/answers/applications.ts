// Reads applications of an Entra tenant, and until when their secrets and certificates last, as Microsoft Graph lists.
import { z } from "zod";
import { syntheticKey } from "../../../evidence-schema/keys/resource-key.ts";
import { toInstant } from "../../instant.ts";
import { Credentials, credentialsOf } from "./credentials.ts";
import { graphListing } from "./graph-listing.ts";

/** https://learn.microsoft.com/en-us/graph/api/application-list and resources/application. Owners are people and are not asked for. */
const Application = z.object({
  id: z.string().min(1),
  appId: z.string(),
  displayName: z.string().nullish(),
  createdDateTime: z.string().nullish(),
  ...Credentials,
});

export const APPLICATION_LISTING = graphListing({
  slug: "applications",
  type: "microsoft.graph/application",
  path: "/applications?$select=id,appId,displayName,createdDateTime,passwordCredentials,keyCredentials&$top=999",
  element: Application,
  answered: ({ id, appId, displayName, createdDateTime, ...credentials }, tenant) => ({
    key: syntheticKey("entra", tenant, `application/${id}`),
    incarnation: id,
    name: displayName ?? null,
    createdAt: toInstant(createdDateTime),
    body: { id, appId, ...credentialsOf(credentials) },
  }),
});
