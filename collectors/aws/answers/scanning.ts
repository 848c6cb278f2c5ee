// Reads what scans an account for known vulnerabilities: Amazon Inspector in a region, and ECR in each repository of images.
import { z } from "zod";
import type { Json } from "../../../evidence-schema/bytes/canonical.ts";
import { syntheticKey } from "../../../evidence-schema/keys/resource-key.ts";
import type { Answered } from "../../answer.ts";

export const INSPECTOR_ACCOUNT = "Tidemark::Inspector2::Account";
export const REPOSITORY_SCANNING = "Tidemark::ECR::RepositoryScanning";

const Status = z.object({ status: z.string() });

/** https://docs.aws.amazon.com/inspector/v2/APIReference/API_BatchGetAccountStatus.html */
const AccountStatus = z.object({
  accounts: z
    .array(z.object({ accountId: z.string(), resourceState: z.object({ ec2: Status, ecr: Status }) }))
    .length(1),
});

/** The key and the name of what Inspector scans in a region. */
export const inspectorIdentity = (account: string, region: string) => ({
  key: syntheticKey("aws", account, `inspector-account/${region}`),
  name: `Amazon Inspector in ${region}`,
});

/** The status of what Inspector scans in the region; undefined where the answer has another shape, or is of another account. */
export function inspectorAccountIn(answer: Json, account: string, region: string): object | undefined {
  const told = AccountStatus.safeParse(answer).data?.accounts[0];
  if (told?.accountId !== account) return undefined;
  const { ec2, ecr } = told.resourceState;
  return { Region: region, Machines: ec2.status, Images: ecr.status };
}

/**
 * The setting that is in effect for each repository: ECR works it out of the registry's rules and the repository's own flag.
 * https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_BatchGetRepositoryScanningConfiguration.html
 */
const Scanning = z.object({
  scanningConfigurations: z.array(z.object({ repositoryName: z.string().min(1), scanFrequency: z.string().nullish() })),
});

/** The key of how images of a repository are scanned. */
export const repositoryScanningKey = (account: string, region: string, repository: string): string =>
  syntheticKey("aws", account, `ecr-scanning/${region}/${repository}`);

/** How images of each repository are scanned; undefined where the answer has another shape. */
export function repositoryScanningIn(answer: Json, account: string, region: string): readonly Answered[] | undefined {
  return Scanning.safeParse(answer).data?.scanningConfigurations.map(({ repositoryName, scanFrequency }) => ({
    key: repositoryScanningKey(account, region, repositoryName),
    name: repositoryName,
    body: { Repository: repositoryName, ...(scanFrequency == null ? {} : { ScanFrequency: scanFrequency }) },
  }));
}
