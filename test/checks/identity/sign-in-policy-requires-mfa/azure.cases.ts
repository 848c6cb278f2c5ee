// Cases of the check that the directory itself demands a second factor: Entra tenants, by security defaults and conditional access.
import type { Cases } from "../../cases.ts";
import { unread } from "./azure-unread.cases.ts";
import { users } from "./azure-users.cases.ts";
import { BLOCK, by, MFA, policy, STRENGTH, UNPROTECTED } from "./policies.ts";

const MANAGEMENT_API = "797f4846-ba00-4fd7-ba71-dba1f031c5de";
const APP = "00000003-0000-0ff1-ce00-000000000000";
const OFFICE = "3f2504e0-4f89-11d3-9a0c-0305e82c3301";
const LEGACY = "conditional access lets legacy protocols in, which know no second factor";
const PASSES = "conditional access demands a second factor of everybody but those who may be left out";

export const cases: Cases = {
  "entra microsoft.graph/identitySecurityDefaultsEnforcementPolicy": {
    cases: [
      // https://learn.microsoft.com/en-us/entra/fundamentals/security-defaults
      {
        name: "security defaults are on, and the policies are not asked for",
        slice: { isEnabled: true },
        related: {
          conditionalAccess: { rows: [], complete: false, problem: { code: "denied", detail: "Policy.Read.All" } },
        },
        expect: "pass",
        because: "security defaults are on, which demand a second factor and block legacy protocols",
        facts: { securityDefaults: true },
      },
      {
        name: "security defaults are on, where administrators need a phishing-resistant factor",
        slice: { isEnabled: true },
        related: { conditionalAccess: { rows: [{ Policies: [] }] } },
        parameters: { phishingResistantForAdmins: true },
        expect: "fail",
      },
      {
        name: "neither security defaults nor a policy: per-user MFA is not read",
        ...by(),
        expect: "fail",
        because: "security defaults are off, and no conditional access policy is in force (per-user MFA is not read)",
        facts: { securityDefaults: false, inForce: 0, reportOnly: 0 },
      },
      {
        name: "a policy that is only reported, and one that is off",
        ...by(policy({ state: "enabledForReportingButNotEnforced" }), policy({ state: "disabled" })),
        expect: "fail",
        facts: { securityDefaults: false, inForce: 0, reportOnly: 1 },
      },
      // https://learn.microsoft.com/en-us/entra/identity/conditional-access/policy-all-users-mfa-strength
      {
        name: "a policy for all users and all applications",
        ...by(policy()),
        expect: "pass",
        because: PASSES,
        facts: {
          securityDefaults: false,
          inForce: 1,
          reportOnly: 0,
          leftOut: { users: 0, groups: 0, roles: 0, kindsOfGuests: 0 },
        },
      },
      { name: "an authentication strength instead of the control", ...by(policy({ grant: STRENGTH })), expect: "pass" },
      {
        name: "a strength that a single factor satisfies",
        ...by(
          policy({
            grant: {
              ...STRENGTH,
              authenticationStrength: { id: "x", requirementsSatisfied: "none", allowedCombinations: ["sms"] },
            },
          }),
        ),
        expect: "fail",
      },
      {
        name: "a second factor or a compliant device: the person chooses",
        ...by(policy({ grant: { ...MFA, builtInControls: ["mfa", "compliantDevice"] } })),
        expect: "fail",
        because: UNPROTECTED,
      },
      {
        name: "a second factor and a compliant device",
        ...by(policy({ grant: { ...MFA, operator: "AND", builtInControls: ["compliantDevice", "mfa"] } })),
        expect: "pass",
      },
      {
        name: "a second factor or terms of use",
        ...by(policy({ grant: { ...MFA, termsOfUse: ["5d4b3a29"] } })),
        expect: "fail",
      },
      { name: "controls of the session alone", ...by(policy({ grant: null })), expect: "fail", because: UNPROTECTED },
      {
        name: "a policy that applies at a high risk",
        ...by(policy({ conditions: { signInRiskLevels: ["high", "medium"] } })),
        expect: "fail",
      },
      {
        name: "a policy at every risk that is named, and at none",
        ...by(policy({ conditions: { userRiskLevels: ["high", "low", "medium", "none"] } })),
        expect: "indeterminate",
        problem: "not-supported",
      },
      {
        name: "a policy that trusts the office",
        ...by(policy({ conditions: { locations: { includeLocations: ["All"], excludeLocations: ["AllTrusted"] } } })),
        expect: "fail",
        because: UNPROTECTED,
        facts: {
          securityDefaults: false,
          inForce: 1,
          reportOnly: 0,
          leftOut: { users: 0, groups: 0, roles: 0, kindsOfGuests: 0 },
          hole: { application: "any other", client: "browser", place: "AllTrusted", platform: "any other" },
        },
      },
      {
        name: "a policy that trusts the office, and one for the office",
        ...by(
          policy({ conditions: { locations: { includeLocations: ["All"], excludeLocations: ["AllTrusted"] } } }),
          policy({ conditions: { locations: { includeLocations: ["AllTrusted"], excludeLocations: [] } } }),
        ),
        expect: "pass",
      },
      {
        name: "a policy for every platform by name: a platform that says it is another is none of them",
        ...by(
          policy({
            conditions: {
              platforms: {
                includePlatforms: ["android", "iOS", "linux", "macOS", "windows", "windowsPhone"],
                excludePlatforms: [],
              },
            },
          }),
        ),
        expect: "fail",
      },
      {
        name: "a policy for all platforms but one, and one for that",
        ...by(
          policy({ conditions: { platforms: { includePlatforms: ["all"], excludePlatforms: ["iOS"] } } }),
          policy({ conditions: { platforms: { includePlatforms: ["iOS"], excludePlatforms: [] } } }),
        ),
        expect: "pass",
      },
      {
        name: "all platforms but one that this program does not know",
        ...by(policy({ conditions: { platforms: { includePlatforms: ["all"], excludePlatforms: ["chromeOS"] } } })),
        expect: "fail",
        because: UNPROTECTED,
        facts: {
          securityDefaults: false,
          inForce: 1,
          reportOnly: 0,
          leftOut: { users: 0, groups: 0, roles: 0, kindsOfGuests: 0 },
          hole: { application: "any other", client: "browser", place: "any other", platform: "chromeos" },
        },
      },
      {
        name: "all platforms but one that this program does not know, and one policy for that",
        ...by(
          policy({ conditions: { platforms: { includePlatforms: ["all"], excludePlatforms: ["chromeOS"] } } }),
          policy({ conditions: { platforms: { includePlatforms: ["chromeOS"], excludePlatforms: [] } } }),
        ),
        expect: "pass",
      },
      // https://learn.microsoft.com/en-us/graph/api/resources/conditionalaccessplatforms
      {
        name: "all platforms but one that Graph does not name",
        ...by(
          policy({
            conditions: { platforms: { includePlatforms: ["all"], excludePlatforms: ["unknownFutureValue"] } },
          }),
        ),
        expect: "fail",
        because: UNPROTECTED,
      },
      {
        name: "all platforms but one that Graph does not name, and a policy for one: they can be two",
        ...by(
          policy({
            conditions: { platforms: { includePlatforms: ["all"], excludePlatforms: ["unknownFutureValue"] } },
          }),
          policy({ conditions: { platforms: { includePlatforms: ["unknownFutureValue"], excludePlatforms: [] } } }),
        ),
        expect: "indeterminate",
        problem: "not-supported",
      },
      {
        name: "a policy for one application",
        ...by(policy({ applications: { includeApplications: [APP] } })),
        expect: "fail",
      },
      {
        name: "a policy for the management API alone",
        ...by(policy({ applications: { includeApplications: [MANAGEMENT_API] } })),
        expect: "fail",
        because: UNPROTECTED,
      },
      {
        name: "all applications but the management API",
        ...by(policy({ applications: { excludeApplications: [MANAGEMENT_API] } })),
        expect: "fail",
        because: "conditional access leaves the management API of Azure without a second factor",
      },
      {
        name: "all applications but the management API, where that is not asked for",
        ...by(policy({ applications: { excludeApplications: [MANAGEMENT_API] } })),
        parameters: { managementApi: false },
        expect: "pass",
      },
      {
        name: "an application that is left out",
        ...by(policy({ applications: { excludeApplications: [OFFICE] } })),
        expect: "fail",
      },
      {
        name: "an application that the company leaves out",
        ...by(policy({ applications: { excludeApplications: [OFFICE] } })),
        parameters: { excludedApplications: [OFFICE] },
        expect: "pass",
      },
      {
        name: "an application that one policy leaves out and another takes in",
        ...by(
          policy({ applications: { excludeApplications: [OFFICE] } }),
          policy({ applications: { includeApplications: [OFFICE] } }),
        ),
        expect: "pass",
      },
      {
        name: "an application that may be one of a suite that another policy takes in",
        ...by(
          policy({ applications: { excludeApplications: [OFFICE] } }),
          policy({ applications: { includeApplications: ["Office365"] } }),
        ),
        expect: "indeterminate",
      },
      ...unread,
      {
        name: "registration of methods alone",
        ...by(
          policy({ applications: { includeApplications: [], includeUserActions: ["urn:user:registersecurityinfo"] } }),
        ),
        expect: "fail",
      },
      // https://learn.microsoft.com/en-us/entra/identity/conditional-access/policy-block-legacy-authentication
      {
        name: "modern clients are asked, and legacy ones are blocked by a second policy",
        ...by(
          policy({ conditions: { clientAppTypes: ["browser", "mobileAppsAndDesktopClients"] } }),
          policy({ conditions: { clientAppTypes: ["exchangeActiveSync", "other"] }, grant: BLOCK }),
        ),
        expect: "pass",
      },
      {
        name: "modern clients alone",
        ...by(policy({ conditions: { clientAppTypes: ["browser", "mobileAppsAndDesktopClients"] } })),
        expect: "fail",
        because: LEGACY,
      },
      {
        name: "modern clients alone, where legacy ones are not asked for",
        ...by(policy({ conditions: { clientAppTypes: ["browser", "mobileAppsAndDesktopClients"] } })),
        parameters: { blockLegacy: false },
        expect: "pass",
      },
      {
        name: "browsers alone",
        ...by(policy({ conditions: { clientAppTypes: ["browser"] } })),
        expect: "fail",
        because: UNPROTECTED,
      },
      ...users,
      {
        name: "policies that could not be read",
        slice: { isEnabled: false },
        related: {
          conditionalAccess: { rows: [], complete: false, problem: { code: "denied", detail: "Policy.Read.All" } },
        },
        expect: "indeterminate",
        problem: "denied",
      },
      { name: "an answer that does not say", slice: {}, expect: "indeterminate", problem: "unexpected-shape" },
    ],
  },
};
