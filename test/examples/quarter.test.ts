// The example company's quarter: its facts, the same bytes wherever it is made, and nothing that can be added to it.
import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { beforeAll, describe, expect, test } from "vitest";
import { homeOf } from "../../cli/places/home.ts";
import { makeQuarter, QUARTER } from "../../examples/quarter/make-quarter.ts";
import { scenes } from "../../examples/quarter/story.ts";
import { failuresPage } from "../support/ledger/asked-failures.ts";
import { digestsOf } from "../support/ledger/digests.ts";
import { quarterFacts, type QuarterFacts } from "../support/ledger/quarter-facts.ts";
import { quarterHome } from "../support/ledger/quarter-home.ts";
import { runCliInTurn } from "../support/ledger/run-cli-in-turn.ts";
import { runCommand } from "../support/ledger/run-command.ts";
import { temporaryDirectory } from "../support/ledger/temporary-directory.ts";
import { repository } from "../support/run-cli.ts";
import { isWhole } from "../support/scale.ts";
import { verdictPrinted } from "../support/verdict-printed.ts";

let home: string;
let facts: QuarterFacts;
beforeAll(async () => {
  home = await quarterHome();
  facts = await quarterFacts(home);
});

describe("the facts", () => {
  test("failures, with their exceptions", () => {
    expect(facts.failures).toEqual([
      "2026-06-30T06:00:24.000Z to 2026-07-15T06:00:24.000Z: NL-ENC-02 reporting: exception; first sight, corrected; seen last 2026-07-14T05:45:24.000Z; F-d7323dd1",
      "2026-07-08T11:20:00.000Z to 2026-07-10T09:00:00.000Z: NL-ENC-01 northlight-prod-exports: corrected in time; drift, corrected; seen last 2026-07-10T05:45:24.000Z; F-b7c21deb",
      "2026-07-17T17:00:20.000Z to 2026-07-18T06:00:24.000Z: NL-LOG-01 arn:aws:iam::111122223333:root: corrected in time; drift, corrected; seen last 2026-07-17T06:00:24.000Z; F-572152d9",
      "2026-07-17T17:00:20.000Z to 2026-07-18T06:00:24.000Z: NL-LOG-01 northlight-prod-audit: corrected in time; drift, corrected; seen last 2026-07-17T06:00:24.000Z; F-d5df3a9e",
      "2026-07-27T06:30:28.000Z to 2026-07-27T20:15:28.000Z: NL-NET-01 allow-rdp-tmp: possible exception; drift, corrected; seen last 2026-07-27T19:40:28.000Z; F-bf4431c2",
      "2026-07-29T10:00:00.000Z to open: NL-NET-02 northlight-prod-website-assets: exception; drift, open; seen last 2026-10-07T06:45:24.000Z; F-c9c6e39b",
      "2026-08-07T15:00:00.000Z to 2026-08-10T06:00:00.000Z: NL-IAM-01 Katharina Vogel: exception; drift, corrected; seen last 2026-08-09T00:00:20.000Z; F-72934413",
      "2026-08-11T13:00:00.000Z to 2026-08-11T16:30:00.000Z: NL-NET-01 bastion: corrected in time; drift, corrected; seen last 2026-08-11T13:00:00.000Z; F-e915c58b",
      "2026-08-17T15:00:00.000Z to 2026-08-20T06:00:24.000Z: NL-ENC-01 northlight-prod-migration-tmp: ended uncorrected; drift, replaced; seen last 2026-08-19T05:45:24.000Z; F-74dabffa",
      "2026-08-20T06:00:24.000Z to 2026-08-21T12:00:00.000Z: NL-ENC-01 northlight-prod-migration-tmp: corrected in time; replaced, corrected; seen last 2026-08-21T05:45:24.000Z; F-1fc0b5c5",
      "2026-08-25T08:00:20.000Z to 2026-08-25T16:00:20.000Z: NL-ENC-01 billing: corrected in time; drift, corrected; seen last 2026-08-25T06:00:26.000Z; F-5af56a93",
      "2026-09-01T06:00:22.000Z to 2026-09-10T06:00:20.000Z: NL-IAM-02 northlight-deploy: corrected in time; judged otherwise, corrected; seen last 2026-09-09T06:00:20.000Z; F-d1002cc5",
      "2026-09-01T06:00:26.000Z to 2026-09-19T06:00:24.000Z: NL-IAM-02 IAM credential report row of arn:aws:iam::111122223333:user/ci-deployer: exception; judged otherwise, corrected; seen last 2026-09-18T06:00:24.000Z; F-b7a7c057",
      "2026-09-16T06:00:24.000Z to 2026-10-07T06:00:24.000Z: NL-LOG-02 arn:aws:ec2:eu-central-1:111122223333:vpc/vpc-07e0795f6d4aea2fd: exception; drift, corrected; seen last 2026-10-06T05:45:24.000Z; F-9273c917",
    ]);
  });

  test("days that are not met days, by control", () => {
    const [missed, after] = ["08-30", "08-31"];
    expect(facts.days).toEqual({
      "NL-ENC-01": {
        "failing within the limit": "07-08 to 07-10, 08-17 to 08-21, 08-25",
        "not observed": `${missed}, 09-22`,
        "partly observed": `${after}, 09-23`,
      },
      "NL-ENC-02": {
        "failing within the limit": "07-01 to 07-06",
        "not met": "07-07 to 07-15",
        "not observed": `${missed}, 09-22`,
        "partly observed": `${after}, 09-23`,
      },
      "NL-IAM-01": {
        "not observed": `07-01 to 07-11, ${missed}`,
        "partly observed": `07-12, ${after}`,
        "failing within the limit": "08-07",
        "not met": "08-08 to 08-10",
      },
      "NL-IAM-02": {
        "not observed": `${missed}, 09-22`,
        "partly observed": `${after}, 09-23`,
        "failing within the limit": "09-01 to 09-14",
        "not met": "09-15 to 09-19",
      },
      "NL-LOG-01": {
        "failing within the limit": "07-17 to 07-18",
        "not observed": `${missed}, 09-22`,
        "partly observed": `${after}, 09-23`,
      },
      "NL-LOG-02": {
        "not observed": `${missed}, 09-22`,
        "partly observed": after,
        "failing within the limit": "09-16 to 09-21",
        "not met": "09-23 to 09-30",
      },
      "NL-NET-01": {
        "not observed": `07-20 to 07-26, ${missed}, 09-22`,
        "failing within the limit": "07-27, 08-11",
        "partly observed": `${after}, 09-23`,
      },
      "NL-NET-02": {
        "failing within the limit": "07-29",
        "not met": "07-30 to 08-03",
        "failing under an accepted risk": "08-04 to 08-29, 08-31 to 09-21, 09-23 to 09-30",
        "not observed": `${missed}, 09-22`,
      },
    });
  });

  test("what was not read, who is left out, and which risk was accepted", () => {
    expect(facts.unread).toEqual([
      "denied aws/111122223333 1 2026-06-30T06:00:26.000Z 2026-07-12T06:00:26.000Z",
      "denied gcp/projects/481516234201 1 2026-07-20T06:00:30.000Z 2026-07-27T06:00:30.000Z",
      "throttled azure/9606bc3d-0c4f-4820-8ee3-6f3de8e611b4 21 2026-09-22T06:00:28.000Z 2026-09-23T06:00:28.000Z",
    ]);
    expect(facts.roster).toEqual([
      "aws/111122223333 enrolled",
      "azure/9606bc3d-0c4f-4820-8ee3-6f3de8e611b4 enrolled",
      "entra/435db7b7-46e6-4674-82d8-193e11fadc02 enrolled",
      "gcp/projects/481516234201 enrolled",
      "workspace/C01nl4h2x enrolled",
      "aws/444455556666 excluded",
      "aws/777788889999 excluded",
      "azure/866765b8-6ae3-41d9-84ca-d1d83cb78c73 excluded",
      "gcp/projects/481516234202 excluded",
    ]);
    expect(facts.acceptances).toEqual(["NL-W-2026-003 2026-08-03T06:00:22.000Z 2027-07-01T00:00:00.000Z"]);
  });

  test("the example has an end", () => {
    expect(facts.newest).toBe("2026-10-07T07:00:30.000Z,manual,no run is due");
  });

  test("91 of 92 runs were made, and the period is settled", async () => {
    expect(facts.runs).toEqual({ due: 92, made: 91 });
    expect(facts.settled).toBe(true);
    const page = await failuresPage(join(home, "ledger"), "--period", QUARTER);
    expect(page).toContain("Missing: 2026-08-30T06:00:00.000Z.");
    expect(page).toContain(
      "14 failures. Counted once for each control: 5 exceptions, 1 possible exception, 1 ended uncorrected, 7 corrected in time.",
    );
  });
});

/** The facts without the ids of failures, which derive from the places of records: each scene moves those. */
const told = ({ failures, ...rest }: QuarterFacts) => ({
  ...rest,
  failures: failures.map((line) => line.replace(/; F-[0-9a-f]{8}$/, "")),
});

/** By .ci/run alone: each is made again, which takes seconds. */
const takenOut = scenes.filter(() => isWhole);

test.each(takenOut.map((scene) => [scene.what, scene] as const))("are others without: %s", async (_, scene) => {
  const folder = temporaryDirectory();
  const without = await makeQuarter({
    home: homeOf(join(folder, "ledger")),
    told: scenes.filter((each) => each !== scene),
  }).then(
    async () => told(await quarterFacts(folder)),
    // What is put right can't be put right where it never went wrong.
    (error: unknown) => String(error),
  );
  expect(without).not.toEqual(told(facts));
  if (typeof without === "string") expect(without).toMatch(/^RangeError: .+ changes nothing$/);
});

/** Makes the quarter in a process that begins with these variables. */
async function madeIn(variables: Readonly<Record<string, string>>): Promise<ReadonlyMap<string, string>> {
  const folder = join(temporaryDirectory(), variables["TZ"] ?? "here");
  const script = `
    const [, quarter, home, ledger] = process.argv;
    const [{ makeQuarter }, { homeOf }] = [await import(quarter), await import(home)];
    await makeQuarter({ home: homeOf(ledger) });`;
  const modules = ["examples/quarter/make-quarter.ts", "cli/places/home.ts"].map((path) => join(repository, path));
  const words = ["--input-type=module", "--eval", script, ...modules, join(folder, "ledger")];
  await promisify(execFile)(process.execPath, words, { env: { ...process.env, ...variables }, cwd: repository });
  return digestsOf(folder);
}

test("the same bytes come of it in every folder, time zone and language", async () => {
  const made = new Map([...digestsOf(home)].filter(([path]) => !path.startsWith("tables/")));
  expect([...made.keys()].filter((path) => path.startsWith("ledger/log/")).length).toBeGreaterThan(200);
  expect(await madeIn({ TZ: "Asia/Kolkata", LC_ALL: "de_DE.UTF-8" })).toEqual(made);
  if (isWhole) expect(await madeIn({ TZ: "America/New_York", LC_ALL: "tr_TR.UTF-8" })).toEqual(made);
});

test("says of itself that it is an example, and that its key is public", () => {
  const genesis = JSON.parse(readFileSync(join(home, "ledger/genesis.json"), "utf8")) as Record<string, unknown>;
  expect(genesis).toMatchObject({ example: true, mode: "local", origin: "example.invalid/northlight" });
  expect(genesis["system"]).toMatch(/\(EXAMPLE\)$/);
  const [first, second] = readFileSync(join(home, "trust.txt"), "utf8").split("\n");
  expect(first).toMatch(/^# EXAMPLE\. The signing key is public/);
  expect(second).toMatch(/^# .* proves nothing\.$/);
});

test("verify finds nothing altered, and the run that was missed", async () => {
  const { status, stdout } = await runCommand(["verify", "--ledger", join(home, "ledger")]);
  expect(status).toBe(2);
  expect(verdictPrinted(stdout)).toBe("INCOMPLETE");
  const missing = /^Missing\n(.+?)\n\n/ms.exec(stdout)?.[1];
  expect(missing).toBe(
    "  W1 (every due slot has its run)  log/: expected a sealed run of slot 2026-08-30T06:00:00.000Z, found none",
  );
  expect(stdout).toContain("The evidence that is there was not changed since it was recorded");
});

test.each([
  ["collect", "--from", "examples/estate/2026-09-01"],
  ["collect", "--from", "examples/estate/2026-09-01", "--config", "examples/quarter/tidemark.config.ts"],
  ["start", "--from", "examples/estate/2026-09-01"],
])("nothing is added to it by %s %s %s %s", async (...args) => {
  const before = digestsOf(home);
  const { status, stderr } = await runCliInTurn([...args.filter(Boolean), "--ledger", join(home, "ledger")]);
  expect(status).toBe(3);
  expect(stderr).toBe(
    `tidemark: the ledger in ${join(home, "ledger")} is an example that is complete (origin example.invalid/northlight), and nothing can be added to it. Name another ledger with --ledger. Nothing was written\n`,
  );
  expect(digestsOf(home)).toEqual(before);
});
