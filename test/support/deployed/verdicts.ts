// What both verifiers say of a deployment's ledger: the program on the bucket, and verify.py on a copy of it.
import { execFile } from "node:child_process";
import { join } from "node:path";
import { runCliAtOnce } from "../ledger/run-cli-at-once.ts";
import { temporaryDirectory } from "../ledger/temporary-directory.ts";
import { repository } from "../run-cli.ts";
import { verdictPrinted } from "../verdict-printed.ts";
import { copyLedger, LEDGER, type Estate } from "./estate.ts";

/** The verdict of each by a trust file, or all that it printed where there is none; and where the copy is. */
export async function verdicts(
  estate: Estate,
  trustFile = "trust.txt",
): Promise<{ readonly ours: string; readonly python: string; readonly copy: string }> {
  const { deployment } = estate;
  const copy = temporaryDirectory();
  await copyLedger(estate, copy);
  const trust = join(deployment.directory, trustFile);
  const ours = await runCliAtOnce(
    ["verify", "--ledger", LEDGER, "--trust", trust],
    deployment.directory,
    deployment.envOf("verify"),
  );
  const python = await new Promise<string>((resolve) => {
    const script = join(repository, "evidence-schema/verify.py");
    execFile("python3", [script, copy, "--trust", trust], (_error, stdout, stderr) => resolve(stdout + stderr));
  });
  return { ours: verdictOf(ours.stdout + ours.stderr), python: verdictOf(python), copy };
}

const verdictOf = (text: string): string => verdictPrinted(text) || text;
