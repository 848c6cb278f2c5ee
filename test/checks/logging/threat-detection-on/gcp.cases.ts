// Cases of the check that threat detection is on: services of Security Command Center, with the tier that has them.
import type { Json } from "../../../../evidence-schema/bytes/canonical.ts";
import type { Cases, RelatedRows } from "../../cases.ts";
import { AS_STATED, elsewhere } from "./elsewhere.ts";

// https://docs.cloud.google.com/security-command-center/docs/reference/security-center-management/rest/v1/folders.locations.securityCenterServices
const services = (events: string | null, others = "ENABLED"): Json => ({
  Services: [
    { Service: "container-threat-detection", Intended: "INHERITED", Effective: others },
    {
      Service: "event-threat-detection",
      Intended: "INHERITED",
      ...(events === null ? {} : { Effective: events }),
    },
    { Service: "security-health-analytics", Intended: "INHERITED", Effective: "ENABLED" },
  ],
});

// https://docs.cloud.google.com/security-command-center/docs/reference/security-center-management/rest/v1/BillingMetadata
const tier = (Tier: string): { readonly tier: RelatedRows } => ({ tier: { rows: [{ Tier }] } });
const UNREAD = { tier: { rows: [], complete: false, problem: { code: "denied", detail: "a.b.get" } } } as const;

export const cases: Cases = {
  "gcp Tidemark::SecurityCenter::Services": {
    cases: [
      {
        name: "event detection in effect, by inheritance",
        slice: services("ENABLED"),
        related: tier("STANDARD"),
        expect: "pass",
        because: "the services of Security Command Center that are asked for are in effect",
        facts: { states: { "event-threat-detection": "ENABLED" } },
      },
      {
        name: "event detection in effect, where nobody could read the tier",
        slice: services("ENABLED"),
        related: UNREAD,
        expect: "pass",
      },
      {
        name: "event detection that is off in the tier Premium",
        slice: services("DISABLED"),
        related: tier("PREMIUM"),
        expect: "fail",
        because: "services of Security Command Center that are asked for are not in effect",
        facts: { states: { "event-threat-detection": "DISABLED" }, tier: "PREMIUM" },
      },
      {
        name: "event detection that is off in the tier Enterprise",
        slice: services("DISABLED"),
        related: tier("ENTERPRISE"),
        expect: "fail",
      },
      {
        name: "findings that are taken in from a service that does not run",
        slice: services("INGEST_ONLY"),
        related: tier("PREMIUM"),
        expect: "fail",
      },
      {
        name: "the tier Standard, which has no event detection",
        slice: services("DISABLED"),
        related: tier("STANDARD"),
        expect: "indeterminate",
        problem: "licence",
        because: "the tier that the project has of Security Command Center detects no threats",
        facts: { states: { "event-threat-detection": "DISABLED" }, tier: "STANDARD" },
      },
      {
        name: "no tier of the project, and none of its organization",
        slice: services("DISABLED"),
        related: tier("NONE"),
        expect: "indeterminate",
        problem: "licence",
      },
      {
        name: "event detection that is off, where nobody could read the tier",
        slice: services("DISABLED"),
        related: UNREAD,
        expect: "indeterminate",
        problem: "denied",
      },
      {
        name: "event detection that is off, where no tier was told",
        slice: services("DISABLED"),
        related: { tier: { rows: [] } },
        expect: "indeterminate",
        problem: "not-in-answer",
      },
      {
        name: "another service that is off, which nobody asked for",
        slice: services("ENABLED", "DISABLED"),
        related: tier("PREMIUM"),
        expect: "pass",
      },
      {
        name: "another service that is off and asked for",
        slice: services("ENABLED", "DISABLED"),
        related: tier("PREMIUM"),
        parameters: { sccServices: ["event-threat-detection", "container-threat-detection"] },
        expect: "fail",
      },
      {
        name: "a service that is asked for and not listed",
        slice: services("ENABLED"),
        related: tier("PREMIUM"),
        parameters: { sccServices: ["cloud-run-threat-detection"] },
        expect: "indeterminate",
        problem: "not-in-answer",
      },
      {
        name: "event detection without a state in effect, whatever was intended",
        slice: services(null),
        related: tier("PREMIUM"),
        expect: "indeterminate",
        problem: "not-in-answer",
      },
      {
        name: "a state that says nothing",
        slice: services("ENABLEMENT_STATE_UNSPECIFIED"),
        related: tier("PREMIUM"),
        expect: "indeterminate",
        problem: "not-in-answer",
      },
      {
        name: "an answer of another form",
        slice: { Services: [{ Effective: "ENABLED" }] },
        expect: "indeterminate",
        problem: "unexpected-shape",
      },
      {
        name: "event detection that is off, where another product detects threats",
        slice: services("DISABLED"),
        related: tier("PREMIUM"),
        parameters: elsewhere("gcp"),
        ...AS_STATED,
      },
    ],
  },
};
