// Lists the members of IAM users, groups and identity providers that leave here.
// They follow GetAccountAuthorizationDetails and the calls of each provider.
import type { ResourceTypes } from "../resource-type.ts";
import { list, record, scalar } from "../spelling.ts";

const policyArns = list(record({ PolicyArn: scalar }));
const policyNames = list(record({ PolicyName: scalar }));

export const iam: ResourceTypes = {
  // Its UserName, Arn and Path name a person and stay here.
  "AWS::IAM::User": {
    configuration: record({
      UserId: scalar,
      CreateDate: scalar,
      AttachedManagedPolicies: policyArns,
      UserPolicyList: policyNames,
      GroupList: list(scalar),
    }),
    supplementary: {},
    global: true,
    uniqueId: true,
    arn: null,
  },
  "AWS::IAM::Group": {
    configuration: record({
      GroupId: scalar,
      GroupName: scalar,
      Arn: scalar,
      CreateDate: scalar,
      AttachedManagedPolicies: policyArns,
      GroupPolicyList: policyNames,
    }),
    supplementary: {},
    global: true,
    uniqueId: true,
    arn: null,
  },
  "AWS::IAM::SAMLProvider": {
    configuration: record({ Arn: scalar, CreateDate: scalar, ValidUntil: scalar }),
    supplementary: {},
    global: true,
    uniqueId: false,
    arn: null,
  },
  "AWS::IAM::OIDCProvider": {
    configuration: record({
      Arn: scalar,
      Url: scalar,
      ClientIDList: list(scalar),
      ThumbprintList: list(scalar),
      CreateDate: scalar,
    }),
    supplementary: {},
    global: true,
    uniqueId: false,
    arn: null,
  },
};
