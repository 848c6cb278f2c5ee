// Cases of the check that nothing grants everything outside of listed holders: users and groups of IAM.
import type { Cases } from "../../cases.ts";
import { ADMIN, POWER, IAM, OWN, admin, facts, never } from "./holders.ts";
import { cases as trusts } from "./role-trust.cases.ts";
import { cases as roles } from "./role.cases.ts";

export const cases: Cases = {
  "aws AWS::IAM::User": {
    never,
    cases: [
      {
        name: "AdministratorAccess",
        slice: { UserId: "AIDAEXAMPLE", ...admin, UserPolicyList: [] },
        expect: "fail",
        because: "policies of the user give everything, and the user is not among allowedHolders",
        facts: facts({ managed: [ADMIN.PolicyArn] }),
      },
      {
        name: "PowerUserAccess and IAMFullAccess",
        slice: { UserId: "AIDAEXAMPLE", AttachedManagedPolicies: [POWER, IAM], UserPolicyList: [] },
        expect: "fail",
        because: "policies of the user give everything, and the user is not among allowedHolders",
      },
      {
        name: "a policy of AWS that is not read",
        slice: {
          UserId: "AIDAEXAMPLE",
          AttachedManagedPolicies: [{ PolicyArn: "arn:aws:iam::aws:policy/ReadOnlyAccess" }],
          UserPolicyList: [],
        },
        expect: "pass",
        because: "no policy of the user's own that was read gives everything",
        facts: facts({ awsManagedUnread: 1, everything: "never" }),
      },
      {
        name: "a listed user",
        slice: { UserId: "AIDAEXAMPLE", ...admin, UserPolicyList: [] },
        parameters: { allowedHolders: ["user/AIDAEXAMPLE"] },
        expect: "pass",
        because: "the user may do everything, and is among allowedHolders",
      },
      {
        name: "an inline policy without its text",
        slice: { UserId: "AIDAEXAMPLE", AttachedManagedPolicies: [], UserPolicyList: [{ PolicyName: "x" }] },
        expect: "indeterminate",
        problem: "not-in-answer",
      },
    ],
  },
  "aws AWS::IAM::Group": {
    never,
    cases: [
      {
        name: "a group of administrators",
        slice: { GroupName: "admins", ...admin },
        expect: "pass",
        because: "the group may do everything, and groups may",
      },
      {
        name: "a group of administrators, where groups are listed too",
        slice: { GroupName: "admins", ...admin },
        parameters: { allowGroups: false },
        expect: "fail",
      },
      {
        name: "a listed group",
        slice: { GroupName: "admins", ...admin },
        parameters: { allowGroups: false, allowedHolders: ["group/adm*"] },
        expect: "pass",
      },
      {
        name: "a customer managed policy that was not read",
        slice: { GroupName: "ops", AttachedManagedPolicies: [{ PolicyArn: OWN }] },
        related: {
          policies: {
            rows: [],
            complete: false,
            problem: { code: "throttled", detail: "iam:GetAccountAuthorizationDetails" },
          },
        },
        expect: "indeterminate",
        problem: "throttled",
      },
    ],
  },
  "aws AWS::IAM::Role": { cases: [...roles, ...trusts] },
};
