// Reads which sign-in methods people registered, as Microsoft Graph lists them: a file per tenant.
import {
  REGISTRATION_DETAILS,
  registrationItem,
  REPORT_LAG_SECONDS,
} from "../../../entra/item/registration-details.ts";
import { jsonListing } from "../json-listing.ts";

/**
 * `{"@odata.context","value":[…],"@odata.nextLink"?}`. Facts: Microsoft Graph v1.0, "List userRegistrationDetails". The answer
 * does not name its tenant: that a file is of the tenant of its scope cannot be seen here.
 */
export const entraRegistrationDetails = jsonListing({
  provider: "entra",
  lane: "entra-registration-details",
  scopeId: /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
  kinds: [{ type: REGISTRATION_DETAILS, item: registrationItem }],
  array: "value",
  more: "@odata.nextLink",
  lagSeconds: REPORT_LAG_SECONDS,
  exports: (tenant, types) => {
    const source = `entra-${tenant}`;
    const url = "https://graph.microsoft.com/v1.0/reports/authenticationMethods/userRegistrationDetails";
    const command = `az rest --method get --url ${url}`;
    return [{ source, types, regions: [], file: `${source}.json`, command, run: ["graph_list", tenant, url] }];
  },
});
