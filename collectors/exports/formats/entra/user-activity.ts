// Reads when people last signed in, as Microsoft Graph lists users: a file per tenant.
import {
  SIGN_IN_LAG_SECONDS,
  USER_ACTIVITY,
  USER_ACTIVITY_PATH,
  userActivityItem,
} from "../../../entra/item/user-activity.ts";
import { jsonListing } from "../json-listing.ts";

/** `{"@odata.context","value":[…],"@odata.nextLink"?}`. Facts: Microsoft Graph v1.0, "List users". The answer does not name its tenant. */
export const entraUserActivity = jsonListing({
  provider: "entra",
  lane: "entra-user-activity",
  scopeId: /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
  kinds: [{ type: USER_ACTIVITY, item: userActivityItem }],
  array: "value",
  more: "@odata.nextLink",
  lagSeconds: SIGN_IN_LAG_SECONDS,
  exports: (tenant, types) => {
    const source = `entra-${tenant}-user-activity`;
    const url = `https://graph.microsoft.com/v1.0${USER_ACTIVITY_PATH}`;
    const command = `az rest --method get --url ${url}`;
    return [{ source, types, regions: [], file: `${source}.json`, command, run: ["graph_list", tenant, url] }];
  },
});
