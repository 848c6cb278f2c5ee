// Reads whether the services that scan images are on in a project, and those that have machines and images.
import { z } from "zod";
import type { Json } from "../../../evidence-schema/bytes/canonical.ts";
import { syntheticKey } from "../../../evidence-schema/keys/resource-key.ts";
import type { Answered, Refused } from "../../answer.ts";

export const SCANNING_SERVICES = "Tidemark::ServiceUsage::ScanningServices";

/** The services that are asked for, sorted. */
export const ASKED = [
  "artifactregistry.googleapis.com",
  "compute.googleapis.com",
  "containeranalysis.googleapis.com",
  "containerscanning.googleapis.com",
] as const;

/** https://docs.cloud.google.com/service-usage/docs/reference/rest/v1/services#Service, of which the configuration is left out. */
const Services = z.array(z.object({ name: z.string(), state: z.string().nullish() }));

/** The key of the services of `project` (`projects/<number>`). */
export const scanningServicesKey = (project: string): string => syntheticKey("gcp", project, "scanning-services");

/** The services in `project` (`projects/<number>`). `absent`: the state of one that the answer leaves out; null where it tells of all. */
export function scanningServicesIn(
  answer: Json,
  project: string,
  absent: "DISABLED" | null,
): readonly Answered[] | Refused | undefined {
  const parsed = Services.safeParse(answer);
  if (!parsed.success) return undefined;
  // A list of what is on names the project by its entries: an empty one may be of any.
  if (absent !== null && parsed.data.length === 0) return undefined;
  const states = new Map<string, string | null | undefined>();
  for (const { name, state } of parsed.data) {
    const [, of, service] = /^(projects\/[^/]+)\/services\/([^/]+)$/.exec(name) ?? [];
    if (of === undefined || service === undefined) return undefined;
    // A project may be named by its id. Where it is the number, it must be that of the scope.
    if (/^projects\/\d+$/.test(of) && of !== project)
      return { found: "a service of another project", expected: project };
    states.set(service, state);
  }
  const services = ASKED.flatMap((service) => {
    const State = states.has(service) ? states.get(service) : absent;
    return State == null ? [] : [{ Service: service, State }];
  });
  return [{ key: scanningServicesKey(project), name: "services that scan", body: { Services: services } }];
}
