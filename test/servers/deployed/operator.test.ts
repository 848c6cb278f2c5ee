// The operator's commands on a deployed ledger, with the rights of the operator alone: what they append or ask for, the next run
// seals or carries out; what takes a key, the sealing function does.
import { copyFileSync, existsSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { KeyLeaf } from "../../../evidence-schema/log/log-schema.ts";
import { parseTrust } from "../../../evidence-schema/log/trust.ts";
import { verifierKeyText } from "../../../evidence-schema/log/verifier-key.ts";
import type { Online } from "../../../ledger/online/online.ts";
import { buildEstate, LEDGER } from "../../support/deployed/estate.ts";
import { grants, isUsedBy } from "../../support/iam/grants.ts";
import { NextDeployment } from "../../support/deployed/next-deployment.ts";
import { done, OperatedDeployment, refused } from "../../support/deployed/operated-deployment.ts";
import { temporaryDirectory } from "../../support/ledger/temporary-directory.ts";

const ACTS = "tidemark/ledger";
const WORK = "tidemark-work-123456789012-eu-central-1";

const whole = ["INTACT", "INTACT"];

let deployed: OperatedDeployment;

beforeAll(async () => {
  deployed = new OperatedDeployment(await buildEstate(undefined, { signingKeys: 3 }));
});
afterAll(() => deployed.estate.stop());

test("create-ledger makes the ledger, and a second time finds it", async () => {
  expect(await done(deployed.tidemark("create-ledger"))).toContain(`Created ${LEDGER}`);
  expect(await done(deployed.tidemark("create-ledger"))).toContain(`Already exists: ${LEDGER}`);
  await deployed.run();
  expect(await deployed.verdicts()).toEqual(whole);
});

test("a stray object is disowned: the next run seals the act, and it is stray no more", async () => {
  await deployed.plant("notes.txt");
  expect(await deployed.verdicts()).toEqual(["STRAY", "STRAY"]);
  const said = await done(deployed.operate("disown", "notes.txt", "--reason", "A test of the inventory."));
  expect(said).toMatch(/not yet sealed\. The next run \(slot \d{4}-\d\d-\d\dT\d\d:\d\d:00\.000Z\) seals the record/);
  // As the command says: what is not sealed changes no verdict, and has to be sealed in time.
  expect(await deployed.verdicts()).toEqual(["STRAY", "STRAY"]);
  const late = new Date(Date.now() + 86_400_000).toISOString();
  expect((await deployed.operate("verify", "--trust", "trust.txt", "--now", late)).stdout).toContain(
    "a seal that lists this act",
  );
  await deployed.run();
  expect(await deployed.verdicts()).toEqual(whole);
});

describe("a scope whose next position somebody took", () => {
  let scope: string;
  beforeAll(() => {
    scope = `aws/${deployed.estate.organization.development.id}`;
  });

  test("can't be restarted while it is whole", async () => {
    expect(await refused(deployed.operate("restart-scope", scope, "--reason", "None."))).toContain(
      "no restart is needed",
    );
  });

  test("is failed until somebody asks, and read again by the run after", async () => {
    const key = await deployed.breakChain(scope);
    await deployed.run();
    expect(await deployed.viewOf(scope)).toMatchObject({
      view: "failed",
      problem: expect.stringContaining(key) as string,
    });
    const said = await done(deployed.operate("restart-scope", scope, "--reason", "Somebody tried their new role."));
    expect(said).toContain(`Requested the restart of ${scope}`);
    expect(said).toContain(key);
    expect(await deployed.verdicts()).toEqual(["STRAY", "STRAY"]);
    await deployed.run();
    expect(await deployed.viewOf(scope)).toMatchObject({ view: "observed", gen: 1 });
    expect(await deployed.verdicts()).toEqual(whole);
  });

  test("a request is about one break: neither a later one nor one that has grown is restarted by it", async () => {
    await deployed.breakChain(scope);
    await deployed.run();
    expect(await deployed.viewOf(scope)).toMatchObject({ view: "failed", gen: 1 });
    await done(deployed.operate("restart-scope", scope, "--reason", "Again."));
    await deployed.breakChain(scope, 3);
    await deployed.run();
    expect(await deployed.viewOf(scope)).toMatchObject({ view: "failed", gen: 1 });
    await done(deployed.operate("restart-scope", scope, "--reason", "And again."));
    expect(await done(deployed.operate("restart-scope", scope, "--reason", "In other words."))).toContain("And again.");
    await deployed.run();
    expect(await deployed.viewOf(scope)).toMatchObject({ view: "observed", gen: 2 });
    expect(await deployed.verdicts()).toEqual(whole);
  });
});

test("the acts are restarted, and the next run seals it", async () => {
  await deployed.breakChain(ACTS);
  await deployed.run();
  expect(await deployed.viewOf(ACTS)).toMatchObject({ view: "failed" });
  const said = await done(deployed.operate("restart-scope", ACTS, "--reason", "The same role."));
  expect(said).toContain("not yet sealed. The next run");
  expect(await deployed.verdicts()).toEqual(whole);
  await deployed.run();
  expect(await deployed.viewOf(ACTS)).toMatchObject({ view: "silent", gen: 1 });
  expect(await deployed.verdicts()).toEqual(whole);
});

describe("the key is rotated", () => {
  const keysIn = (file: string): string[] =>
    parseTrust(deployed.read(file)).logs.map(({ key }) => verifierKeyText(key));
  const signedBy = (): string | undefined => deployed.deployment.keys.signatures.at(-1)?.alias;

  test("nothing is retired before the next key is there", async () => {
    expect(await refused(deployed.operate("rotate-key", "--retire", "--reason", "Yearly."))).toContain(
      "is the only key in force",
    );
  });

  test("the next key is added, signs from then on, and the trust file names it", async () => {
    await deployed.run();
    expect(signedBy()).toBe("alias/tidemark-ledger");
    const before = deployed.deployment.keys.signatures.length;
    const said = await done(deployed.operate("rotate-key", "--reason", "Yearly."));
    expect(said).toContain("trust.2.txt");
    // Two endorse the entry, one signs its note, and the seal after it is the new key's.
    expect(deployed.deployment.keys.signatures.slice(before).map(({ alias }) => alias)).toEqual([
      "alias/tidemark-ledger",
      "alias/tidemark-ledger-2",
      "alias/tidemark-ledger",
      "alias/tidemark-ledger-2",
    ]);
    const [first, second] = keysIn("trust.2.txt");
    expect(keysIn("trust.txt")).toEqual([first]);
    const { add, retire, reason } = (await deployed.leaves()).findLast(({ kind }) => kind === "key") as KeyLeaf;
    expect([add, retire]).toEqual([second, null]);
    expect(reason).toMatch(/^Yearly\. \(asked for by (person:[0-9a-f]{64}|arn:.*)\)$/);
    await deployed.run();
    expect(signedBy()).toBe("alias/tidemark-ledger-2");
  });

  test("asked for again it is found, and nothing is made", async () => {
    const before = (await deployed.leaves()).length;
    expect(await done(deployed.operate("rotate-key", "--reason", "Yearly."))).toContain("Already added: key");
    expect(await deployed.leaves()).toHaveLength(before);
    expect(existsSync(deployed.path("trust.3.txt"))).toBe(false);
  });

  test("a request that was carried out can't be brought back a quarter of an hour later", async () => {
    const before = (await deployed.leaves()).length;
    const sealer = deployed.deployment.lambda("seal-run");
    sealer.later(15 * 60_000 + 1000);
    const requests = await deployed.requests();
    expect(requests.length).toBeGreaterThan(1);
    for (const operator of requests)
      await expect(sealer.invoke({ operator })).rejects.toThrow(/expected a time in the last 15 minutes/);
    sealer.later(0);
    expect(await deployed.leaves()).toHaveLength(before);
  });

  test("the key before is retired; only the new trust file gives a verdict, and the daily verification has it", async () => {
    expect(await done(deployed.operate("rotate-key", "--retire", "--reason", "Yearly."))).toContain("Retired key");
    await deployed.run();
    expect(signedBy()).toBe("alias/tidemark-ledger-2");
    expect(await deployed.verdicts("trust.2.txt")).toEqual(whole);
    const { status, stderr } = await deployed.operate("verify", "--trust", "trust.txt");
    expect(status).toBe(3);
    expect(stderr).toContain("Ask the person who gave you the trust file for the newest one");
    expect(await deployed.deployment.lambda("verify-ledger").invoke({ whole: { from: null } })).toMatchObject({
      verdict: "INTACT",
      violations: 0,
    });
    // Online verification counts the signatures of both keys. Checkpoints and endorsements explain all of them.
    const said = await deployed.tidemark("verify", "--ledger", LEDGER, "--trust", "trust.2.txt", "--json");
    const { signatures } = (JSON.parse(said.stdout) as { readonly online: Online }).online;
    expect(signatures?.keys.map(({ signed }) => signed > 0)).toEqual([true, true, false]);
    expect(signatures).toMatchObject({ endorsements: 3, isMore: false });
  });

  test("of a key that may be in other hands nothing counts after its size, and the daily verification goes by that", async () => {
    await done(deployed.operate("rotate-key", "--reason", "A laptop is gone."));
    const said = await done(
      deployed.operate("rotate-key", "--retire", "--compromised", "--reason", "A laptop is gone."),
    );
    expect(said).toContain("trust.5.txt");
    const [, second, third] = keysIn("trust.4.txt");
    expect(
      await done(deployed.operate("rotate-key", "--retire", "--compromised", "--reason", "A laptop is gone.")),
    ).toContain(`Already retired: key ${second}`);
    const trust = deployed.read("trust.5.txt");
    const [, size = "", root = ""] = /^checkpoint (\d+) (\S+)$/m.exec(trust) ?? [];
    expect(trust).toContain(`until ${size} ${second}`);
    expect(said).toContain(`checkpoint ${size} ${root}`);
    expect((await deployed.leaves())[Number(size) - 1]).toMatchObject({ kind: "key", add: null, retire: second });
    await deployed.run();
    expect(signedBy()).toBe("alias/tidemark-ledger-3");
    expect(keysIn("trust.5.txt").at(-1)).toBe(third);
    expect(await deployed.verdicts("trust.5.txt")).toEqual(whole);
    const verify = deployed.deployment.lambda("verify-ledger");
    expect(await verify.invoke({ whole: { from: null } })).toMatchObject({ verdict: "INTACT", violations: 0 });
  });

  test("there is no further key before it is deployed", async () => {
    const before = (await deployed.leaves()).length;
    expect(await refused(deployed.operate("rotate-key", "--reason", "Yearly."))).toContain(
      "Set deployment.signingKeys to 4 in the config and deploy, ",
    );
    expect(await deployed.leaves()).toHaveLength(before);
  });

  test("who has an older trust file than another operator made is refused before anything is changed", async () => {
    const mine = join(temporaryDirectory(), "trust.txt");
    copyFileSync(deployed.path("trust.txt"), mine);
    const said = await refused(deployed.operate("rotate-key", "--reason", "Yearly.", "--trust", mine));
    expect(said).toContain("Get the later trust file from the person who changed the keys");
  });
});

describe("a command is refused in one line", () => {
  test("where the operator may not ask the function", async () => {
    const denial = { status: 403, headers: { "x-amzn-errortype": "AccessDeniedException" }, body: "{}" };
    await deployed.sealerAnswers(denial, async () => {
      expect(await refused(deployed.operate("end-ledger", "--successor", "none", "--reason", "Over."))).toContain(
        "cannot call the sealing function: permission lambda:InvokeFunction denied. Allow it in the policy of the identity that runs Tidemark",
      );
    });
  });

  test("where the function names a key that KMS does not have, and no trust file is made", async () => {
    const [, key = ""] = /^log (\S+)$/m.exec(deployed.read("trust.txt")) ?? [];
    const stranger = `${key.slice(0, -4)}AAA=`;
    const told = { key: stranger, index: 1, isNew: true, root: "0".repeat(64), sealed: null };
    await deployed.sealerAnswers({ body: JSON.stringify(told) }, async () => {
      expect(await refused(deployed.operate("rotate-key", "--reason", "Yearly."))).toContain(
        `the log added key ${stranger}, which is not a key of the deployment in KMS`,
      );
    });
    expect(existsSync(deployed.path("trust.6.txt"))).toBe(false);
  });

  test.each([
    ["to make a run, which the functions do", "collect", LEDGER, "the ledger of the config's deployment"],
    ["to make the ledger with a key file", "start", LEDGER, "Create that ledger with tidemark create-ledger"],
    ["with exports", "restart-scope SCOPE --from exports --reason R.", LEDGER, "Leave --from out"],
    [
      "with a trust file for another ledger",
      "disown --all --trust a.txt --reason R.",
      "other",
      "--trust a.txt is only for the ledger of the config's deployment",
    ],
  ])("%s", async (_what, command, ledger, why) => {
    const scope = `aws/${deployed.estate.organization.development.id}`;
    const args = command.replace("SCOPE", scope).split(" ");
    expect(await refused(deployed.tidemark(...args, "--ledger", ledger))).toContain(why);
  });
});

describe("the ledger ends, and another one goes on", () => {
  test("the successor continues a copy of it; the end names the successor by a copy of its genesis", async () => {
    await deployed.deployment.lambda("notify").invoke({});
    await deployed.deployment.mails();
    const next = await NextDeployment.make(deployed.estate);
    const earlier = ["--continues", await deployed.copy(), "--continues-trust", deployed.path("trust.5.txt")];
    const created = await done(next.tidemark("create-ledger", ...earlier, "--reason", "Another region."));
    const [, successor] = /^  ledger  ([0-9a-f]{64})$/m.exec(created) ?? [];
    const genesis = await next.genesis();
    const ended = await done(deployed.operate("end-ledger", "--successor", genesis, "--reason", "Another region."));
    expect(ended).toContain(`Ended ${LEDGER}`);
    expect((await deployed.leaves()).at(-1)).toMatchObject({ kind: "end", successor });
    const again = await done(deployed.operate("end-ledger", "--successor", genesis, "--reason", "Another region."));
    expect(again).toContain(`Already ended: ${LEDGER}`);
    expect(await deployed.verdicts("trust.5.txt")).toEqual(whole);
  });

  test("then no run is due, everybody is told, and nothing can be added", async () => {
    const states: string[] = [];
    deployed.deployment.told = ({ state }) => states.push(state);
    await deployed.run();
    expect(states).toEqual(["Plan", "IsDue", "Tell", "IsMoreToTell", "Told"]);
    expect((await deployed.deployment.mails()).map(({ subject }) => subject)).toEqual([
      "Tidemark Emulated: ledger ended",
    ]);
    expect(await refused(deployed.operate("rotate-key", "--reason", "Too late.", "--trust", "trust.txt"))).toContain(
      "ended at",
    );
    expect(await deployed.verdicts("trust.5.txt")).toEqual(whole);
  });
});

/** Grants of the operator that no command here shows, each with what it is for. */
const UNCALLED: readonly (readonly [RegExp, RegExp, string])[] = [
  [/^s3:GetObjectRetention$/, /./, "HeadObject shows a lock only to those that may read it"],
  [/^s3:ListBucket$/, /./, "who may not list is told denied of an object that is not there"],
  [/^s3:PutObject$/, /\/documents\//, "documents that people publish: no command does yet"],
  [/^s3:DeleteObject$/, /tidemark-names-/, "an erasure: no command does it yet"],
  [/^states:StartExecution$/, /./, "a run that a person starts, with the command of AWS (docs/runbook.md)"],
];

describe("the operator's role", () => {
  const made = () => deployed.deployment.made.filter(({ by }) => by === "operator");

  test("allows all that the commands asked for, and each of its grants is needed", () => {
    expect(made().length).toBeGreaterThan(100);
    expect(made().filter(({ allowed }) => !allowed)).toEqual([]);
    const idle = grants(deployed.deployment.policyOf("operator")).filter(
      (grant) =>
        !UNCALLED.some(([action, resource]) => action.test(grant.action) && resource.test(grant.resource)) &&
        !made().some(({ call }) => isUsedBy(grant, call)),
    );
    expect(idle).toEqual([]);
  });

  test("a request to restart is read by the assessment of the scope", () => {
    const read = deployed.deployment.made.filter(
      ({ by, call }) => by === "assess-scope" && call.resource.startsWith(`arn:aws:s3:::${WORK}/asked/restarts/`),
    );
    expect(read.length).toBeGreaterThan(0);
    expect(read.filter(({ allowed }) => !allowed)).toEqual([]);
  });
});
