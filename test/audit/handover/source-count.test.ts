// Checks the commands that count at the source, and that no part of a key reaches a shell as anything but text.
import { expect, test } from "vitest";
import { sourceCount } from "../../../audit/handover/source-count.ts";

const AZURE = "9606bc3d-0c4f-4820-8ee3-6f3de8e611b4";
const COUNTS = "aws configservice get-discovered-resource-counts --resource-types";

test.each<readonly [scope: string, type: string, region: string | null, expected: string | null]>([
  ["aws/111122223333", "AWS::S3::Bucket", "eu-central-1", `${COUNTS} AWS::S3::Bucket --region eu-central-1`],
  ["aws/111122223333", "AWS::IAM::User", "global", `${COUNTS} AWS::IAM::User`],
  ["aws/111122223333", "AWS::S3::Bucket", "$(x)", `${COUNTS} AWS::S3::Bucket --region '$(x)'`],
  ["aws/111122223333", "AWS::::Account", null, null],
  ["aws/111122223333", "Tidemark::AccessPath", "global", null],
  [
    `azure/${AZURE}`,
    "microsoft.sql/servers",
    "germanywestcentral",
    `az graph query -q "Resources | where type =~ 'microsoft.sql/servers' | summarize count()" --subscriptions ${AZURE}`,
  ],
  [
    `azure/${AZURE}`,
    "microsoft.authorization/roleassignments",
    null,
    `az graph query -q "AuthorizationResources | where type =~ 'microsoft.authorization/roleassignments' | summarize count()" --subscriptions ${AZURE}`,
  ],
  [`azure/${AZURE}`, "microsoft.keyvault/vaults/keys", null, null],
  [
    "gcp/projects/481516234201",
    "storage.googleapis.com/Bucket",
    "europe-west3",
    "gcloud asset search-all-resources --scope=projects/481516234201 --asset-types=storage.googleapis.com/Bucket --format='value(name)' | wc -l",
  ],
  ["entra/435db7b7-46e6-4674-82d8-193e11fadc02", "microsoft.graph/application", null, null],
])("%s %s %s", (scope, type, region, expected) => {
  expect(sourceCount(scope, type, region)).toBe(expected);
});
