// Reads what scans a region for known vulnerabilities, as `aws inspector2` and `aws ecr` tell it: a file of each for a region.
import {
  INSPECTOR_ACCOUNT,
  inspectorAccountIn,
  inspectorIdentity,
  REPOSITORY_SCANNING,
  repositoryScanningIn,
} from "../../../../aws/answers/scanning.ts";
import { oneCall, type OneCall } from "../../call.ts";

type Named = Pick<OneCall, "lane" | "type" | "items"> & {
  /** The name of the export after its region, the shell function that makes it, and the command that it stands for. */
  readonly source: string;
  readonly run: string;
  readonly command: string;
};

const perRegion = ({ source: of, run, command, ...declared }: Named) =>
  oneCall({
    provider: "aws",
    scopeId: /^\d{12}$/,
    global: false,
    ...declared,
    exports: (account, types, regions) =>
      regions.map((region) => {
        const source = `aws-${account}-${region}-${of}`;
        return {
          source,
          types,
          regions: [region],
          file: `${source}.json`,
          command: `${command} --region ${region}`,
          run: [run, account, region],
        };
      }),
  });

export const awsInspector2Account = perRegion({
  lane: "aws-inspector2-account",
  type: INSPECTOR_ACCOUNT,
  source: "inspector2-account",
  run: "aws_inspector2_account",
  command: "aws inspector2 batch-get-account-status",
  items(answer, { id, region }) {
    const body = inspectorAccountIn(answer, id, region ?? "");
    return body === undefined ? undefined : [{ ...inspectorIdentity(id, region ?? ""), body }];
  },
});

export const awsEcrRepositoryScanning = perRegion({
  lane: "aws-ecr-repository-scanning",
  type: REPOSITORY_SCANNING,
  source: "ecr-repository-scanning",
  run: "aws_ecr_repository_scanning",
  command: "aws ecr describe-repositories and batch-get-repository-scanning-configuration",
  items: (answer, { id, region }) => repositoryScanningIn(answer, id, region ?? ""),
});
