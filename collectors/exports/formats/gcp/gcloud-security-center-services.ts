// Reads which services of Security Command Center are in effect in a project, by `gcloud scc manage services list`.
import { SECURITY_CENTER_SERVICES, securityCenterServicesIn } from "../../../gcp/answers/security-center.ts";
import { oneCall } from "../call.ts";

export const gcloudSecurityCenterServices = oneCall({
  provider: "gcp",
  lane: "gcloud-security-center-services",
  scopeId: /^projects\/\d+$/,
  type: SECURITY_CENTER_SERVICES,
  global: true,
  items: (answer, { id }) => securityCenterServicesIn(answer, id),
  exports(project, types) {
    const number = project.replace(/^projects\//, "");
    const source = `gcp-${number}-security-center-services`;
    const command = `gcloud scc manage services list --project=${number} --format=json`;
    const run = ["gcloud_security_center_services", number];
    return [{ source, types, regions: [], file: `${source}.json`, command, run }];
  },
});
