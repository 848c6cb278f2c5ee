// Runs `npm run example:gcp`: reads an organization with two projects of Google Cloud live on servers of this machine, twice, with a
// drift between.
import { spawn } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { personalLogin } from "../test/support/google/company.ts";
import { ORGANIZATION, PRODUCTION, SECURITY } from "../test/support/google/estate/sample/names.ts";
import { startGoogle } from "../test/support/google/google.ts";
import { PROJECT_SCOPES } from "../test/support/google/projects.ts";

const root = join(import.meta.dirname, "..");
const RULE = `//compute.googleapis.com/projects/${PRODUCTION.projectId}/global/firewalls/allow-iap-ssh`;

const google = await startGoogle();
const directory = await mkdtemp(join(tmpdir(), "tidemark-example-"));
try {
  console.log("An organization with two projects of Google Cloud is emulated by servers on this machine ...");
  const config = {
    company: { legalEntity: "Emulated Example Ltd", system: "Emulated" },
    ledger: { origin: "emulated.example/tidemark" },
    gcp: { parent: ORGANIZATION, quotaProject: SECURITY.projectId, discover: true },
    scopes: PROJECT_SCOPES.map((scope) => ({ scope })),
  };
  await writeFile(join(directory, "tidemark.config.ts"), `export default ${JSON.stringify(config, null, 2)};\n`);
  // Google denies one call: the run reports what that hides, and calls nothing of it passed, failed or gone.
  google.faults.deny({ service: "logging", path: /\/sinks$/ });
  await tidemark("start");
  console.log("Somebody opens SSH of the production project to the whole internet.\n");
  google.estate.change(RULE, { sourceRanges: ["0.0.0.0/0"] });
  await tidemark("collect");
  await tidemark("verify");
  await tidemark("status");
  await tidemark("doctor");
} finally {
  await google.stop();
  await rm(directory, { recursive: true });
}

/** The real program, its words as they are. An end that is not expected ends the example. */
async function tidemark(...args: readonly string[]): Promise<void> {
  console.log(`$ tidemark ${args.join(" ")}`);
  const child = spawn(process.execPath, [join(root, "cli", "main.ts"), ...args], {
    cwd: directory,
    env: { ...process.env, ...google.env, ...personalLogin(google, directory) },
    stdio: ["ignore", "inherit", "inherit"],
  });
  const status = await new Promise<number | null>((resolve) => child.once("close", resolve));
  console.log(`(exit ${status})\n`);
  // The example denies one call, so the commands that read Google Cloud end with exit 2.
  const expected = ["start", "collect", "doctor"].includes(args[0] ?? "") ? 2 : 0;
  if (status !== expected) throw new Error(`tidemark ${args.join(" ")} ended with ${status}, expected ${expected}`);
}
