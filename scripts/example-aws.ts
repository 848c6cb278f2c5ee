// Runs `npm run example:aws`: reads an organization of three accounts live on servers of this machine, twice, with a
// drift between.
import { spawn } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startEmulatedAws } from "../test/support/servers/emulated-aws.ts";
import { buildOrganization, drift, REGIONS, ROLE } from "../test/support/servers/emulated-organization.ts";
import { queryError } from "../test/support/servers/wire.ts";

const root = join(import.meta.dirname, "..");

const aws = await startEmulatedAws(REGIONS);
const directory = await mkdtemp(join(tmpdir(), "tidemark-example-"));
try {
  console.log("Building three accounts (moto, on this machine) ...");
  const organization = await buildOrganization(aws.behind);
  await writeFile(join(directory, "tidemark.config.ts"), configOf(Object.values(organization).map(({ id }) => id)));
  // Production refuses one call: what it hides is told, and nothing of it is called passed, failed or gone.
  aws.fault = ({ call, accessKey }) =>
    call === "DescribeDBInstances" && aws.accountOf(accessKey) === organization.production.id
      ? queryError("AccessDenied", "refused by the example", 403)
      : null;
  await tidemark("start");
  console.log("Somebody makes a bucket of production public, and stops the trail.\n");
  await drift(organization);
  await tidemark("collect");
  await tidemark("verify");
  await tidemark("status");
  await tidemark("doctor");
} finally {
  await aws.stop();
  await rm(directory, { recursive: true });
}

function configOf(accounts: readonly string[]): string {
  const config = {
    company: { legalEntity: "Emulated Example Ltd", system: "Emulated" },
    ledger: { origin: "emulated.example/tidemark" },
    aws: { role: ROLE, externalId: "emulated-example", lane: "direct", organization: true },
    labels: ["env"],
    scopes: accounts.map((id) => ({ scope: `aws/${id}`, regions: REGIONS })),
  };
  return `export default ${JSON.stringify(config, null, 2)};\n`;
}

/** The real program, its words as they are. An end that is not expected ends the example. */
async function tidemark(...args: readonly string[]): Promise<void> {
  console.log(`$ tidemark ${args.join(" ")}`);
  const child = spawn(process.execPath, [join(root, "cli", "main.ts"), ...args], {
    cwd: directory,
    env: { ...process.env, ...aws.env },
    stdio: ["ignore", "inherit", "inherit"],
  });
  const status = await new Promise<number | null>((resolve) => child.once("close", resolve));
  console.log(`(exit ${status})\n`);
  // The example denies one call, so no run reads the types that need the call. The commands that read AWS end with exit 2.
  const expected = ["start", "collect", "doctor"].includes(args[0] ?? "") ? 2 : 0;
  if (status !== expected) throw new Error(`tidemark ${args.join(" ")} ended with ${status}, expected ${expected}`);
}
