// What `tidemark setup azure` makes for the company of the example, and for a config whose texts would break out of a script.
import { wantedOf, type Wanted } from "../../../cli/setup/azure/wanted.ts";
import { readConfig } from "../../../config/define-config.ts";
import example from "../../../examples/deployed/tidemark.config.ts";

export const TENANT = "435db7b7-46e6-4674-82d8-193e11fadc02";

const config = readConfig(
  {
    ...example,
    azure: { tenant: TENANT },
    scopes: [...example.scopes, { scope: "azure/6f1c2b9e-0d4a-4c55-9a7e-2f3b8c1d0e01" }, { scope: `entra/${TENANT}` }],
  },
  "test",
);
/** Reader at the root group. */
export const reader = wantedOf(config, { isCustomRole: false });
/** A role of the declared actions at a group. */
export const custom = wantedOf(config, { isCustomRole: true, managementGroup: "platform" });

export const HOSTILE = `it's $(touch broken) \`touch broken\` "; touch broken; ' \${x}\n touch broken #`;
const members = Object.entries(reader).flatMap(([member, value]) => (typeof value === "string" ? [member] : []));
export const hostileWanted: Wanted = {
  ...custom,
  ...(Object.fromEntries(members.map((member) => [member, HOSTILE])) as Partial<Wanted>),
  client: HOSTILE,
  actions: [HOSTILE],
  permissions: [{ permission: HOSTILE, why: "a reason" }],
};
