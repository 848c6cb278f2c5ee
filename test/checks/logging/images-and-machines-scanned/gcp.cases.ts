// Cases of the check that machines and images are scanned: APIs that are on in a project, and a service of Security Command Center.
import type { Json } from "../../../../evidence-schema/bytes/canonical.ts";
import type { Cases, RelatedRows } from "../../cases.ts";
import { AS_STATED, elsewhere } from "./elsewhere.ts";

type States = { readonly [api: string]: string };
// https://docs.cloud.google.com/service-usage/docs/reference/rest/v1/services
const apis = (states: States): Json => ({
  Services: Object.entries({
    artifactregistry: "ENABLED",
    compute: "ENABLED",
    containeranalysis: "ENABLED",
    containerscanning: "ENABLED",
    ...states,
  }).map(([api, State]) => ({ Service: `${api}.googleapis.com`, State })),
});
// https://docs.cloud.google.com/security-command-center/docs/reference/security-center-management/rest/v1/folders.locations.securityCenterServices
const center = (Effective: string): { readonly center: RelatedRows } => ({
  center: { rows: [{ Services: [{ Service: "gce-vulnerability-assessment", Effective }] }] },
});
const UNREAD = { center: { rows: [], complete: false, problem: { code: "denied", detail: "a.b.list" } } } as const;
const images = { targets: ["images"] };

export const cases: Cases = {
  "gcp Tidemark::ServiceUsage::ScanningServices": {
    cases: [
      {
        name: "a project whose machines and images are scanned",
        slice: apis({}),
        related: center("ENABLED"),
        expect: "pass",
        because: "Google Cloud scans what is asked for in the project",
        facts: { machines: "on", images: "on" },
      },
      {
        name: "images that are not scanned on push, where another product may scan",
        slice: apis({ containerscanning: "DISABLED" }),
        related: center("ENABLED"),
        expect: "indeterminate",
        problem: "not-supported",
        facts: { machines: "on", images: "off" },
      },
      {
        name: "images that are not scanned on push, where Google Cloud's own scanner is required",
        slice: apis({ containerscanning: "DISABLED" }),
        related: center("ENABLED"),
        parameters: { requireCloudScanner: true },
        expect: "fail",
        because: "Google Cloud does not scan all that is asked for in the project",
      },
      {
        name: "machines that are not scanned, and the scanner is required",
        slice: apis({}),
        related: center("INGEST_ONLY"),
        parameters: { requireCloudScanner: true },
        expect: "fail",
      },
      {
        name: "a project without Artifact Registry, and with machines that are scanned",
        slice: apis({ artifactregistry: "DISABLED", containerscanning: "DISABLED" }),
        related: center("ENABLED"),
        expect: "pass",
        facts: { machines: "on", images: "nothing to scan" },
      },
      {
        name: "a project without Artifact Registry and Compute Engine",
        slice: apis({ artifactregistry: "DISABLED", compute: "DISABLED", containerscanning: "DISABLED" }),
        related: UNREAD,
        expect: "not-applicable",
      },
      {
        name: "images alone, where only images are asked for",
        slice: apis({}),
        related: UNREAD,
        parameters: images,
        expect: "pass",
        facts: { images: "on" },
      },
      {
        name: "machines, where nobody could read the services of Security Command Center",
        slice: apis({}),
        related: UNREAD,
        expect: "indeterminate",
        problem: "denied",
      },
      {
        name: "images that are not scanned, beside machines of which nobody could read",
        slice: apis({ containerscanning: "DISABLED" }),
        related: UNREAD,
        parameters: { requireCloudScanner: true },
        expect: "fail",
      },
      {
        name: "an API of which nothing is told",
        slice: { Services: [{ Service: "artifactregistry.googleapis.com", State: "ENABLED" }] },
        related: center("ENABLED"),
        parameters: images,
        expect: "indeterminate",
        problem: "not-in-answer",
      },
      {
        name: "a state that says nothing",
        slice: apis({ containerscanning: "STATE_UNSPECIFIED" }),
        related: center("ENABLED"),
        expect: "indeterminate",
        problem: "not-in-answer",
      },
      {
        name: "an answer of another form",
        slice: { Services: [{ State: "ENABLED" }] },
        expect: "indeterminate",
        problem: "unexpected-shape",
      },
      {
        name: "images that are not scanned, where another product scans",
        slice: apis({ containerscanning: "DISABLED" }),
        related: center("DISABLED"),
        parameters: { requireCloudScanner: true, ...elsewhere("gcp") },
        ...AS_STATED,
      },
    ],
  },
};
