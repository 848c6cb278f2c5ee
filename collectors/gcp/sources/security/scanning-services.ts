// Reads whether the services that scan images are on in a project, with one call.
import { isRefused } from "../../../answer.ts";
import { isRecord } from "../../../json-shape.ts";
import { ASKED, SCANNING_SERVICES, scanningServicesIn, scanningServicesKey } from "../../answers/scanning-services.ts";
import type { ProjectSource } from "../../source.ts";

/** https://docs.cloud.google.com/service-usage/docs/reference/rest/v1/services/batchGet */
const ACTION = "serviceusage.services.get";

export const scanningServices: ProjectSource = {
  name: "scanning-services",
  types: [SCANNING_SERVICES],
  calls: [{ action: ACTION, per: "few" }],
  async read(gcp) {
    const { project } = gcp;
    const names = ASKED.map((service) => `names=${encodeURIComponent(`${project}/services/${service}`)}`).join("&");
    const told = await gcp.get({
      api: "serviceusage",
      action: ACTION,
      path: `/v1/${project}/services:batchGet?${names}`,
    });
    const made = scanningServicesIn(isRecord(told) ? (told["services"] ?? null) : null, project, null);
    if (made === undefined || isRefused(made))
      gcp.emitUnread(SCANNING_SERVICES, scanningServicesKey(project), {
        code: "unexpected-shape",
        detail: `the answer to ${ACTION} ${made === undefined ? "has another form than documented" : `has ${made.found}, expected ${made.expected}`}`,
      });
    else for (const fact of made) gcp.emitFact(SCANNING_SERVICES, fact);
  },
};
