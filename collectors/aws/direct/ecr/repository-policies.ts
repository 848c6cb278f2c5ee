// Reads policies of repositories of ECR, one by one after a listing.
import { ECRClient, GetRepositoryPolicyCommand, paginateDescribeRepositories } from "@aws-sdk/client-ecr";
import { REPOSITORY_POLICY } from "../../answers/policies/resource-policies.ts";
import type { AwsSource } from "../../source.ts";
import { readPolicies } from "../read-policies.ts";

/** https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_GetRepositoryPolicy.html */
export const ecrRepositoryPolicies: AwsSource = {
  name: "ecr-repository-policies",
  types: [REPOSITORY_POLICY.type],
  calls: [
    { action: "ecr:DescribeRepositories", per: "page" },
    { action: "ecr:GetRepositoryPolicy", per: { resource: "ECR tells the policy of one repository a call" } },
  ],
  async read(aws) {
    const ecr = aws.detail(ECRClient);
    const client = aws.listing(ECRClient);
    for await (const { repositories = [] } of paginateDescribeRepositories({ client, pageSize: 1000 }, {})) {
      const names = repositories.map(({ repositoryName = "" }) => repositoryName);
      const ask = (repositoryName: string) => ecr.send(new GetRepositoryPolicyCommand({ repositoryName }));
      await readPolicies(aws, REPOSITORY_POLICY, names, ask, "RepositoryNotFoundException");
    }
  },
};
