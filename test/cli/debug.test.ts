// Runs the real program and checks what it prints beside the page: no text of a library, or all of it under TIDEMARK_DEBUG.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { WITHOUT_CREDENTIALS } from "../support/environment.ts";
import { runCliAtOnce } from "../support/ledger/run-cli-at-once.ts";
import { temporaryDirectory } from "../support/ledger/temporary-directory.ts";
import type { Ran } from "../support/run-cli.ts";
import { isWhole } from "../support/scale.ts";
import { answerOf, ONE } from "../support/servers/two-accounts.ts";
import { queryError, startWire, type Wire, type WireAnswer, type WireRequest } from "../support/servers/wire.ts";

const REFUSAL = "User: arn:aws:iam::999999999999:user/jana is not authorized to perform: sts:AssumeRole";

const refused = (): WireAnswer => queryError("AccessDenied", `${REFUSAL}\u001B[2J`, 403);

let wire: Wire;
let answer: (asked: WireRequest) => WireAnswer;
let folder: string;
beforeAll(async () => {
  wire = await startWire((asked) => answer(asked));
});
afterAll(() => wire.stop());
beforeEach(() => {
  answer = refused;
  folder = temporaryDirectory();
  const config = {
    company: { legalEntity: "Example GmbH", system: "Example" },
    ledger: { origin: "example.test/tidemark" },
    aws: { role: "TidemarkRead", externalId: "external", lane: "direct" },
    scopes: [{ scope: `aws/${ONE}`, regions: ["eu-central-1"] }],
  };
  writeFileSync(join(folder, "tidemark.config.ts"), `export default ${JSON.stringify(config)};\n`);
  writeFileSync(
    join(folder, "credentials"),
    "[reader]\naws_access_key_id = AKIATEST\naws_secret_access_key = secret\n",
  );
});

/** A profile beside keys in the environment is what the SDK warns of. */
const doctor = (debug: string): Promise<Ran> =>
  runCliAtOnce(["doctor"], folder, {
    ...WITHOUT_CREDENTIALS,
    ...wire.env,
    AWS_SHARED_CREDENTIALS_FILE: join(folder, "credentials"),
    AWS_PROFILE: "reader",
    TIDEMARK_DEBUG: debug,
  });

test.each(["", "0"])("with TIDEMARK_DEBUG %o, no text of a library or of a service is printed", async (debug) => {
  const { status, stdout, stderr } = await doctor(debug);
  expect({ status, stderr }).toEqual({ status: 2, stderr: "" });
  expect(stdout).toContain("sts:AssumeRole");
  expect(stdout).not.toContain("jana");
});

test("under TIDEMARK_DEBUG, both stand on stderr and the page stays as it is", async () => {
  const { status, stdout, stderr } = await doctor("1");
  expect(status).toBe(2);
  expect(stdout).not.toContain("jana");
  expect(stderr).toContain("Multiple credential sources detected");
  expect(stderr).toContain(`debug: sts:AssumeRole failed: AccessDenied: ${REFUSAL}\uFFFD[2J\n`);
  expect(stderr.split("\n").filter((line) => line !== "" && !line.startsWith("debug: "))).toEqual([]);
});

// Six seconds: the SDK repeats the call.
test.runIf(isWhole)("an error that the SDK prints itself reaches the terminal under TIDEMARK_DEBUG alone", async () => {
  // The client of S3 Control puts the account's number before the host, which an address on loopback can't have.
  answer = (asked) => answerOf(asked, { regions: ["eu-central-1"], accounts: [ONE], hasFlowLogs: true });
  const plain = await doctor("");
  expect({ status: plain.status, stderr: plain.stderr }).toEqual({ status: 2, stderr: "" });
  const { stderr } = await doctor("1");
  expect(stderr).toMatch(/^debug: Failed to construct URL with http:\/\/111111111111\.127\.0\.0\.1/m);
});

test("under TIDEMARK_DEBUG, an error is followed by its cause", async () => {
  const { status, stderr } = await runCliAtOnce(["doctor"], folder, {
    ...wire.env,
    ...WITHOUT_CREDENTIALS,
    AWS_PROFILE: "nobody",
    TIDEMARK_DEBUG: "1",
  });
  expect(status).toBe(3);
  expect(stderr).toMatch(/^tidemark: credentials for AWS are missing\./);
  expect(stderr).toContain("[cause]: CredentialsProviderError: Could not load credentials from any providers");
});
