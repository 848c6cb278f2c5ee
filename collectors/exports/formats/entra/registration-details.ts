/** What people registered to sign in with, as Microsoft Graph lists it: one file a tenant. */
import { unitOf } from "../../../../evidence-schema/record/record.ts";
import { REGISTRATION_DETAILS, registrationItem } from "../../../entra/item/registration-details.ts";
import { accepted } from "../../accepted.ts";
import { readJsonElements } from "../../json/json-elements.ts";
import { globalRegion, originOf, type Format } from "../format.ts";

const UNIT = unitOf(REGISTRATION_DETAILS, "global");

/**
 * `{"@odata.context","value":[…],"@odata.nextLink"?}`. Facts: Microsoft Graph v1.0, "List userRegistrationDetails". The answer
 * does not name its tenant: that a file is of the tenant of its scope cannot be seen here.
 */
export const entraRegistrationDetails: Format = {
  provider: "entra",
  lane: "entra-registration-details",
  scopeId: /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
  types: [REGISTRATION_DETAILS],
  regional: false,
  atomic: false,
  lagSeconds: 0,
  regions: globalRegion,
  leftOut: "no-answer",
  async read(file, intake, people) {
    const origin = originOf(intake.entry);
    const { ended, members } = await readJsonElements({ ...file, array: "value" }, (value, offset) => {
      if (!intake.wants(UNIT)) return;
      const place = { file: file.name, position: `byte ${offset}` };
      intake.takeOnce(accepted(registrationItem(value, origin, people), place));
    });
    intake.opened();
    if (!ended) intake.spoilAll({ code: "truncated", detail: `${file.name} ends before its closing bracket` });
    else if (members["@odata.nextLink"] !== undefined) {
      intake.spoilAll({ code: "truncated", detail: `@odata.nextLink in ${file.name}: there are more pages` });
    }
  },
  exports: (tenant, types) => {
    const source = `entra-${tenant}`;
    const url = "https://graph.microsoft.com/v1.0/reports/authenticationMethods/userRegistrationDetails";
    const command = `az rest --method get --url ${url}`;
    return [{ source, types, regions: [], file: `${source}.json`, command, run: ["graph_list", tenant, url] }];
  },
};
