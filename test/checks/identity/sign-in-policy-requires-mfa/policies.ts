// Makes conditional access policies as the collector tells them, for cases: of everybody and everything unless said otherwise.
import type { Json } from "../../../../evidence-schema/bytes/canonical.ts";
import type { Case, Members } from "../../cases.ts";

export const MFA = {
  operator: "OR",
  builtInControls: ["mfa"],
  customAuthenticationFactors: [],
  termsOfUse: [],
  authenticationStrength: null,
};
export const BLOCK = { ...MFA, builtInControls: ["block"] };

type Parts = {
  readonly state?: string;
  readonly users?: Members;
  readonly applications?: Members;
  readonly conditions?: Members;
  readonly grant?: Json;
  readonly other?: readonly string[];
};

/** https://learn.microsoft.com/en-us/graph/api/resources/conditionalaccesspolicy */
export const policy = ({
  state = "enabled",
  users = {},
  applications = {},
  conditions = {},
  grant = MFA,
  other = [],
}: Parts = {}): Json =>
  state === "enabled"
    ? {
        id: "b1c2d3e4-f5a6-4b7c-8d9e-0f1a2b3c4d5e",
        state,
        conditions: {
          clientAppTypes: ["all"],
          signInRiskLevels: [],
          userRiskLevels: [],
          platforms: null,
          locations: null,
          devices: null,
          ...conditions,
          users: {
            includeUsers: ["All"],
            excludeUsers: [],
            includeGroups: [],
            excludeGroups: [],
            includeRoles: [],
            excludeRoles: [],
            ...users,
          },
          applications: {
            includeApplications: ["All"],
            excludeApplications: [],
            includeUserActions: [],
            ...applications,
          },
        },
        OtherConditions: other,
        grantControls: grant,
      }
    : { id: "c1c2d3e4-f5a6-4b7c-8d9e-0f1a2b3c4d5e", state };

/** A tenant without security defaults, and with these policies. */
export const by = (...policies: readonly Json[]): Pick<Case, "slice" | "related"> => ({
  slice: { isEnabled: false },
  related: { conditionalAccess: { rows: [{ Policies: policies }] } },
});

export const STRENGTH = {
  ...MFA,
  builtInControls: [],
  authenticationStrength: {
    id: "00000000-0000-0000-0000-000000000002",
    requirementsSatisfied: "mfa",
    allowedCombinations: ["password,microsoftAuthenticatorPush", "fido2"],
  },
};
export const RESISTANT = {
  ...STRENGTH,
  authenticationStrength: {
    id: "00000000-0000-0000-0000-000000000004",
    requirementsSatisfied: "mfa",
    allowedCombinations: ["windowsHelloForBusiness", "fido2", "x509CertificateMultiFactor"],
  },
};

export const UNPROTECTED = "conditional access leaves sign-ins of ordinary users without a second factor";
