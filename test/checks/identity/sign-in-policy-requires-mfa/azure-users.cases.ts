// Cases of the check that the directory itself demands a second factor: whom conditional access leaves out.
import type { Case } from "../../cases.ts";
import { by, policy, RESISTANT, STRENGTH, UNPROTECTED } from "./policies.ts";

const GROUP = "c2d5a5ce-0a6e-4b4e-8f0e-b8a6f0a5d9e1";
const GLOBAL_ADMINISTRATOR = "62e90394-69f5-4237-9190-012177145e10";
const SYNCHRONIZATION = "d29b2b05-8046-44ba-8758-1e26182fcf32";

export const users: readonly Case[] = [
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
];
