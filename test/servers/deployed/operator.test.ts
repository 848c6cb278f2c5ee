// The operator's commands on a deployed ledger, with the rights of the operator alone: what they append or ask for, the next run
// seals or carries out; what takes a key, the sealing function does.
import {
  CreateBucketCommand,
  GetObjectCommand,
  PutObjectCommand,
  PutObjectLockConfigurationCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { copyFileSync, existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parseTrust } from "../../../evidence-schema/trust.ts";
import type { Leaf, Seal } from "../../../evidence-schema/log-schema.ts";
import { segmentKey } from "../../../evidence-schema/object-key.ts";
import { verifierKeyText } from "../../../evidence-schema/verifier-key.ts";
import { buildEstate, copyLedger, LEDGER, slots, type Estate } from "../../support/deployed/estate.ts";
import { GRANTED_AHEAD } from "../../support/deployed/granted-ahead.ts";
import { grants, isUsedBy } from "../../support/deployed/iam.ts";
import { verdicts } from "../../support/deployed/verdicts.ts";
import { runCliAtOnce } from "../../support/ledger/run-cli-at-once.ts";
import { temporaryDirectory } from "../../support/ledger/temporary-directory.ts";
import type { Ran } from "../../support/run-cli.ts";

const times = slots(60);
const ACTS = "tidemark/ledger";
const BUCKET = "tidemark-ledger-123456789012-eu-central-1";
const WORK = "tidemark-work-123456789012-eu-central-1";

let estate: Estate;

beforeAll(async () => {
  estate = await buildEstate(undefined, { signingKeys: 3 });
}, 120_000);
afterAll(() => estate.stop());

const tidemark = (...args: readonly string[]): Promise<Ran> =>
  runCliAtOnce(args, estate.deployment.directory, estate.deployment.envOf(args[0] ?? ""));

/** A command on the ledger of the deployment. */
const operate = (command: string, ...args: readonly string[]): Promise<Ran> =>
  tidemark(command, ...args, "--ledger", LEDGER);

async function done(ran: Promise<Ran>): Promise<string> {
  const { status, stdout, stderr } = await ran;
  expect(stderr).toBe("");
  expect(status).toBe(0);
  return stdout;
}

async function refused(ran: Promise<Ran>): Promise<string> {
  const { status, stderr } = await ran;
  expect(status).toBe(3);
  expect(stderr.trimEnd()).not.toContain("\n");
  return stderr;
}

const nextRun = (): Promise<unknown> => estate.deployment.run(times.shift() as string);

async function leaves(): Promise<Leaf[]> {
  const copy = temporaryDirectory();
  await copyLedger(estate, copy);
  return readdirSync(join(copy, "log"))
    .filter((name) => name.endsWith(".json"))
    .toSorted()
    .map((name) => JSON.parse(readFileSync(join(copy, "log", name), "utf8")) as Leaf);
}

async function newestSeal(): Promise<Seal> {
  return (await leaves()).findLast((leaf): leaf is Seal => leaf.kind === "seal") as Seal;
}

async function viewOf(scope: string) {
  return (await newestSeal()).scopes.find((each) => each.scope === scope);
}

/** Puts an object as somebody would who has got hold of the bucket. */
async function plant(key: string, Body = "nobody's"): Promise<void> {
  const s3 = new S3Client({
    endpoint: estate.aws.behind,
    region: "eu-central-1",
    forcePathStyle: true,
    credentials: { accessKeyId: "AKIAINTRUDER", secretAccessKey: "secret" },
  });
  await s3.send(new PutObjectCommand({ Bucket: BUCKET, Key: `ledger/${key}`, Body }));
}

/** Puts one where the next segment of a scope is to come. Gives its key. */
async function breakChain(scope: string, further = 0): Promise<string> {
  const { gen = 0, seq = -1 } = (await viewOf(scope)) ?? {};
  const key = segmentKey(scope, gen, seq + 1 + further);
  await plant(key);
  return key;
}

const both = async (trust = "trust.txt") => {
  const { ours, python } = await verdicts(estate, trust);
  return [ours, python];
};
const whole = ["INTACT", "INTACT"];

test("create-ledger makes the ledger, and a second time finds it", async () => {
  expect(await done(tidemark("create-ledger"))).toContain(`Created ${LEDGER}`);
  expect(await done(tidemark("create-ledger"))).toContain(`Found ${LEDGER}`);
  await nextRun();
  expect(await both()).toEqual(whole);
}, 120_000);

test("a stray object is disowned: the next run seals the act, and it is stray no more", async () => {
  await plant("notes.txt");
  expect(await both()).toEqual(["STRAY", "STRAY"]);
  const said = await done(operate("disown", "notes.txt", "--reason", "A test of the inventory."));
  expect(said).toMatch(/not sealed yet: the next run, of slot \d{4}-\d\d-\d\dT\d\d:00:00\.000Z, seals it/);
  // As the command says: what is not sealed changes no verdict, and has to be sealed in time.
  expect(await both()).toEqual(["STRAY", "STRAY"]);
  const late = new Date(Date.now() + 86_400_000).toISOString();
  expect((await operate("verify", "--trust", "trust.txt", "--now", late)).stdout).toContain(
    "a seal that lists this act",
  );
  await nextRun();
  expect(await both()).toEqual(whole);
}, 120_000);

describe("a scope whose next position somebody took", () => {
  let scope: string;
  beforeAll(() => {
    scope = `aws/${estate.organization.development.id}`;
  });

  test("can't be restarted while it is whole", async () => {
    expect(await refused(operate("restart-scope", scope, "--reason", "None."))).toContain("nothing to restart");
  }, 60_000);

  test("is failed until somebody asks, and read again by the run after", async () => {
    const key = await breakChain(scope);
    await nextRun();
    expect(await viewOf(scope)).toMatchObject({ view: "failed", problem: expect.stringContaining(key) as string });
    const said = await done(operate("restart-scope", scope, "--reason", "Somebody tried their new role."));
    expect(said).toContain(`Asked for the restart of ${scope}`);
    expect(said).toContain(key);
    expect(await both()).toEqual(["STRAY", "STRAY"]);
    await nextRun();
    expect(await viewOf(scope)).toMatchObject({ view: "observed", gen: 1 });
    expect(await both()).toEqual(whole);
  }, 120_000);

  test("a request is about one break: neither a later one nor one that has grown is restarted by it", async () => {
    await breakChain(scope);
    await nextRun();
    expect(await viewOf(scope)).toMatchObject({ view: "failed", gen: 1 });
    await done(operate("restart-scope", scope, "--reason", "Again."));
    await breakChain(scope, 3);
    await nextRun();
    expect(await viewOf(scope)).toMatchObject({ view: "failed", gen: 1 });
    await done(operate("restart-scope", scope, "--reason", "And again."));
    expect(await done(operate("restart-scope", scope, "--reason", "In other words."))).toContain("And again.");
    await nextRun();
    expect(await viewOf(scope)).toMatchObject({ view: "observed", gen: 2 });
    expect(await both()).toEqual(whole);
  }, 180_000);
});

test("the acts are restarted, and the next run seals it", async () => {
  await breakChain(ACTS);
  await nextRun();
  expect(await viewOf(ACTS)).toMatchObject({ view: "failed" });
  const said = await done(operate("restart-scope", ACTS, "--reason", "The same role."));
  expect(said).toContain("not sealed yet: the next run");
  expect(await both()).toEqual(whole);
  await nextRun();
  expect(await viewOf(ACTS)).toMatchObject({ view: "silent", gen: 1 });
  expect(await both()).toEqual(whole);
}, 180_000);

describe("the key is rotated", () => {
  const keysIn = (file: string): string[] =>
    parseTrust(readFileSync(join(estate.deployment.directory, file), "utf8")).logs.map(({ key }) =>
      verifierKeyText(key),
    );
  const signedBy = (): string | undefined => estate.deployment.keys.signatures.at(-1)?.alias;

  test("nothing is retired before the next key is there", async () => {
    expect(await refused(operate("rotate-key", "--retire", "--reason", "Yearly."))).toContain("alone in force");
  }, 60_000);

  test("the next key is added, signs from then on, and the trust file names it", async () => {
    await nextRun();
    expect(signedBy()).toBe("alias/tidemark-ledger");
    const before = estate.deployment.keys.signatures.length;
    const said = await done(operate("rotate-key", "--reason", "Yearly."));
    expect(said).toContain("trust.2.txt");
    // Two endorse the entry, one signs its note, and the seal after it is the new key's.
    expect(estate.deployment.keys.signatures.slice(before).map(({ alias }) => alias)).toEqual([
      "alias/tidemark-ledger",
      "alias/tidemark-ledger-2",
      "alias/tidemark-ledger",
      "alias/tidemark-ledger-2",
    ]);
    const [first, second] = keysIn("trust.2.txt");
    expect(keysIn("trust.txt")).toEqual([first]);
    const { add, retire, reason } = (await leaves()).findLast(({ kind }) => kind === "key") as Leaf & {
      add: string;
      retire: null;
      reason: string;
    };
    expect([add, retire]).toEqual([second, null]);
    expect(reason).toMatch(/^Yearly\. \(asked for by (person:[0-9a-f]{64}|arn:.*)\)$/);
    await nextRun();
    expect(signedBy()).toBe("alias/tidemark-ledger-2");
  }, 120_000);

  test("asked for again it is found, and nothing is made", async () => {
    const before = (await leaves()).length;
    expect(await done(operate("rotate-key", "--reason", "Yearly."))).toContain("Found key");
    expect(await leaves()).toHaveLength(before);
    expect(existsSync(join(estate.deployment.directory, "trust.3.txt"))).toBe(false);
  }, 60_000);

  test("the key before is retired; only the new trust file gives a verdict, and the daily verification has it", async () => {
    expect(await done(operate("rotate-key", "--retire", "--reason", "Yearly."))).toContain("Retired key");
    await nextRun();
    expect(signedBy()).toBe("alias/tidemark-ledger-2");
    expect(await both("trust.2.txt")).toEqual(whole);
    const { status, stderr } = await operate("verify", "--trust", "trust.txt");
    expect(status).toBe(3);
    expect(stderr).toContain("ask whoever handed over the trust file for it anew");
    expect(await estate.deployment.lambda("verify-ledger").invoke({ days: null })).toMatchObject({
      verdict: "INTACT",
      problems: 0,
    });
  }, 120_000);

  test("of a key that may be in other hands nothing counts after its size, and the daily verification goes by that", async () => {
    await done(operate("rotate-key", "--reason", "A laptop is gone."));
    const said = await done(operate("rotate-key", "--retire", "--compromised", "--reason", "A laptop is gone."));
    expect(said).toContain("trust.4.txt");
    const [, second, third] = keysIn("trust.3.txt");
    expect(await done(operate("rotate-key", "--retire", "--compromised", "--reason", "A laptop is gone."))).toContain(
      `Found retired: key ${second}`,
    );
    const trust = readFileSync(join(estate.deployment.directory, "trust.4.txt"), "utf8");
    const [, size = "", root = ""] = /^checkpoint (\d+) (\S+)$/m.exec(trust) ?? [];
    expect(trust).toContain(`until ${size} ${second}`);
    expect(said).toContain(`checkpoint ${size} ${root}`);
    expect((await leaves())[Number(size) - 1]).toMatchObject({ kind: "key", add: null, retire: second });
    await nextRun();
    expect(signedBy()).toBe("alias/tidemark-ledger-3");
    expect(keysIn("trust.4.txt").at(-1)).toBe(third);
    expect(await both("trust.4.txt")).toEqual(whole);
    const verify = estate.deployment.lambda("verify-ledger");
    expect(await verify.invoke({ days: null })).toMatchObject({ verdict: "INTACT", problems: 0 });
  }, 120_000);

  test("there is no further key before it is deployed", async () => {
    const before = (await leaves()).length;
    expect(await refused(operate("rotate-key", "--reason", "Yearly."))).toContain(
      "deploy with deployment.signingKeys: 4 first",
    );
    expect(await leaves()).toHaveLength(before);
  }, 60_000);

  test("who has an older trust file than another operator made is refused before anything is changed", async () => {
    const { directory } = estate.deployment;
    const [mine] = [temporaryDirectory()];
    copyFileSync(join(directory, "trust.txt"), join(mine, "trust.txt"));
    const said = await refused(operate("rotate-key", "--reason", "Yearly.", "--trust", join(mine, "trust.txt")));
    expect(said).toContain("get the later trust file from whoever changed the keys");
  }, 60_000);
});

describe("the ledger ends, and another one goes on", () => {
  /** Another deployment: its region, its buckets, and an operator of its own. */
  const next = async (): Promise<{ readonly directory: string; readonly env: Readonly<Record<string, string>> }> => {
    const directory = temporaryDirectory();
    const { config } = estate.deployment;
    const text = readFileSync(join(estate.deployment.directory, "tidemark.config.ts"), "utf8");
    expect(text).toContain(config.deployment.region);
    const moved = text
      .replace('"region": "eu-central-1"', '"region": "eu-west-1"')
      .replace(config.ledger.origin, "emulated.example/tidemark-2");
    writeFileSync(join(directory, "tidemark.config.ts"), moved);
    const s3 = new S3Client({
      endpoint: estate.aws.behind,
      region: "eu-west-1",
      forcePathStyle: true,
      credentials: { accessKeyId: "AKIADEPLOY", secretAccessKey: "secret" },
    });
    for (const name of ["ledger", "names", "work"])
      await s3.send(
        new CreateBucketCommand({
          Bucket: `tidemark-${name}-123456789012-eu-west-1`,
          ObjectLockEnabledForBucket: name === "ledger",
          CreateBucketConfiguration: { LocationConstraint: "eu-west-1" },
        }),
      );
    await s3.send(
      new PutObjectLockConfigurationCommand({
        Bucket: "tidemark-ledger-123456789012-eu-west-1",
        ObjectLockConfiguration: {
          ObjectLockEnabled: "Enabled",
          Rule: { DefaultRetention: { Mode: "GOVERNANCE", Days: 1 } },
        },
      }),
    );
    return { directory, env: { ...estate.aws.env, AWS_ACCESS_KEY_ID: "AKIANEXT" } };
  };

  test("the successor continues a copy of it; the end names the successor by a copy of its genesis", async () => {
    await estate.deployment.lambda("notify").invoke({});
    await estate.deployment.mails();
    const { directory, env } = await next();
    const copy = temporaryDirectory();
    await copyLedger(estate, copy);
    const trust = join(estate.deployment.directory, "trust.4.txt");
    const earlier = ["--continues", copy, "--continues-trust", trust, "--reason", "Another region."];
    const created = await done(runCliAtOnce(["create-ledger", ...earlier], directory, env));
    const [, successor] = /^  ledger  ([0-9a-f]{64})$/m.exec(created) ?? [];
    const genesis = temporaryDirectory();
    const s3 = new S3Client({
      endpoint: estate.aws.behind,
      region: "eu-west-1",
      forcePathStyle: true,
      credentials: { accessKeyId: "AKIADEPLOY", secretAccessKey: "secret" },
    });
    const { Body } = await s3.send(
      new GetObjectCommand({ Bucket: "tidemark-ledger-123456789012-eu-west-1", Key: "ledger/genesis.json" }),
    );
    writeFileSync(join(genesis, "genesis.json"), (await Body?.transformToString()) ?? "");
    const ended = await done(operate("end-ledger", "--successor", genesis, "--reason", "Another region."));
    expect(ended).toContain(`Ended ${LEDGER}`);
    expect((await leaves()).at(-1)).toMatchObject({ kind: "end", successor });
    const again = await done(operate("end-ledger", "--successor", genesis, "--reason", "Another region."));
    expect(again).toContain(`Found ended: ${LEDGER}`);
    expect(await both("trust.4.txt")).toEqual(whole);
  }, 120_000);

  test("then no run is due, everybody is told, and nothing can be added", async () => {
    const states: string[] = [];
    estate.deployment.told = ({ state }) => states.push(state);
    await nextRun();
    expect(states).toEqual(["Plan", "IsDue", "Tell", "IsMoreToTell", "Told"]);
    expect((await estate.deployment.mails()).map(({ subject }) => subject)).toEqual([
      "Tidemark Emulated: ledger ended",
    ]);
    expect(await refused(operate("rotate-key", "--reason", "Too late.", "--trust", "trust.txt"))).toContain("ended at");
    expect(await both("trust.4.txt")).toEqual(whole);
  }, 120_000);
});

describe("the operator's role", () => {
  const made = () => estate.deployment.made.filter(({ by }) => by === "operator");

  test("allows all that the commands asked for, and each of its grants is needed", () => {
    expect(made().length).toBeGreaterThan(100);
    expect(made().filter(({ allowed }) => !allowed)).toEqual([]);
    const { config } = estate.deployment;
    // HeadObject shows a lock, and a missing object, only to those that may read them.
    const uncalled = ["s3:GetObjectRetention", "s3:ListBucket"];
    const idle = grants(GRANTED_AHEAD.operator(config, estate.deployment.keyArn)).filter(
      (grant) => !uncalled.includes(grant.action) && !made().some(({ call }) => isUsedBy(grant, call)),
    );
    expect(idle).toEqual([]);
  });

  test("a request to restart is read by the assessment of the scope", () => {
    const read = estate.deployment.made.filter(
      ({ by, call }) => by === "assess-scope" && call.resource.startsWith(`arn:aws:s3:::${WORK}/restarts/`),
    );
    expect(read.length).toBeGreaterThan(0);
    expect(read.filter(({ allowed }) => !allowed)).toEqual([]);
  });
});
