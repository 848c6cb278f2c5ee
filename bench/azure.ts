// Runs `npm run bench:azure [-- SUBSCRIPTIONS]`: measures what a tenant costs on servers of this machine that answer after
// 100 ms. Counts calls by what they are for, and the invocations of a deployed function; measures memory by the resources of
// one type. Never fails on a number.
import type { JsonObject } from "../evidence-schema/record/record.ts";
import { startAzure, type Azure } from "../test/support/azure/azure.ts";
import type { ArmBody, Estate } from "../test/support/azure/estate/estate.ts";
import { sampleEstate } from "../test/support/azure/estate/sample/index.ts";
import { GROUP, idOf, READER, TENANT } from "../test/support/azure/estate/sample/names.ts";
import { runChild } from "./child.ts";

export type AzureRead = { readonly resources: number; readonly seconds: number };

/** Resources of one subscription, 100 in all. The mix is ours: what is read one by one decides the figure. */
const MIX: { readonly [type: string]: number } = {
  "Microsoft.Network/networkSecurityGroups": 40,
  "Microsoft.Network/virtualNetworks": 20,
  "Microsoft.Storage/storageAccounts": 20,
  "Microsoft.Sql/servers": 5,
  "Microsoft.Sql/servers/databases": 10,
  "Microsoft.DBforPostgreSQL/flexibleServers": 5,
};

const LATENCY_MS = 100;
/** An invocation may take 15 minutes, and ends its reading a minute earlier. */
const INVOCATION_S = 14 * 60;

const idAt = (place: number): string => `5${String(place).padStart(7, "0")}-0000-4000-8000-000000000000`;

/** The sample tenant with `count` subscriptions in the place of its own, each with `mix`. */
function estate(count: number, mix: typeof MIX): Estate {
  const sample = sampleEstate();
  const ids = Array.from({ length: count }, (_, place) => idAt(place));
  const model = (type: string): JsonObject =>
    sample.resources.find((each) => each.type === type)?.["properties"] as JsonObject;
  const resources = ids.flatMap((id) =>
    Object.entries(mix).flatMap(([type, many]) =>
      Array.from({ length: many }, (_, place): ArmBody => {
        const name = type.endsWith("/databases")
          ? `server-${place % 5}/base-${place}`
          : `${type.endsWith("servers") ? "server" : "x"}-${place}`;
        const own = name.slice(name.lastIndexOf("/") + 1);
        return { id: idOf(id, "rg", type, name), name: own, type, location: "westeurope", properties: model(type) };
      }),
    ),
  );
  return {
    ...sample,
    subscriptions: ids.map((subscriptionId) => ({
      subscriptionId,
      displayName: subscriptionId,
      state: "Enabled",
      managementGroup: GROUP,
    })),
    resources,
    children: Object.fromEntries(
      resources.flatMap(({ id, type }) => {
        if (type.endsWith("servers/databases"))
          return [[`${id}/transparentDataEncryption/current`, { properties: { state: "Enabled" } }]];
        return type === "Microsoft.Sql/servers"
          ? [[`${id}/auditingSettings/default`, { properties: { state: "Enabled" } }]]
          : [];
      }),
    ),
    roleAssignments: sample.roleAssignments.filter(({ id }) => !id.startsWith("/subscriptions/")),
  };
}

async function measured<T>(
  count: number,
  mix: typeof MIX,
  ask: (azure: Azure, scopes: readonly string[]) => Promise<T>,
): Promise<T> {
  const azure = await startAzure({ estate: estate(count, mix) });
  Object.assign(process.env, azure.env, { AWS_ACCESS_KEY_ID: "AKIAEXAMPLE", AWS_SECRET_ACCESS_KEY: "example" });
  try {
    return await ask(
      azure,
      azure.estate.subscriptions.map(({ subscriptionId }) => `azure/${subscriptionId}`),
    );
  } finally {
    await azure.stop();
  }
}

const read = (scopes: readonly string[], types: readonly string[] | null) =>
  runChild<AzureRead>("azure-read.ts", { tenant: TENANT, client: READER.clientId, scopes, types });

/** The call that a request is: the listing of keys, roles, deny assignments, or what lies below a resource. */
function callOf(path: string): string {
  if (path.includes("Microsoft.ResourceGraph")) return "Resource Graph";
  if (/^\/subscriptions\/[^/]+\/resources$/.test(path)) return "lists of Resource Manager";
  if (/\/role(?:Assignments|Definitions)/.test(path)) return "roles";
  if (path.endsWith("/denyAssignments")) return "deny assignments";
  return path.endsWith("diagnosticSettings")
    ? "diagnostic settings of subscriptions"
    : "below a resource, one call each";
}

const count = Number(process.argv[2] ?? 300);
await measured(count, MIX, async (azure, scopes) => {
  for (const service of ["arm", "graph"] as const) azure.faults.delay({ service }, LATENCY_MS);
  const { answer, maxRssMiB } = await read(scopes, null);
  const calls = Map.groupBy(azure.log.of("arm"), ({ path }) => callOf(path));
  const total = azure.log.of("arm").length;
  const queries = calls.get("Resource Graph")?.length ?? 0;
  const most = Math.floor(answer.resources / 1000) + 2 * Math.ceil(count / 300) + 1;
  console.log(
    `${count} subscriptions, ${answer.resources} items: ${total} calls, ${answer.seconds.toFixed(0)} s at ${LATENCY_MS} ms a call, ${Math.ceil(answer.seconds / INVOCATION_S)} invocations, ${maxRssMiB.toFixed(0)} MiB`,
  );
  for (const [name, of] of calls) console.log(`  ${String(of.length).padStart(6)} calls  ${name}`);
  console.log(
    `  Resource Graph: ${queries} queries, at most ${most} are wanted (rows/1000, and two tables for 300 subscriptions)`,
  );
});
for (const many of [2_000, 8_000]) {
  const type = "Microsoft.Network/networkSecurityGroups";
  await measured(1, { [type]: many }, async (_azure, scopes) => {
    const { answer, maxRssMiB } = await read(scopes, [type.toLowerCase()]);
    console.log(`memory, one type: ${answer.resources} resources ${maxRssMiB.toFixed(0)} MiB`);
  });
}
