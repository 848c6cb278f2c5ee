// Reads users and groups of IAM with their policies: all of an account in a few pages.
import { IAMClient, paginateGetAccountAuthorizationDetails } from "@aws-sdk/client-iam";
import type { AwsSource } from "../../source.ts";

const USER = "AWS::IAM::User";
const GROUP = "AWS::IAM::Group";

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetAccountAuthorizationDetails.html */
export const iamAuthorizationDetails: AwsSource = {
  name: "iam-authorization-details",
  types: [USER, GROUP],
  calls: [{ action: "iam:GetAccountAuthorizationDetails", per: "page" }],
  async read(aws) {
    const client = aws.listing(IAMClient);
    const pages = paginateGetAccountAuthorizationDetails({ client, pageSize: 1000 }, { Filter: ["User", "Group"] });
    for await (const { UserDetailList = [], GroupDetailList = [] } of pages) {
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
    }
  },
};
