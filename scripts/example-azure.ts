// Runs `npm run example:azure`: reads a tenant with two subscriptions live on servers of this machine, twice, with a
// drift between.
import { spawn } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { JsonObject } from "../evidence-schema/record/record.ts";
import { startAzure } from "../test/support/azure/azure.ts";
import { idOf, PRODUCTION, READER, SHARED, TENANT } from "../test/support/azure/estate/sample/names.ts";

const root = join(import.meta.dirname, "..");
const ACCOUNT = idOf(PRODUCTION, "rg-data", "Microsoft.Storage/storageAccounts", "nlrecords");

const azure = await startAzure();
const directory = await mkdtemp(join(tmpdir(), "tidemark-example-"));
try {
  console.log("A tenant with two subscriptions is emulated by servers on this machine ...");
  const config = {
    company: { legalEntity: "Emulated Example Ltd", system: "Emulated" },
    ledger: { origin: "emulated.example/tidemark" },
    azure: { tenant: TENANT, discover: true },
    scopes: [{ scope: `azure/${PRODUCTION}` }, { scope: `azure/${SHARED}` }, { scope: `entra/${TENANT}` }],
  };
  await writeFile(join(directory, "tidemark.config.ts"), `export default ${JSON.stringify(config, null, 2)};\n`);
  await writeFile(join(directory, "token"), await azure.assertion());
  // Azure denies one call: the run reports what that hides, and calls nothing of it passed, failed or gone.
  azure.faults.deny({ service: "arm", path: /diagnosticSettings$/ });
  await tidemark("start");
  console.log("Somebody lets a storage account be read without TLS.\n");
  drift();
  await tidemark("collect");
  await tidemark("verify");
  await tidemark("status");
  await tidemark("doctor");
} finally {
  await azure.stop();
  await rm(directory, { recursive: true });
}

function drift(): void {
  const account = azure.estate.resource(ACCOUNT);
  if (account === undefined) throw new Error(`the sample has no ${ACCOUNT}`);
  const properties = { ...(account["properties"] as JsonObject), supportsHttpsTrafficOnly: false };
  azure.estate.put({ ...account, properties });
}

/** The real program, its words as they are. An end that is not expected ends the example. */
async function tidemark(...args: readonly string[]): Promise<void> {
  console.log(`$ tidemark ${args.join(" ")}`);
  const login = {
    AZURE_TENANT_ID: TENANT,
    AZURE_CLIENT_ID: READER.clientId,
    AZURE_FEDERATED_TOKEN_FILE: join(directory, "token"),
  };
  const child = spawn(process.execPath, [join(root, "cli", "main.ts"), ...args], {
    cwd: directory,
    env: { ...process.env, ...azure.env, ...login },
    stdio: ["ignore", "inherit", "inherit"],
  });
  const status = await new Promise<number | null>((resolve) => child.once("close", resolve));
  console.log(`(exit ${status})\n`);
  // The example denies one call, so the commands that read Azure end with exit 2.
  const expected = ["start", "collect", "doctor"].includes(args[0] ?? "") ? 2 : 0;
  if (status !== expected) throw new Error(`tidemark ${args.join(" ")} ended with ${status}, expected ${expected}`);
}
