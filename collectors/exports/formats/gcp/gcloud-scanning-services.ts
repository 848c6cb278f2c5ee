// Reads whether the services that scan images are on in a project, by `gcloud services list --enabled`.
import { SCANNING_SERVICES, scanningServicesIn } from "../../../gcp/answers/scanning-services.ts";
import { oneCall } from "../call.ts";

export const gcloudScanningServices = oneCall({
  provider: "gcp",
  lane: "gcloud-scanning-services",
  scopeId: /^projects\/\d+$/,
  type: SCANNING_SERVICES,
  global: true,
  // The list has no service that is off.
  items: (answer, { id }) => scanningServicesIn(answer, id, "DISABLED"),
  exports(project, types) {
    const number = project.replace(/^projects\//, "");
    const source = `gcp-${number}-scanning-services`;
    const command = `gcloud services list --enabled --project=${number} --format='json(name,state)'`;
    return [{ source, types, regions: [], file: `${source}.json`, command, run: ["gcloud_scanning_services", number] }];
  },
});
