// Runs `npm run example:deployed`: Tidemark deployed to servers of this machine. The synthesised state machine runs twice
// with a drift between, by the bundles of its functions; the owner's commands look at the ledger and at its replica.
import { spawn } from "node:child_process";
import type { JsonObject } from "../evidence-schema/record/record.ts";
import { idOf, PRODUCTION } from "../test/support/azure/estate/sample/names.ts";
import { buildBothClouds } from "../test/support/deployed/azure-beside.ts";
import { LEDGER, slots } from "../test/support/deployed/estate.ts";
import { drift } from "../test/support/servers/emulated-organization.ts";
import { join } from "node:path";

console.log("Synthesising the stacks, and building three accounts of AWS and a tenant of Azure (on this machine) ...");
// The replica lies in another region of the same account.
const REPLICA = { account: "123456789012", region: "us-east-1" };
const estate = await buildBothClouds({ replica: REPLICA });
const { deployment, organization, azure } = estate;
try {
  await tidemark("create-ledger");
  const [first, second] = slots(2) as [string, string];
  await run(first);
  console.log(
    "Somebody makes a bucket public, stops the trail, and lets a storage account of Azure be read without TLS.\n",
  );
  await drift(organization);
  withoutTls(idOf(PRODUCTION, "rg-data", "Microsoft.Storage/storageAccounts", "nlrecords"));
  await run(second);
  await tidemark("status", "--ledger", LEDGER);
  await tidemark("verify", "--ledger", LEDGER, "--trust", "trust.txt");
  const { replica } = deployment.replicator();
  const { copied, denied } = await deployment.replicator().replicate();
  console.log(
    `S3 copies ${copied.length} objects to ${replica}, by the role of the templates; ${denied.length} are denied.`,
  );
  await tidemark("verify", "--ledger", `s3://${replica}/ledger`, "--trust", "trust.txt", "--copy");
  console.log("Functions (start: from the process to the first invocation; memory: the most that was resident)");
  for (const { name, measured } of Object.values(deployment.lambdas)) {
    if (measured.length === 0) continue;
    const start = Math.max(...measured.map(({ initMs }) => initMs));
    const peak = Math.max(...measured.map(({ peakMb }) => peakMb));
    console.log(`  ${name.padEnd(24)} start ${start.toFixed(0)} ms, ${peak.toFixed(0)} MiB`);
  }
} finally {
  await estate.stop();
}

function withoutTls(id: string): void {
  const account = azure.estate.resource(id);
  if (account === undefined) throw new Error(`the sample has no ${id}`);
  const properties = { ...(account["properties"] as JsonObject), supportsHttpsTrafficOnly: false };
  azure.estate.put({ ...account, properties });
}

/** One execution of the state machine: its states as they are entered, and the mails that it sends. */
async function run(slot: string): Promise<void> {
  console.log(`Run of slot ${slot}`);
  deployment.told = ({ state, error }) => console.log(`  ${state}${error === undefined ? "" : `: ${error}`}`);
  await deployment.run(slot);
  for (const { subject, text } of await deployment.mails()) {
    console.log(`\nMail: ${subject}\n`);
    console.log(text.replace(/^/gm, "  | "));
  }
}

/** The real program, its words as they are. */
async function tidemark(...args: readonly string[]): Promise<void> {
  console.log(`$ tidemark ${args.join(" ")}`);
  const child = spawn(process.execPath, [join(import.meta.dirname, "..", "cli", "main.ts"), ...args], {
    cwd: deployment.directory,
    env: {
      ...process.env,
      ...(args.includes("--copy") ? deployment.envAs("replica-auditor") : deployment.envOf(args[0] ?? "")),
    },
    stdio: ["ignore", "inherit", "inherit"],
  });
  const status = await new Promise<number | null>((resolve) => child.once("close", resolve));
  console.log(`(exit ${status})\n`);
  if (status !== 0) throw new Error(`tidemark ${args.join(" ")} ended with ${status}, expected 0`);
}
