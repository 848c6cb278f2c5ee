// Plays the Azure command line over the test servers, for the script that exports: az account show, graph query and rest.
// It runs as a program, with the addresses and tokens of the servers in its environment.
import { parseArgs } from "node:util";

const env = (name: string): string => process.env[name] ?? "";
const [group, command, ...rest] = process.argv.slice(2);

if (group === "account" && command === "show") print({ tenantId: env("AZ_TENANT"), user: { name: env("AZ_USER") } });
else if (group === "graph" && command === "query") await query(rest);
else if (group === "rest") await get([command ?? "", ...rest]);
else throw new Error(`no stand-in for az ${process.argv.slice(2).join(" ")}`);

/** https://learn.microsoft.com/en-us/cli/azure/graph#az-graph-query: members of the answer are written with underscores. */
async function query(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      subscriptions: { type: "string", default: "" },
      "graph-query": { type: "string", default: "" },
      first: { type: "string", default: "100" },
      "skip-token": { type: "string" },
      output: { type: "string" },
    },
  });
  const skip = values["skip-token"];
  const answer = await ask(`${env("AZ_ARM")}/providers/Microsoft.ResourceGraph/resources?api-version=2024-04-01`, {
    query: values["graph-query"],
    subscriptions: [values.subscriptions],
    options: { $top: Number(values.first), ...(skip === undefined ? {} : { $skipToken: skip }) },
  });
  const { count, data, totalRecords, $skipToken = null } = answer;
  print({ count, data, skip_token: $skipToken, total_records: totalRecords });
}

/** https://learn.microsoft.com/en-us/cli/azure/reference-index#az-rest: a path is one of Resource Manager. */
async function get(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      method: { type: "string" },
      url: { type: "string", default: "" },
      body: { type: "string" },
      output: { type: "string" },
    },
  });
  const url = values.url
    .replace("https://graph.microsoft.com", env("AZ_GRAPH"))
    .replace(/^(?:https:\/\/management\.azure\.com)?(?=\/)/, env("AZ_ARM"));
  print(await ask(url, values.body === undefined ? undefined : (JSON.parse(values.body) as object)));
}

async function ask(url: string, body?: object): Promise<{ readonly [member: string]: unknown }> {
  const token = url.startsWith(env("AZ_GRAPH")) ? env("AZ_GRAPH_TOKEN") : env("AZ_ARM_TOKEN");
  const response = await fetch(url, {
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
    ...(body === undefined ? {} : { method: "POST", body: JSON.stringify(body) }),
  });
  const text = await response.text();
  if (response.ok) return JSON.parse(text) as { readonly [member: string]: unknown };
  console.error(text);
  process.exit(1);
}

function print(value: object): void {
  console.log(JSON.stringify(value));
}
