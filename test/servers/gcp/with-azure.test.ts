// One run over Azure, Microsoft Entra and Google Cloud by the real program, in one process: a gap of one cloud costs no other.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startAzure, type Azure } from "../../support/azure/azure.ts";
import { TENANT_SCOPES } from "../../support/azure/company.ts";
import { READER, TENANT } from "../../support/azure/estate/sample/names.ts";
import { startProxy, type Proxy } from "../../support/clouds/wire/connect-proxy.ts";
import { googleCompany } from "../../support/google/company.ts";
import { ORGANIZATION } from "../../support/google/estate/sample/names.ts";
import { startGoogle, type Google } from "../../support/google/google.ts";
import { PROJECT_SCOPES } from "../../support/google/projects.ts";
import { temporaryDirectory } from "../../support/ledger/temporary-directory.ts";
import { verdictPrinted } from "../../support/verdict-printed.ts";

let [proxy, azure, google] = [] as unknown as [Proxy, Azure, Google];
beforeAll(async () => {
  proxy = await startProxy();
  azure = await startAzure({ proxy, settings: { resourceGraphQueries: 10_000 } });
  google = await startGoogle({ proxy });
});
afterAll(() => Promise.all([azure, google, proxy].map((each) => each.stop())));

type Problem = { readonly code: string; readonly detail: string };

test("both clouds are read by their logins at hand, and each keeps its own gap", async () => {
  const token = join(temporaryDirectory(), "token");
  writeFileSync(token, await azure.assertion());
  const scopes = [...TENANT_SCOPES, ...PROJECT_SCOPES.map((scope) => ({ scope }))];
  const company = googleCompany(google, {
    config: { azure: { tenant: TENANT }, gcp: { parent: ORGANIZATION }, scopes },
    env: { AZURE_TENANT_ID: TENANT, AZURE_CLIENT_ID: READER.clientId, AZURE_FEDERATED_TOKEN_FILE: token },
  });
  const causes = (scope: string): readonly string[] =>
    company
      .newest(scope)
      .records.filter(({ type }) => type === "coverage")
      .flatMap(({ body }) => body["units"] as unknown as { readonly problem: Problem | null }[])
      .flatMap(({ problem }) => (problem === null ? [] : [`${problem.code}: ${problem.detail}`]));
  expect((await company.tidemark("start")).stderr).toBe("");
  const services = (of: Azure | Google) => new Set(of.log.requests.map(({ service }) => service));
  expect(services(azure)).toEqual(new Set(["authority", "arm", "graph"]));
  expect(services(google)).toContain("cloudasset");

  google.faults.deny({ service: "cloudsql" });
  const { status, stdout } = await company.tidemark("collect");
  google.faults.clear();
  expect([status, stdout]).toEqual([2, expect.stringContaining("denied: cloudsql.instances.list")]);
  for (const scope of PROJECT_SCOPES)
    expect(causes(scope)).toContainEqual(expect.stringContaining("cloudsql.instances.list"));
  for (const { scope } of TENANT_SCOPES) expect(causes(scope).join("\n"), scope).not.toContain("denied");
  expect(verdictPrinted((await company.tidemark("verify")).stdout)).toBe("INTACT");
});
