// Reads which second factors people registered, as the report of Microsoft Graph tells.
import type { Json } from "../../../evidence-schema/bytes/canonical.ts";
import { isRefused } from "../../answer.ts";
import { isRecord } from "../../json-shape.ts";
import { CallFailed } from "../../live/call.ts";
import { REGISTRATION_DETAILS, registrationItem } from "../item/registration-details.ts";
import type { EntraRegionRead } from "../region-read.ts";
import type { EntraSource } from "../source.ts";

/** https://learn.microsoft.com/en-us/graph/api/authenticationmethodsroot-list-userregistrationdetails#permissions */
const ACTION = "AuditLog.Read.All";
const PATH = "/reports/authenticationMethods/userRegistrationDetails";

export const registrationDetails: EntraSource = {
  name: "registration-details",
  types: [REGISTRATION_DETAILS],
  calls: [{ action: ACTION, per: "page" }],
  async read(entra) {
    try {
      await readPages(entra);
    } catch (error) {
      if (!(error instanceof CallFailed) || error.problem.code !== "licence") throw error;
      entra.spoil(REGISTRATION_DETAILS, {
        code: "licence",
        detail:
          "Microsoft Graph refuses the report of registered methods: the tenant has no Microsoft Entra ID P1, or the application lacks Directory.Read.All and Graph could not see the licence",
      });
    }
  },
};

async function readPages(entra: EntraRegionRead): Promise<void> {
  for await (const page of entra.pages(ACTION, PATH)) {
    const rows = isRecord(page) ? page["value"] : undefined;
    if (!Array.isArray(rows)) {
      entra.spoil(REGISTRATION_DETAILS, {
        code: "unexpected-shape",
        detail: "the report of registered methods has no list",
      });
      continue;
    }
    for (const row of rows as readonly Json[]) {
      const origin = {
        id: entra.tenant,
        source: entra.provenanceOf(REGISTRATION_DETAILS).source,
        dataTime: entra.now(),
      };
      const item = registrationItem(row, origin, entra.people);
      if (isRefused(item))
        entra.spoil(REGISTRATION_DETAILS, {
          code: "unexpected-shape",
          detail: `Microsoft Graph returned ${item.found}, expected ${item.expected}`,
        });
      else entra.emitItem(item);
    }
  }
}
