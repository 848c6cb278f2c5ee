// The sealing function carries out what an operator asks for, and is killed after each of its writes: the same command goes on,
// and no key is added, retired or used twice for it.
import { afterAll, beforeAll, expect, test } from "vitest";
import { keyOf } from "../../support/deployed/callers.ts";
import { buildEstate } from "../../support/deployed/estate.ts";
import { done, OperatedDeployment } from "../../support/deployed/operated-deployment.ts";
import type { WireRequest } from "../../support/servers/wire.ts";

let deployed: OperatedDeployment;

beforeAll(async () => {
  deployed = new OperatedDeployment(await buildEstate(undefined, { signingKeys: 9 }));
  await done(deployed.tidemark("create-ledger"));
  await deployed.run();
}, 240_000);
afterAll(() => deployed.estate.stop());

/** Requests of the sealing function that leave something: an object, or a signature that CloudTrail counts. */
const isWrite = ({ accessKey, method, service, call }: WireRequest): boolean =>
  accessKey === keyOf("seal-run") && (method === "PUT" || (service === "kms" && call === "Sign"));

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

test("a key is added and the one before is retired, once each, however often the function is killed", async () => {
  const kills = { add: 0, retire: 0 };
  // Two endorse the change, one signs its entry, one the seal after it; and each entry and each note is an object: eight writes.
  for (let at = 0; at < 8; at += 1) {
    if (await killedAfter(at, "rotate-key", "--reason", "Yearly.")) kills.add += 1;
    await done(deployed.operate("rotate-key", "--reason", "Yearly."));
    expect(await keyLeaves()).toHaveLength(2 * at + 1);
    if (await killedAfter(at, "rotate-key", "--retire", "--reason", "Yearly.")) kills.retire += 1;
    await done(deployed.operate("rotate-key", "--retire", "--reason", "Yearly."));
    expect(await keyLeaves()).toHaveLength(2 * at + 2);
    await deployed.run();
  }
  expect(kills.add).toBe(8);
  expect(kills.retire).toBeGreaterThan(5);
  const newest = `trust.${2 + 2 * 8 - 1}.txt`;
  expect(await deployed.verdicts(newest)).toEqual(["INTACT", "INTACT"]);
}, 600_000);

test("the ledger ends once", async () => {
  const command = ["end-ledger", "--successor", "none", "--reason", "It is over."] as const;
  let kills = 0;
  for (let at = 0; await killedAfter(at, ...command); at += 1) kills += 1;
  await done(deployed.operate(...command));
  expect(kills).toBeGreaterThan(1);
  expect((await deployed.leaves()).filter(({ kind }) => kind === "end")).toHaveLength(1);
}, 240_000);
