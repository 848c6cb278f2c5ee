// People, groups, applications and policies of the sample estate, as Microsoft Graph v1.0 answers them.
// https://learn.microsoft.com/en-us/graph/api/resources/userregistrationdetails, unifiedroleassignment, application, group,
// subscribedsku, organization, conditionalaccesspolicy, identitysecuritydefaultsenforcementpolicy and authorizationpolicy
import type { JsonObject } from "../../../../../evidence-schema/record/record.ts";
import type { Directory } from "../estate.ts";
import { LIMITED, READER, TENANT } from "./names.ts";

export const PEOPLE = {
  amelie: "fa9ff73d-5d8d-4a2c-8e8f-60cf89f4067d",
  jonas: "8477fe12-bbc6-479f-89ff-ac2f954d2988",
  guest: "8c371bf6-9740-4d1e-8a8e-dde77f1f8f88",
} as const;

/** A group, and a group in it. */
export const ADMINISTRATORS = "c2d5a5ce-0a6e-4b4e-8f0e-b8a6f0a5d9e1";
export const OPERATORS = "d3e6b6df-1b7f-4c5f-9a1f-c9b7a1b6e0f2";
/** An application of the company with a secret, and what signs in for it. */
const DEPLOYER = {
  id: "1a2b8c9d-0e1f-4a2b-8c3d-4e5f6a7b8c9d",
  appId: "6d0c1f2a-7b1e-4f7d-9a55-3d2e8b9c4f10",
  objectId: "5ad5d37a-430a-4b4c-9b4c-7b66cf64ab61",
};

/** https://learn.microsoft.com/en-us/entra/identity/role-based-access-control/permissions-reference */
const GLOBAL_ADMINISTRATOR = "62e90394-69f5-4237-9190-012177145e10";
const GLOBAL_READER = "f2ef992c-3afb-46b9-b7cf-a126ee74c451";

type Person = {
  readonly id: string;
  readonly name: string;
  readonly userType: "member" | "guest";
  readonly isAdmin: boolean;
  readonly methods: readonly string[];
};

const persons: readonly Person[] = [
  {
    id: PEOPLE.amelie,
    name: "Amelie Brandt",
    userType: "member",
    isAdmin: true,
    methods: ["fido2SecurityKey", "microsoftAuthenticatorPush"],
  },
  {
    id: PEOPLE.jonas,
    name: "Jonas Weber",
    userType: "member",
    isAdmin: false,
    methods: ["microsoftAuthenticatorPush"],
  },
  { id: PEOPLE.guest, name: "Rin Sato", userType: "guest", isAdmin: false, methods: [] },
];

const nameOf = (name: string): string => `${name.toLowerCase().replace(" ", ".")}@northlight.example`;

const servicePrincipal = (
  id: string,
  appId: string,
  displayName: string,
  passwordCredentials: readonly JsonObject[] = [],
): JsonObject & { readonly id: string } => ({
  id,
  accountEnabled: true,
  appId,
  displayName,
  servicePrincipalType: "Application",
  passwordCredentials,
  keyCredentials: [],
});

const roleAssignment = (
  id: string,
  principalId: string,
  roleDefinitionId: string,
): JsonObject & { readonly id: string; readonly principalId: string } => ({
  id,
  principalId,
  directoryScopeId: "/",
  roleDefinitionId,
});

export const DIRECTORY: Directory = {
  organization: {
    id: TENANT,
    displayName: "Northlight",
    tenantType: "AAD",
    createdDateTime: "2024-09-30T08:00:00Z",
    onPremisesSyncEnabled: null,
    verifiedDomains: [{ name: "northlight.example", isDefault: true, isInitial: false, type: "Managed" }],
  },
  subscribedSkus: [
    {
      id: `${TENANT}_84a661c4-e949-4bd2-a560-ed7766fcaf2b`,
      skuId: "84a661c4-e949-4bd2-a560-ed7766fcaf2b",
      skuPartNumber: "AAD_PREMIUM_P2",
      appliesTo: "User",
      capabilityStatus: "Enabled",
      consumedUnits: 3,
      prepaidUnits: { enabled: 5, suspended: 0, warning: 0, lockedOut: 0 },
      servicePlans: [
        {
          servicePlanId: "41781fb2-bc02-4b7c-bd55-b576c07bb09d",
          servicePlanName: "AAD_PREMIUM",
          provisioningStatus: "Success",
          appliesTo: "User",
        },
        {
          servicePlanId: "eec0eb4f-6444-4f95-aba0-50c24d67f998",
          servicePlanName: "AAD_PREMIUM_P2",
          provisioningStatus: "Success",
          appliesTo: "User",
        },
      ],
    },
  ],
  users: persons.map(({ id, name, userType }) => ({
    id,
    displayName: name,
    userPrincipalName: nameOf(name),
    accountEnabled: true,
    userType: userType === "guest" ? "Guest" : "Member",
    createdDateTime: "2024-10-14T08:00:00Z",
    // Graph leaves it out for who never signed in: https://learn.microsoft.com/en-us/graph/api/resources/signinactivity
    ...(userType === "guest"
      ? {}
      : {
          signInActivity: {
            lastSignInDateTime: "2026-08-19T07:12:41Z",
            lastSignInRequestId: "c7df2760-2c81-4ef7-b578-5b5392b571df",
            lastNonInteractiveSignInDateTime: "2026-08-20T11:30:02Z",
            lastNonInteractiveSignInRequestId: "d8ef3871-3d92-4f08-9689-6c6403c682e0",
            lastSuccessfulSignInDateTime: "2026-08-20T11:30:02Z",
            lastSuccessfulSignInRequestId: "d8ef3871-3d92-4f08-9689-6c6403c682e0",
          },
        }),
  })),
  groups: [
    {
      id: ADMINISTRATORS,
      displayName: "Cloud administrators",
      securityEnabled: true,
      isAssignableToRole: true,
      members: [PEOPLE.amelie, OPERATORS],
    },
    {
      id: OPERATORS,
      displayName: "Operators",
      securityEnabled: true,
      isAssignableToRole: null,
      members: [PEOPLE.jonas, DEPLOYER.objectId],
    },
  ],
  servicePrincipals: [
    servicePrincipal(READER.objectId, READER.clientId, "tidemark"),
    servicePrincipal(LIMITED.objectId, LIMITED.clientId, "inventory"),
    servicePrincipal(DEPLOYER.objectId, DEPLOYER.appId, "northlight-deploy"),
  ],
  applications: [
    {
      id: DEPLOYER.id,
      appId: DEPLOYER.appId,
      displayName: "northlight-deploy",
      createdDateTime: "2024-10-02T10:00:00Z",
      signInAudience: "AzureADMyOrg",
      passwordCredentials: [
        {
          customKeyIdentifier: null,
          displayName: "pipeline",
          endDateTime: "2027-01-12T08:00:00Z",
          hint: "abc",
          keyId: "4f6e1d2c-3b4a-4958-8776-95a4b3c2d1e0",
          secretText: null,
          startDateTime: "2026-01-12T08:00:00Z",
        },
      ],
      keyCredentials: [],
      federatedIdentityCredentials: [
        {
          id: "5f3c2b1a-0e9d-4c8b-b7a6-95a4b3c2d1e0",
          name: "deploy-main",
          issuer: "https://token.actions.githubusercontent.com",
          subject: "repo:northlight/shop:ref:refs/heads/main",
          description: null,
          audiences: ["api://AzureADTokenExchange"],
        },
      ],
    },
    {
      id: "4d9e5b6a-7f8c-4d9e-8bb8-d9e8f7a6b5c4",
      appId: READER.clientId,
      displayName: "tidemark",
      createdDateTime: "2026-01-09T10:00:00Z",
      signInAudience: "AzureADMyOrg",
      passwordCredentials: [],
      keyCredentials: [],
    },
  ],
  userRegistrationDetails: persons.map(({ id, name, userType, isAdmin, methods }) => ({
    id,
    userPrincipalName: nameOf(name),
    userDisplayName: name,
    userType,
    isAdmin,
    isSsprRegistered: methods.length > 0,
    isSsprEnabled: true,
    isSsprCapable: methods.length > 0,
    isMfaRegistered: methods.length > 0,
    isMfaCapable: methods.length > 0,
    isPasswordlessCapable: methods.includes("fido2SecurityKey"),
    methodsRegistered: methods,
    isSystemPreferredAuthenticationMethodEnabled: true,
    systemPreferredAuthenticationMethods: [],
    userPreferredMethodForSecondaryAuthentication: "none",
    lastUpdatedDateTime: "2026-08-20T04:12:33.4100000Z",
  })),
  roleAssignments: [
    roleAssignment("lAPpYvVpN0KRkAEhdxReEP-d9_pdjSpKjo9gz4n0Bn0-1", PEOPLE.amelie, GLOBAL_ADMINISTRATOR),
    roleAssignment("lAPpYvVpN0KRkAEhdxReEHrT1VoKQ0xLm0x7Zs9kq2E-1", DEPLOYER.objectId, GLOBAL_READER),
    roleAssignment("lAPpYvVpN0KRkAEhdxReEM6l1cIOak5Ljw64pvCl2eE-1", ADMINISTRATORS, GLOBAL_READER),
  ],
  roleEligibilityScheduleInstances: [
    {
      id: "5wuT_mJe20eRr5jDpJo4sXbfd22VX0BOmpL501774kM-1-e",
      principalId: PEOPLE.jonas,
      roleDefinitionId: GLOBAL_ADMINISTRATOR,
      directoryScopeId: "/",
      appScopeId: null,
      startDateTime: "2026-01-10T08:00:00Z",
      endDateTime: null,
      memberType: "Direct",
      roleEligibilityScheduleId: "50877283-9d40-433c-bab8-7986dc10458a",
    },
  ],
  groupEligibilityScheduleInstances: [],
  conditionalAccessPolicies: [
    {
      id: "b1c2d3e4-f5a6-4b7c-8d9e-0f1a2b3c4d5e",
      displayName: "Require MFA for all users",
      state: "enabled",
      createdDateTime: "2025-01-10T08:00:00.0000000Z",
      modifiedDateTime: null,
      conditions: {
        clientAppTypes: ["all"],
        users: {
          includeUsers: ["All"],
          excludeUsers: [],
          includeGroups: [],
          excludeGroups: [],
          includeRoles: [],
          excludeRoles: [],
        },
        applications: { includeApplications: ["All"], excludeApplications: [] },
      },
      grantControls: {
        operator: "OR",
        builtInControls: ["mfa"],
        customAuthenticationFactors: [],
        termsOfUse: [],
        authenticationStrength: null,
      },
      sessionControls: null,
    },
  ],
  securityDefaults: {
    id: "00000000-0000-0000-0000-000000000005",
    displayName: "Security Defaults",
    description: "Security defaults is a set of basic identity security mechanisms.",
    isEnabled: false,
  },
  authorizationPolicy: {
    id: "authorizationPolicy",
    displayName: "Authorization Policy",
    allowInvitesFrom: "adminsAndGuestInviters",
    allowedToSignUpEmailBasedSubscriptions: false,
    blockMsolPowerShell: true,
    guestUserRoleId: "10dae51f-b6af-4016-8d66-8c2a99b929b3",
    defaultUserRolePermissions: {
      allowedToCreateApps: false,
      allowedToCreateSecurityGroups: false,
      allowedToReadOtherUsers: true,
      permissionGrantPoliciesAssigned: [],
    },
  },
};
