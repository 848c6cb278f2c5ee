// Reads the sample tenant live: the real clients, by a token that AWS signs, against servers on loopback.
import { afterAll, beforeAll, expect, test } from "vitest";
import { federatedLogin } from "../../../collectors/microsoft/client/login.ts";
import { AZURE_CLOUDS } from "../../../collectors/microsoft/clouds.ts";
import { openTenant } from "../../../collectors/registry/tenant.ts";
import { workloadToken } from "../../../collectors/tokens/workload-token.ts";
import type { Item } from "../../../collectors/port.ts";
import { startAzure, type Azure } from "../../support/azure/azure.ts";
import { PRODUCTION, READER, SHARED, TENANT } from "../../support/azure/estate/sample/names.ts";
import { AZURE_LANES } from "../../../collectors/azure/actions.ts";
import { ENTRA_LANES } from "../../../collectors/entra/actions.ts";

let azure: Azure;
beforeAll(async () => {
  azure = await startAzure();
  Object.assign(process.env, azure.env, { AWS_ACCESS_KEY_ID: "AKIAEXAMPLE", AWS_SECRET_ACCESS_KEY: "example" });
});
afterAll(() => azure.stop());

test("reads", async () => {
  const token = workloadToken("eu-central-1", Date.now);
  const scopes = [`azure/${PRODUCTION}`, `azure/${SHARED}`, `entra/${TENANT}`];
  const reader = openTenant({ tenant: TENANT, cloud: AZURE_CLOUDS.AzureCloud, login: federatedLogin(READER.clientId, token), scopes, clock: Date.now });
  for (const scope of scopes) {
    const items: Item[] = [];
    const lanes = scope.startsWith("azure") ? AZURE_LANES : ENTRA_LANES;
    const units = Object.keys(lanes).map((type) => ({ type, region: "global" }));
    const reading = await reader.read({ scope, units, person: (p, v) => `${p}:${v}`, remember: () => undefined }, (item) => items.push(item));
    console.log(JSON.stringify({ ...reading, queries: 0 }, null, 1));
    console.log(items.map((item) => `${item.key} ${"problem" in item ? JSON.stringify(item.problem) : item.source}`).join("\n"));
  }
  console.log(azure.log.requests.map(({ method, path, query, status }) => `${status} ${method} ${path} ${query}`).join("\n"));
  expect(1).toBe(1);
});
