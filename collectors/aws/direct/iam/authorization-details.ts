// Reads users, groups, roles and policies of IAM: all of an account in a few pages.
import { IAMClient, paginateGetAccountAuthorizationDetails, type EntityType } from "@aws-sdk/client-iam";
import type { AwsSource } from "../../source.ts";

const USER = "AWS::IAM::User";
const GROUP = "AWS::IAM::Group";
const ROLE = "AWS::IAM::Role";
const POLICY = "AWS::IAM::Policy";

/** AWS's own policies are known by their names, and only a company's own are resources of the account. */
const FILTERS: readonly (readonly [type: string, filter: EntityType])[] = [
  [USER, "User"],
  [GROUP, "Group"],
  [ROLE, "Role"],
  [POLICY, "LocalManagedPolicy"],
];

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetAccountAuthorizationDetails.html */
export const iamAuthorizationDetails: AwsSource = {
  name: "iam-authorization-details",
  types: FILTERS.map(([type]) => type),
  calls: [{ action: "iam:GetAccountAuthorizationDetails", per: "page" }],
  async read(aws) {
    const client = aws.listing(IAMClient);
    const Filter = FILTERS.flatMap(([type, filter]) => (aws.wants(type) ? [filter] : []));
    const pages = paginateGetAccountAuthorizationDetails({ client, pageSize: 1000 }, { Filter });
    for await (const { UserDetailList = [], GroupDetailList = [], RoleDetailList = [], Policies = [] } of pages) {
      for (const user of UserDetailList) {
        const { UserId: id = "", UserName: name, Arn: arn, CreateDate: createdAt, Tags: tags } = user;
        // A list that is empty is not in the answer.
        const configuration = { AttachedManagedPolicies: [], UserPolicyList: [], GroupList: [], ...user };
        aws.emitApiResource({ type: USER, id, name, arn, createdAt, tags, configuration });
      }
      for (const group of GroupDetailList) {
        const { GroupId: id = "", GroupName: name, Arn: arn, CreateDate: createdAt } = group;
        const configuration = { AttachedManagedPolicies: [], GroupPolicyList: [], ...group };
        aws.emitApiResource({ type: GROUP, id, name, arn, createdAt, configuration });
      }
      for (const role of RoleDetailList) {
        const { RoleId: id = "", RoleName: name, Arn: arn, CreateDate: createdAt, Tags: tags } = role;
        const configuration = { AttachedManagedPolicies: [], RolePolicyList: [], ...role };
        aws.emitApiResource({ type: ROLE, id, name, arn, createdAt, tags, configuration });
      }
      for (const policy of Policies) {
        const { PolicyId: id = "", PolicyName: name, Arn: arn, CreateDate: createdAt } = policy;
        aws.emitApiResource({ type: POLICY, id, name, arn, createdAt, configuration: policy });
      }
    }
  },
};
