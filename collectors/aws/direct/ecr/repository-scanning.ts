// Reads how images of each repository of ECR are scanned, in batches.
import {
  BatchGetRepositoryScanningConfigurationCommand,
  ECRClient,
  paginateDescribeRepositories,
} from "@aws-sdk/client-ecr";
import { CallFailed } from "../../../live/call.ts";
import { jsonOf } from "../../../live/region-read.ts";
import { REPOSITORY_SCANNING, repositoryScanningIn, repositoryScanningKey } from "../../answers/scanning.ts";
import type { AwsSource } from "../../source.ts";

/** https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_BatchGetRepositoryScanningConfiguration.html */
const BATCH = 25;

export const ecrRepositoryScanning: AwsSource = {
  name: "ecr-repository-scanning",
  types: [REPOSITORY_SCANNING],
  calls: [
    { action: "ecr:DescribeRepositories", per: "page" },
    { action: "ecr:BatchGetRepositoryScanningConfiguration", per: "few" },
  ],
  async read(aws) {
    const { account, region } = aws;
    const ecr = aws.detail(ECRClient);
    const client = aws.listing(ECRClient);
    for await (const { repositories = [] } of paginateDescribeRepositories({ client, pageSize: 1000 }, {})) {
      const names = repositories.map(({ repositoryName = "" }) => repositoryName);
      for (let at = 0; at < names.length; at += BATCH) {
        const repositoryNames = names.slice(at, at + BATCH);
        const left = new Set(repositoryNames);
        const unread = (problem: CallFailed["problem"]): void => {
          for (const name of left)
            aws.emitUnread(REPOSITORY_SCANNING, repositoryScanningKey(account, region, name), problem);
        };
        try {
          const command = new BatchGetRepositoryScanningConfigurationCommand({ repositoryNames });
          const { scanningConfigurations = [] } = await ecr.send(command);
          for (const fact of repositoryScanningIn(jsonOf({ scanningConfigurations }), account, region) ?? []) {
            left.delete(fact.name ?? "");
            aws.emitFact(REPOSITORY_SCANNING, fact);
          }
          unread({
            code: "not-in-answer",
            detail: "ecr:BatchGetRepositoryScanningConfiguration left out a repository that ECR lists",
          });
        } catch (error) {
          if (!(error instanceof CallFailed)) throw error;
          unread(error.problem);
        }
      }
    }
  },
};
