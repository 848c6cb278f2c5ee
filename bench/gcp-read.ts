// Reads projects of the test servers of Google Cloud, one after the other as a deployed function does, and counts what is emitted
// without keeping it.
import { checks } from "../checks/index.ts";
import { openProjects } from "../collectors/gcp/reader.ts";
import { GoogleAccess } from "../collectors/google/client/access.ts";
import { federatedLogin } from "../collectors/google/client/login.ts";
import { workloadToken } from "../collectors/tokens/workload-token.ts";
import { plannedUnits, ranked } from "../observation/plan/plan.ts";
import { answer, request } from "./child.ts";
import type { GcpRead } from "./gcp.ts";

type Asked = {
  readonly provider: string;
  readonly serviceAccount: string;
  readonly quotaProject: string;
  readonly parent: string;
  readonly scopes: readonly string[];
  readonly types: readonly string[] | null;
};

const { provider, serviceAccount, quotaProject, parent, scopes, types } = request<Asked>();
const login = federatedLogin({ provider, serviceAccount, quotaProject }, workloadToken("eu-central-1", Date.now));
const reader = openProjects({ access: new GoogleAccess(login), parent, scopes, clock: Date.now });
const configured = checks.map((check) => ({ check, parameters: {} }));
const began = performance.now();
let items = 0;
for (const scope of scopes) {
  const units = ranked(configured, plannedUnits(configured, { scope, regions: [] })).filter(
    ({ type }) => types === null || types.includes(type),
  );
  const people = { person: (_provider: string, value: string) => value, remember: () => undefined };
  const reading = await reader.read({ scope, units, ...people }, () => (items += 1));
  const problem = reading.units.find((unit) => unit.problem !== null)?.problem ?? null;
  if (problem !== null) throw new Error(`found ${problem.code}: ${problem.detail}, expected every unit to be read`);
}
const read: GcpRead = { items, seconds: (performance.now() - began) / 1000 };
answer(read);
