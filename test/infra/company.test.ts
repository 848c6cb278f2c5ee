// The config that is deployed: what it lacks is said in one line, before anything is synthesised.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { ConfigInput } from "../../config/schema.ts";
import { loadCompany } from "../../infra/company.ts";
import { temporaryDirectory } from "../support/ledger/temporary-directory.ts";
import { gcp, small, withAzure, withGoogle } from "./deployments.ts";

function fileOf(input: ConfigInput): string {
  const file = join(temporaryDirectory(), "tidemark.config.ts");
  writeFileSync(file, `export default ${JSON.stringify(input)};\n`);
  return file;
}

test("a config of AWS, and those of other clouds whose sign-in is known, are deployed as they are", async () => {
  for (const input of [small, withAzure, withGoogle]) {
    const file = fileOf(input);
    expect(await loadCompany(file)).toMatchObject({ file, notice: null });
  }
});

test("a config of Azure whose application is not made yet is refused, with what makes it", async () => {
  const { tenant } = withAzure.azure as { readonly tenant: string };
  const file = fileOf({ ...withAzure, azure: { tenant } });
  await expect(loadCompany(file)).rejects.toThrow(
    `${file}: azure.client is missing: the id of the application that the deployed functions sign in as. Run tidemark setup azure and the script that it prints, then add the id`,
  );
});

test.each(["serviceAccount", "provider"] as const)(
  "a config of Google Cloud without its %s is refused, with what makes it",
  async (member) => {
    const file = fileOf({ ...withGoogle, gcp: { ...gcp, [member]: null } });
    const lines = await loadCompany(file).catch(({ message }: Error) => message.split("\n"));
    expect(lines).toEqual([
      expect.stringMatching(
        new RegExp(
          `^${RegExp.escape(file)}: gcp\\.${member} is missing: .*\\. Run tidemark setup gcp and the script that`,
        ),
      ),
    ]);
  },
);

test("projects that are read from exports alone need no sign-in", async () => {
  const file = fileOf({ ...small, gcp: null });
  expect(await loadCompany(file)).toMatchObject({ config: { gcp: null } });
});

test("a config without a deployment is refused", async () => {
  const file = fileOf({ ...small, deployment: null });
  await expect(loadCompany(file)).rejects.toThrow(`${file}: the member deployment is missing. Add deployment: `);
});
