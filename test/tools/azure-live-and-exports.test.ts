// One estate by the two ways of reading: by files that the export script makes with the Azure command line, and live.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { exportCommands } from "../../collectors/exports/commands.ts";
import { FORMATS } from "../../collectors/exports/formats/formats.ts";
import { startAzure, type Azure } from "../support/azure/azure.ts";
import { PRODUCTION, READER, SHARED, TENANT } from "../support/azure/estate/sample/names.ts";
import { AUTHORITY_FILE } from "../support/clouds/tls/trust.ts";
import { runCliAtOnce } from "../support/ledger/run-cli-at-once.ts";
import { temporaryDirectory } from "../support/ledger/temporary-directory.ts";
import { repository, type Ran } from "../support/run-cli.ts";
import { verdictPrinted } from "../support/verdict-printed.ts";
import { runScript } from "./stand-ins.ts";

const SCOPES = [`azure/${PRODUCTION}`, `azure/${SHARED}`, `entra/${TENANT}`];

let azure: Azure;
beforeAll(async () => {
  azure = await startAzure({ settings: { resourceGraphQueries: 10_000 } });
});
afterAll(() => azure.stop());

/** A token as `az` would have got one by its own login. */
async function tokenFor(audience: string): Promise<string> {
  const form = {
    client_id: READER.clientId,
    scope: `${audience}/.default`,
    grant_type: "client_credentials",
    client_assertion_type: "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
    client_assertion: await azure.assertion(),
  };
  const response = await fetch(`${azure.authority}/${TENANT}/oauth2/v2.0/token`, {
    method: "POST",
    body: new URLSearchParams(form),
  });
  return ((await response.json()) as { readonly access_token: string }).access_token;
}

/** Exports of the estate, made by the script; the directory that they are in. */
async function exported(): Promise<string> {
  const types = Object.values(FORMATS).flatMap((format) => format.types);
  const script = exportCommands(
    SCOPES.map((scope) => ({ scope, regions: [] })),
    types,
  );
  const variables = {
    AZ_ARM: azure.arm,
    AZ_GRAPH: azure.graph,
    AZ_ARM_TOKEN: await tokenFor("https://management.azure.com"),
    AZ_GRAPH_TOKEN: await tokenFor("https://graph.microsoft.com"),
    AZ_TENANT: TENANT,
    AZ_USER: "8c1f2e3d-4c5b-4a69-9887-a6b5c4d3e2f1",
    NODE_EXTRA_CA_CERTS: AUTHORITY_FILE,
  };
  const program = join(repository, "test/support/azure/az.ts");
  const exports = Object.entries(variables).map(([name, value]) => `export ${name}='${value}'`);
  const { status, errors, directory } = await runScript(script, {
    az: [["", `${exports.join("; ")}; exec '${process.execPath}' '${program}' "$@"`]],
  });
  expect(errors).toEqual([]);
  expect(status).toBe(0);
  return directory;
}

type Result = {
  readonly scope: string;
  readonly resource: string;
  readonly check: string;
  readonly outcome: string;
  readonly because: string;
};

async function standing(tidemark: (...args: readonly string[]) => Promise<Ran>): Promise<ReadonlyMap<string, string>> {
  const { stdout } = await tidemark("query", "--json");
  const { results } = JSON.parse(stdout) as { readonly results: readonly Result[] };
  return new Map(
    results.map(({ scope, resource, check, outcome, because }) => [
      `${scope} ${resource} ${check}`,
      `${outcome}: ${because}`,
    ]),
  );
}

const config = (live: boolean): string =>
  `export default ${JSON.stringify({
    company: { legalEntity: "Northlight Health GmbH", system: "Northlight Care Platform" },
    ledger: { origin: "northlight.example/azure" },
    ...(live ? { azure: { tenant: TENANT } } : {}),
    scopes: SCOPES.map((scope) => ({ scope })),
  })};\n`;

test("files and live have the same keys, and the same outcomes in the same words", async () => {
  const exports = await exported();
  const [byFiles, live] = [temporaryDirectory(), temporaryDirectory()];
  for (const directory of [byFiles, live]) mkdirSync(directory, { recursive: true });
  writeFileSync(join(byFiles, "tidemark.config.ts"), config(false));
  writeFileSync(join(live, "tidemark.config.ts"), config(true));
  writeFileSync(join(live, "token"), await azure.assertion());
  const env = {
    ...azure.env,
    AZURE_TENANT_ID: TENANT,
    AZURE_CLIENT_ID: READER.clientId,
    AZURE_FEDERATED_TOKEN_FILE: join(live, "token"),
  };
  const fromFiles = (...args: readonly string[]): Promise<Ran> => runCliAtOnce(args, byFiles);
  const fromClouds = (...args: readonly string[]): Promise<Ran> => runCliAtOnce(args, live, env);
  const [files, clouds] = await Promise.all([fromFiles("start", "--from", exports), fromClouds("start")]);
  expect([files.stderr, clouds.stderr]).toEqual(["", ""]);
  expect([verdictPrinted(files.stdout), verdictPrinted(clouds.stdout)]).toEqual(["INTACT", "INTACT"]);
  const [one, other] = await Promise.all([standing(fromFiles), standing(fromClouds)]);
  expect(one.size).toBeGreaterThan(40);
  // What is assigned above a subscription, files do not have: see the known hole of the az-graph format. They have no eligible roles.
  const without = (pattern: RegExp): string[] =>
    [...other.keys()].filter((name) => pattern.test(name) && !one.has(name));
  const above = without(/\/providers\/microsoft\.(?:management|authorization)\//);
  const eligible = without(/\/eligible-role%2F|\/roleeligibilityscheduleinstances\//);
  expect([above, eligible].map(({ length }) => length > 0)).toEqual([true, true]);
  const both = [...other].filter(([name]) => !above.includes(name) && !eligible.includes(name));
  expect(new Map(both)).toEqual(new Map(one));
  expect(readFileSync(join(exports, "export.json"), "utf8")).toContain("az-graph");
});
