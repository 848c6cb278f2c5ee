// Cases of the check that the directory itself demands a second factor: Entra tenants, by security defaults and conditional access.
import type { Json } from "../../../../evidence-schema/bytes/canonical.ts";
import type { Case, Cases } from "../../cases.ts";
import { BLOCK, MFA, policy } from "./policies.ts";

const off: Json = { isEnabled: false };
const by = (...policies: readonly Json[]): Pick<Case, "slice" | "related"> => ({
  slice: off,
  related: { conditionalAccess: { rows: [{ Policies: policies }] } },
});

const GROUP = "c2d5a5ce-0a6e-4b4e-8f0e-b8a6f0a5d9e1";
const MANAGEMENT_API = "797f4846-ba00-4fd7-ba71-dba1f031c5de";
const GLOBAL_ADMINISTRATOR = "62e90394-69f5-4237-9190-012177145e10";
const SYNCHRONIZATION = "d29b2b05-8046-44ba-8758-1e26182fcf32";
const APP = "00000003-0000-0ff1-ce00-000000000000";
const OFFICE = "3f2504e0-4f89-11d3-9a0c-0305e82c3301";
const STRENGTH = {
  ...MFA,
  builtInControls: [],
  authenticationStrength: {
    id: "00000000-0000-0000-0000-000000000002",
    requirementsSatisfied: "mfa",
    allowedCombinations: ["password,microsoftAuthenticatorPush", "fido2"],
  },
};
const RESISTANT = {
  ...STRENGTH,
  authenticationStrength: {
    id: "00000000-0000-0000-0000-000000000004",
    requirementsSatisfied: "mfa",
    allowedCombinations: ["windowsHelloForBusiness", "fido2", "x509CertificateMultiFactor"],
  },
};

const UNPROTECTED = "conditional access leaves sign-ins of ordinary users without a second factor";
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
        because: "security defaults are on: they demand a second factor and block legacy protocols",
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
      {
        name: "applications by a filter",
        ...by(policy({ applications: { applicationFilter: { mode: "exclude" } } })),
        expect: "fail",
      },
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
      {
        name: "two accounts for emergencies are left out",
        ...by(policy({ users: { excludeUsers: ["user-1", "user-2"] } })),
        expect: "pass",
        facts: {
          securityDefaults: false,
          inForce: 1,
          reportOnly: 0,
          leftOut: { users: 2, groups: 0, roles: 0, kindsOfGuests: 0 },
        },
      },
      {
        name: "three people are left out",
        ...by(policy({ users: { excludeUsers: ["user-1", "user-2", "user-3"] } })),
        expect: "fail",
        because: "conditional access leaves more users and groups without a second factor than may be left out",
      },
      {
        name: "three people whom another policy takes in",
        ...by(
          policy({ users: { excludeUsers: ["user-1", "user-2", "user-3"] } }),
          policy({ users: { includeUsers: ["user-1", "user-2"] } }),
        ),
        expect: "pass",
      },
      {
        name: "a group is left out: who is in it is not read",
        ...by(policy({ users: { excludeGroups: [GROUP] } })),
        expect: "indeterminate",
        problem: "not-supported",
      },
      {
        name: "a group of accounts for emergencies",
        ...by(policy({ users: { excludeGroups: [GROUP] } })),
        parameters: { emergencyGroups: [GROUP] },
        expect: "pass",
      },
      {
        name: "two policies that leave out a group each: somebody can be in both",
        ...by(
          policy({ users: { excludeGroups: [GROUP] } }),
          policy({ users: { excludeGroups: ["d3e6b6df-1b7f-4c5f-9a1f-c9b7a1b6e0f2"] } }),
        ),
        expect: "indeterminate",
      },
      {
        name: "a group alone is asked: the others are not",
        ...by(policy({ users: { includeUsers: [], includeGroups: [GROUP] } })),
        expect: "fail",
        because: UNPROTECTED,
      },
      {
        name: "administrators alone are asked",
        ...by(policy({ users: { includeUsers: [], includeRoles: [GLOBAL_ADMINISTRATOR] } })),
        expect: "fail",
      },
      {
        name: "a role is left out",
        ...by(policy({ users: { excludeRoles: [GLOBAL_ADMINISTRATOR] } })),
        expect: "fail",
        because: "conditional access leaves holders of a directory role without a second factor",
      },
      {
        name: "the role of the synchronization service is no person's",
        ...by(policy({ users: { excludeRoles: [SYNCHRONIZATION] } })),
        expect: "pass",
      },
      {
        name: "guests are left out",
        ...by(policy({ users: { excludeUsers: ["GuestsOrExternalUsers"] } })),
        expect: "fail",
        because: "conditional access leaves guests without a second factor",
      },
      {
        name: "guests are left out, and have a policy of their own",
        ...by(
          policy({
            users: {
              excludeGuestsOrExternalUsers: {
                guestOrExternalUserTypes: "b2bCollaborationGuest,serviceProvider",
                externalTenants: { membershipKind: "all" },
              },
            },
          }),
          policy({ users: { includeUsers: ["GuestsOrExternalUsers"] } }),
        ),
        expect: "pass",
      },
      {
        name: "guests are left out, and those of some tenants have a policy",
        ...by(
          policy({ users: { excludeUsers: ["GuestsOrExternalUsers"] } }),
          policy({
            users: {
              includeUsers: [],
              includeGuestsOrExternalUsers: {
                guestOrExternalUserTypes:
                  "b2bCollaborationGuest,b2bCollaborationMember,b2bDirectConnectUser,internalGuest,otherExternalUser,serviceProvider",
                externalTenants: { membershipKind: "enumerated" },
              },
            },
          }),
        ),
        expect: "indeterminate",
      },
      {
        name: "no user at all: a policy for workloads",
        ...by(policy({ users: { includeUsers: ["None"] } })),
        expect: "fail",
      },
      {
        name: "devices by a filter that leaves some out",
        ...by(policy({ conditions: { devices: { deviceFilter: { mode: "exclude" } } } })),
        expect: "indeterminate",
      },
      {
        name: "devices by a filter that takes some in",
        ...by(policy({ conditions: { devices: { deviceFilter: { mode: "include" } } } })),
        expect: "fail",
      },
      {
        name: "the device code flow alone",
        ...by(policy({ conditions: { authenticationFlows: { transferMethods: "deviceCodeFlow" } } })),
        expect: "fail",
      },
      {
        name: "a condition that is newer than this version",
        ...by(policy({ other: ["moonPhases"] })),
        expect: "indeterminate",
      },
      {
        name: "administrators need a phishing-resistant factor, and have one",
        ...by(
          policy(),
          policy({
            users: {
              includeUsers: [],
              includeRoles: [
                "158c047a-c907-4556-b7ef-446551a6b5f7",
                "194ae4cb-b126-40b2-bd5b-6091b380977d",
                "29232cdf-9323-42fd-ade2-1d097af3e4de",
                "62e90394-69f5-4237-9190-012177145e10",
                "729827e3-9c14-49f7-bb1b-9608f156bbb8",
                "7be44c8a-adaf-4e2a-84d6-ab2649e08a13",
                "966707d0-3269-4727-9be2-8c3a10f19b9d",
                "9b895d92-2cd3-44c7-9d02-a6ac2d5ea5c3",
                "b0f54661-2d74-4c50-afa3-1ec803f12efe",
                "b1be1c3e-b65d-4f19-8427-f6fa0d97feb9",
                "c4e39bd9-1100-46d3-8c65-fb160da0071f",
                "e8611ab8-c189-46e8-94e1-60213ab1f814",
                "f28a1f50-f6e7-4571-818b-6a12f2af6b6c",
                "fe930be7-5e62-47db-91af-98c3a49a38b1",
              ],
            },
            grant: RESISTANT,
          }),
        ),
        parameters: { phishingResistantForAdmins: true },
        expect: "pass",
      },
      {
        name: "administrators need a phishing-resistant factor, and any will do",
        ...by(policy({ grant: STRENGTH })),
        parameters: { phishingResistantForAdmins: true },
        expect: "fail",
        because: "conditional access leaves administrators without a phishing-resistant factor",
      },
      {
        name: "policies that could not be read",
        slice: off,
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
