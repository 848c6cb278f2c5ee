// What scans a region of AWS: Amazon Inspector, and ECR in each repository.
import { expect, test } from "vitest";
import { ACCOUNT, DENIED, reading } from "./aws-call-files.ts";
import { bodyOf, refusal } from "../../fixture.ts";

const inspector = reading("aws-inspector2-account", "Tidemark::Inspector2::Account", "eu-central-1");
const ecr = reading("aws-ecr-repository-scanning", "Tidemark::ECR::RepositoryScanning", "eu-central-1");

// https://docs.aws.amazon.com/inspector/v2/APIReference/API_BatchGetAccountStatus.html
const account = (accountId: string, ec2: string | null): object => ({
  accountId,
  state: { status: "ENABLED", errorCode: "ALREADY_ENABLED", errorMessage: "of jane" },
  resourceState: { ec2: { status: ec2 }, ecr: { status: "DISABLED" }, lambda: { status: "DISABLED" } },
});

test("Inspector: what it scans in the region, and no message", async () => {
  const outcome = await inspector.read({ accounts: [account(ACCOUNT, "ENABLED")], failedAccounts: [] });
  expect(outcome.items).toMatchObject([
    { key: `tidemark:aws/${ACCOUNT}/inspector-account%2Feu-central-1`, name: "Amazon Inspector in eu-central-1" },
  ]);
  expect(bodyOf(outcome)).toEqual({ Region: "eu-central-1", Machines: "ENABLED", Images: "DISABLED" });
  expect((await inspector.failed(DENIED)).unit(inspector.unit)).toMatchObject({ problem: { code: "denied" } });
});

test.each([
  { accounts: [] },
  { accounts: [account("444455556666", "ENABLED")] },
  { accounts: [account(ACCOUNT, null)] },
  { accounts: [account(ACCOUNT, "ENABLED"), account(ACCOUNT, "DISABLED")] },
  {},
])("another answer of Inspector is refused: %j", async (answer) => {
  expect(await refusal(inspector.read(answer))).toContain("found another answer");
});

test("ECR: the frequency in effect for each repository; none is an answer", async () => {
  const outcome = await ecr.read({
    scanningConfigurations: [
      { repositoryName: "shop/web", scanOnPush: true, scanFrequency: "SCAN_ON_PUSH", appliedScanFilters: [] },
      { repositoryName: "base", scanOnPush: false, scanFrequency: null },
    ],
  });
  expect(outcome.items).toMatchObject([
    { key: `tidemark:aws/${ACCOUNT}/ecr-scanning%2Feu-central-1%2Fshop%2Fweb`, name: "shop/web" },
    { key: `tidemark:aws/${ACCOUNT}/ecr-scanning%2Feu-central-1%2Fbase`, name: "base" },
  ]);
  expect(outcome.items.map((item) => "body" in item && item.body)).toEqual([
    { Repository: "shop/web", ScanFrequency: "SCAN_ON_PUSH" },
    { Repository: "base" },
  ]);
  expect((await ecr.read({ scanningConfigurations: [] })).unit(ecr.unit)).toMatchObject({ complete: true, listed: 0 });
  expect(await refusal(ecr.read({ scanningConfigurations: [{ scanFrequency: "MANUAL" }] }))).toContain(
    "found another answer",
  );
});
