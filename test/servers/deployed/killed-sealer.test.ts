// The sealing function carries out what an operator asks for, and is killed after each of its writes: the same command goes on,
// and no key is added, retired or used twice for it.
import { afterAll, beforeAll, expect, test } from "vitest";
import { keyOf } from "../../support/deployed/callers.ts";
import { buildEstate } from "../../support/deployed/estate.ts";
import { done, OperatedDeployment } from "../../support/deployed/operated-deployment.ts";
import type { WireRequest } from "../../support/servers/wire.ts";

let deployed: OperatedDeployment;

beforeAll(async () => {
  deployed = new OperatedDeployment(await buildEstate(undefined, { signingKeys: 5 }));
  await done(deployed.tidemark("create-ledger"));
  await deployed.run();
});
afterAll(() => deployed.estate.stop());

/** Objects that the sealing function puts. To be killed after a signature is to be killed before the object that it is for. */
const isWrite = ({ accessKey, method, service }: WireRequest): boolean =>
  accessKey === keyOf("seal-run") && service === "s3" && method === "PUT";

/** Runs a command while the function is killed after write `at` (from 0). Says whether there was such a write. */
async function killedAfter(at: number, ...args: readonly [string, ...string[]]): Promise<boolean> {
  const { aws, deployment } = deployed.estate;
  const { lose } = aws;
  let writes = 0;
  let isKilled = false;
  aws.lose = (request) => {
    if (!isWrite(request)) return lose(request);
    writes += 1;
    if (isKilled || writes !== at + 1) return lose(request);
    isKilled = true;
    deployment.lambda("seal-run").kill();
    return true;
  };
  try {
    const { status, stderr } = await deployed.operate(...args);
    if (isKilled)
      expect({ at, status, lines: stderr.trimEnd().split("\n").length }).toEqual({ at, status: 3, lines: 1 });
    else expect({ at, status, stderr }).toEqual({ at, status: 0, stderr: "" });
  } finally {
    aws.lose = lose;
  }
  return isKilled;
}

const keyLeaves = async () => (await deployed.leaves()).filter(({ kind }) => kind === "key");

test("a key is added and the one before is retired, once each, after whichever write the function is killed", async () => {
  const kills = { add: 0, retire: 0 };
  // The entry and its note, and the seal after it and its note.
  for (let at = 0; at < 4; at += 1) {
    if (await killedAfter(at, "rotate-key", "--reason", "Yearly.")) kills.add += 1;
    await done(deployed.operate("rotate-key", "--reason", "Yearly."));
    expect(await keyLeaves()).toHaveLength(2 * at + 1);
    if (await killedAfter(at, "rotate-key", "--retire", "--reason", "Yearly.")) kills.retire += 1;
    await done(deployed.operate("rotate-key", "--retire", "--reason", "Yearly."));
    expect(await keyLeaves()).toHaveLength(2 * at + 2);
    await deployed.run();
  }
  expect(kills).toEqual({ add: 4, retire: 4 });
  expect(await deployed.verdicts("trust.9.txt")).toEqual(["INTACT", "INTACT"]);
});

test("the ledger ends once", async () => {
  const command = ["end-ledger", "--successor", "none", "--reason", "It is over."] as const;
  // Once its entry is there, whoever comes next writes the note alone.
  expect(await killedAfter(0, ...command)).toBe(true);
  expect(await killedAfter(0, ...command)).toBe(true);
  await done(deployed.operate(...command));
  expect((await deployed.leaves()).filter(({ kind }) => kind === "end")).toHaveLength(1);
});
