// Reads subscriptions of the test servers of Azure, one after the other as a deployed function does, and counts what is emitted
// without keeping it.
import { checks } from "../checks/index.ts";
import { federatedLogin } from "../collectors/microsoft/client/login.ts";
import { AZURE_CLOUDS } from "../collectors/microsoft/clouds.ts";
import { openTenant } from "../collectors/registry/tenant.ts";
import { workloadToken } from "../collectors/tokens/workload-token.ts";
import { plannedUnits, ranked } from "../observation/plan/plan.ts";
import type { AzureRead } from "./azure.ts";
import { answer, request } from "./child.ts";

type Asked = {
  readonly tenant: string;
  readonly client: string;
  readonly scopes: readonly string[];
  readonly types: readonly string[] | null;
};

const { tenant, client, scopes, types } = request<Asked>();
const login = federatedLogin(client, workloadToken("eu-central-1", Date.now));
const reader = openTenant({ tenant, cloud: AZURE_CLOUDS.AzureCloud, login, scopes, clock: Date.now });
const configured = checks.map((check) => ({ check, parameters: {} }));
const began = performance.now();
let resources = 0;
for (const scope of scopes) {
  const units = ranked(configured, plannedUnits(configured, { scope, regions: [] })).filter(
    ({ type }) => types === null || types.includes(type),
  );
  const people = { person: (_provider: string, value: string) => value, remember: () => undefined };
  const reading = await reader.read({ scope, units, ...people }, () => (resources += 1));
  const problem = reading.units.find((unit) => unit.problem !== null)?.problem ?? null;
  if (problem !== null) throw new Error(`found ${problem.code}: ${problem.detail}, expected every unit to be read`);
}
const read: AzureRead = { resources, seconds: (performance.now() - began) / 1000 };
answer(read);
