// Cases of the check that the directory itself demands a second factor: filters and controls whose effect is not read.
import type { Case } from "../../cases.ts";
import { by, MFA, policy, UNPROTECTED } from "./policies.ts";

const OFFICE = "3f2504e0-4f89-11d3-9a0c-0305e82c3301";
const NO_FACTOR = { ...MFA, builtInControls: [] };
const CUSTOM = { ...NO_FACTOR, customAuthenticationFactors: ["RequireDuoMfa"] };

export const unread: readonly Case[] = [
  // https://learn.microsoft.com/en-us/graph/api/resources/conditionalaccessapplications
  {
    name: "all applications but those of a filter: which those are is not read",
    ...by(policy({ applications: { applicationFilter: { mode: "exclude" } } })),
    expect: "indeterminate",
    problem: "not-supported",
    facts: {
      securityDefaults: false,
      inForce: 1,
      reportOnly: 0,
      leftOut: { users: 0, groups: 0, roles: 0, kindsOfGuests: 0 },
      hole: { application: "any other", client: "browser", place: "any other", platform: "any other" },
    },
  },
  {
    name: "all applications but those of a filter, where another policy takes all of them in",
    ...by(policy({ applications: { applicationFilter: { mode: "exclude" } } }), policy()),
    expect: "pass",
  },
  {
    name: "all applications but those of a filter and one that is named",
    ...by(policy({ applications: { excludeApplications: [OFFICE], applicationFilter: { mode: "exclude" } } })),
    expect: "fail",
    because: UNPROTECTED,
  },
  {
    name: "one application, unless a filter leaves it out",
    ...by(
      policy({ applications: { excludeApplications: [OFFICE] } }),
      policy({ applications: { includeApplications: [OFFICE], applicationFilter: { mode: "exclude" } } }),
    ),
    expect: "indeterminate",
  },
  // https://learn.microsoft.com/en-us/entra/identity/conditional-access/concept-filter-for-applications
  {
    name: "applications of a filter alone, which takes in only what is in the tenant",
    ...by(policy({ applications: { includeApplications: [], applicationFilter: { mode: "include" } } })),
    expect: "fail",
    because: UNPROTECTED,
  },
  {
    name: "an application that is left out, and may be one of a filter that another policy takes in",
    ...by(
      policy({ applications: { excludeApplications: [OFFICE] } }),
      policy({ applications: { includeApplications: [], applicationFilter: { mode: "include" } } }),
    ),
    expect: "indeterminate",
    problem: "not-supported",
  },
  {
    name: "a filter that does not say whether it takes in or leaves out",
    ...by(policy({ applications: { applicationFilter: {} } })),
    expect: "indeterminate",
  },
  { name: "no filter", ...by(policy({ applications: { applicationFilter: null } })), expect: "pass" },
  // https://learn.microsoft.com/en-us/entra/identity/conditional-access/controls
  {
    name: "a custom control: what the other service asks for is not read",
    ...by(policy({ grant: CUSTOM })),
    expect: "indeterminate",
    problem: "not-supported",
  },
  {
    name: "a custom control, where another policy demands a second factor",
    ...by(policy({ grant: CUSTOM }), policy()),
    expect: "pass",
  },
  {
    name: "a custom control or a second factor: the person chooses",
    ...by(policy({ grant: { ...CUSTOM, builtInControls: ["mfa"] } })),
    expect: "indeterminate",
  },
  {
    name: "a custom control and a second factor",
    ...by(policy({ grant: { ...CUSTOM, operator: "AND", builtInControls: ["mfa"] } })),
    expect: "pass",
  },
  {
    name: "a custom control or a compliant device: the person chooses",
    ...by(policy({ grant: { ...CUSTOM, builtInControls: ["compliantDevice"] } })),
    expect: "fail",
    because: UNPROTECTED,
  },
  {
    name: "a custom control and a compliant device",
    ...by(policy({ grant: { ...CUSTOM, operator: "AND", builtInControls: ["compliantDevice"] } })),
    expect: "indeterminate",
  },
  {
    name: "a custom control that trusts the office",
    ...by(
      policy({
        conditions: { locations: { includeLocations: ["All"], excludeLocations: ["AllTrusted"] } },
        grant: CUSTOM,
      }),
    ),
    expect: "fail",
    because: UNPROTECTED,
  },
];
