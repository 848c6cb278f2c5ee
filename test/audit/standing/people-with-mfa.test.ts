// The line on people who can reach production: one in status and in the mail, over all clouds, with what is not read.
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { mailOf } from "../../../alerts/mail/mail.ts";
import { newsOf } from "../../../alerts/news/news.ts";
import { SealedLog } from "../../../audit/reading/sealed-log.ts";
import { overviewOf, type Overview } from "../../../audit/standing/overview.ts";
import { peopleLine, peopleTogether } from "../../../audit/standing/people-with-mfa.ts";
import { policyInForce } from "../../../audit/standing/in-force/policy-in-force.ts";
import { parseScope } from "../../../evidence-schema/keys/object-key.ts";
import type { Seal } from "../../../evidence-schema/log/log-schema.ts";
import { splitUnit } from "../../../evidence-schema/record/record.ts";
import { Ledger } from "../../../ledger/read/ledger.ts";
import { openDirectory } from "../../../ledger/stores/directory.ts";
import { exampleHome } from "../../support/ledger/example-home.ts";
import { runCliInTurn } from "../../support/ledger/run-cli-in-turn.ts";

let example: string;
let overview: Overview;
beforeAll(async () => {
  example = join(await exampleHome(), "ledger");
  overview = (await overviewOf(await Ledger.open(openDirectory(example)))) as Overview;
});

describe("over the example estate", () => {
  test("people of AWS, Entra and Workspace are counted, and no item that is a way in", () => {
    const people = overview.results.filter(
      ({ finding, entry, place }) =>
        finding.check === "privileged-people-have-mfa" &&
        (place === "production" || place === "supporting") &&
        !/AccessPath|Provider$/.test(splitUnit(entry.unit).type),
    );
    const count = (outcome: string): number => people.filter((each) => each.outcome === outcome).length;
    expect(overview.people).toMatchObject({
      has: count("pass"),
      lacks: count("fail"),
      unknown: count("indeterminate"),
    });
    const decided = people.filter(({ outcome }) => outcome === "pass" || outcome === "fail");
    const providers = new Set(decided.map(({ scope }) => parseScope(scope).provider));
    expect([...providers].toSorted()).toEqual(["aws", "entra", "workspace"]);
    expect(overview.people?.notRead).toEqual(
      expect.arrayContaining([
        "AWS IAM Identity Center",
        "Azure role assignments of people in Microsoft Entra",
        "IAM bindings of people in Cloud Identity or Workspace",
      ]),
    );
  });

  test("status prints the line, and a mail of the same seal says the same", async () => {
    const line = peopleLine(overview.people!);
    const { stdout } = await runCliInTurn(["status", "--ledger", example]);
    expect(stdout).toContain(`\n${line}\n`);
    const ledger = await Ledger.open(openDirectory(example));
    const log = await SealedLog.open(ledger.store);
    const seal = (await log.at(overview.newest.index)) as Seal;
    const policy = await policyInForce(ledger, { seal });
    const news = await newsOf({ store: ledger.store, ledger: ledger.id, log }, policy, overview.newest.index);
    const teller = { ledger: ledger.id, genesis: ledger.genesis, controls: policy.controls };
    const { text } = await mailOf(news, teller, { nameOf: () => Promise.resolve(null) }, "ledger");
    expect(text).toContain(`\n${line}\n`);
  });
});

describe("the line", () => {
  const some = { has: 2, lacks: 1, unknown: 0, notRead: ["b", "a"] };

  test("sums scopes, names each way once, and a scope that was not observed", () => {
    const together = peopleTogether([some, null, { ...some, notRead: ["a"] }], ["workspace/C01", "other/1"]);
    expect(peopleLine(together!)).toBe(
      "People who can reach production have MFA: 4 yes, 2 no, 0 not known. Not read: a; b; workspace/C01",
    );
  });

  test("counts what is beyond five, and says nothing where nobody asks", () => {
    const notRead = ["a", "b", "c", "d", "e", "f", "g"];
    expect(peopleLine({ ...some, notRead })).toMatch(/Not read: a; b; c; d; e; and 2 more$/);
    expect(peopleLine({ ...some, notRead: [] })).toBe(
      "People who can reach production have MFA: 2 yes, 1 no, 0 not known",
    );
    expect(peopleTogether([null], ["aws/111122223333"])).toBeNull();
  });
});
