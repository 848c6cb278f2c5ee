// Judges projects of Google Cloud: automatic scanning of images in Artifact Registry, and scanning of machines by Security Command Center.
import { z } from "zod";
import { defineEvaluator, indeterminate, notApplicable, pass, relation, type Question } from "../../kernel.ts";
import { asStated, unscanned, type Parameters } from "./parameters.ts";

const CENTER = "center";
/** https://docs.cloud.google.com/security-command-center/docs/reference/security-center-management/rest/v1/folders.locations.securityCenterServices */
const OF_MACHINES = "gce-vulnerability-assessment";

const Services = z.object({ Services: z.array(z.object({ Service: z.string(), Effective: z.string().optional() })) });

const related = {
  center: relation({
    type: "Tidemark::SecurityCenter::Services",
    within: "scope",
    global: true,
    reads: Services,
    on: () => [CENTER],
  }),
};

type State = "on" | "off" | "nothing to scan" | "not told";

export const gcp = defineEvaluator({
  provider: "gcp",
  resourceType: "Tidemark::ServiceUsage::ScanningServices",
  global: true,
  // https://docs.cloud.google.com/service-usage/docs/reference/rest/v1/services
  reads: z.object({ Services: z.array(z.object({ Service: z.string(), State: z.string() })) }),
  related,
  evaluate({ Services: services }, { parameters, related: { center } }: Question<Parameters, typeof related>) {
    const stated = asStated(parameters, "gcp");
    if (stated !== null) return stated;
    const has = (api: string): string | undefined =>
      services.find(({ Service }) => Service === `${api}.googleapis.com`)?.State;
    /** A project has nothing to scan where the API that would have it is off. */
    const stateBy = (owner: string, scanner: () => State): State => {
      const state = has(owner);
      return state === "DISABLED" ? "nothing to scan" : state === "ENABLED" ? scanner() : "not told";
    };
    const told = parameters.targets.includes("machines")
      ? center(CENTER).find(({ Services: of }) => of.some(({ Service }) => Service === OF_MACHINES))
      : null;
    const ofMachines = (): State => {
      if (told?.is !== "found") return "not told";
      const effective = told.row.Services.find(({ Service }) => Service === OF_MACHINES)?.Effective;
      return effective === "ENABLED"
        ? "on"
        : effective === "DISABLED" || effective === "INGEST_ONLY"
          ? "off"
          : "not told";
    };
    const ofImages = (): State => {
      const state = has("containerscanning");
      return state === "ENABLED" ? "on" : state === "DISABLED" ? "off" : "not told";
    };
    const facts = Object.fromEntries(
      parameters.targets.map((target): [string, State] => [
        target,
        target === "machines" ? stateBy("compute", ofMachines) : stateBy("artifactregistry", ofImages),
      ]),
    );
    const states = Object.values(facts);
    if (states.includes("off"))
      return unscanned(parameters, "Google Cloud does not scan all that is asked for in the project", facts);
    if (states.includes("not told")) {
      const isUnread = facts["machines"] === "not told" && told?.is === "unknown" && has("compute") === "ENABLED";
      if (isUnread) return indeterminate(told.problem, facts);
      const detail = "the answer from Google Cloud does not say whether each scanner is on";
      return indeterminate({ code: "not-in-answer", detail }, facts);
    }
    if (states.every((state) => state === "nothing to scan"))
      return notApplicable("the APIs of machines and images that are asked for are off in the project", facts);
    return pass("Google Cloud scans what is asked for in the project", facts);
  },
});
