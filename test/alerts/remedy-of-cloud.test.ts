// A mail tells the remedy of the cloud that a failing resource is in: those of a directory are of the cloud that it belongs to.
import { expect, test } from "vitest";
import { mailOf } from "../../alerts/mail/mail.ts";
import { newsOf } from "../../alerts/news/news.ts";
import { policyInForce } from "../../audit/standing/in-force/policy-in-force.ts";
import { SealedLog } from "../../audit/reading/sealed-log.ts";
import { privilegedPeopleHaveMfa } from "../../checks/identity/privileged-people-have-mfa/index.ts";
import { readConfig } from "../../config/define-config.ts";
import { policyOf } from "../../config/policy.ts";
import type { JsonObject } from "../../evidence-schema/record/record.ts";
import { Cloud } from "../support/ledger/cloud.ts";
import { TemporaryLedger } from "../support/ledger/temporary-ledger.ts";

const AWS = "aws/111111111111";
const PERSON = {
  aws: "AWS::IAM::User",
  entra: "microsoft.graph/userRegistrationDetails",
  workspace: "admin.directory/users",
};
const REPORT = "Tidemark::IAM::CredentialReportRow";

/** A cloud of people, each with its administrator's role. */
class People extends Cloud {
  override readonly lanes = Object.fromEntries([...Object.values(PERSON), REPORT].map((type) => [type, "memory"]));
  override readonly globals = new Set([...Object.values(PERSON), REPORT]);

  administrators(hasMfa: boolean): void {
    const policy = "arn:aws:iam::aws:policy/AdministratorAccess";
    const user = { ArnReference: "person:1", GroupList: [], AttachedManagedPolicies: [{ PolicyArn: policy }] };
    this.put(AWS, "alice", PERSON.aws, { ...user, UserPolicyList: [] });
    this.put(AWS, "alice-report", REPORT, {
      ArnReference: "person:1",
      PasswordEnabled: true,
      MfaActive: hasMfa,
      AccessKey1Active: false,
      AccessKey2Active: false,
    });
    const registration = { isMfaRegistered: hasMfa, isMfaCapable: hasMfa, methodsRegistered: [], userType: "member" };
    this.put("entra/tenant", "bob", PERSON.entra, { isAdmin: true, ...registration });
    const enrolled = { isEnrolledIn2Sv: hasMfa, isEnforcedIn2Sv: false };
    this.put("workspace/customer", "carol", PERSON.workspace, { isAdmin: true, isDelegatedAdmin: false, ...enrolled });
  }
}

const company = { legalEntity: "Example GmbH", system: "Example" };
const ledger = { origin: "example.test/tidemark" };
const config = readConfig({ company, ledger, scopes: [{ scope: AWS, regions: ["eu-central-1"] }] }, "c.ts");

test("Azure's for a person of Entra, Google Cloud's for one of Google Workspace, AWS's for a user of IAM", async () => {
  const home = await TemporaryLedger.create();
  const people = new People(home.clock.text);
  const policy = {
    ...policyOf(config, (provider, value) => `person:${provider}-${value.length}`),
    principal: "runner",
  };
  const check = {
    check: privilegedPeopleHaveMfa,
    parameters: privilegedPeopleHaveMfa.parameters.parse({}) as JsonObject,
  };
  for (const run of ["with", "without"]) {
    people.administrators(run === "with");
    await home.run({ reader: people, run, policy, checks: [check] });
    home.clock.advance(3600);
  }
  const opened = await home.open();
  const inForce = await policyInForce(opened, (await opened.newestSeal()) as never);
  const log = await SealedLog.open(opened.store);
  const news = await newsOf({ store: opened.store, ledger: opened.id, log }, inForce, 1);
  const teller = { ledger: opened.id, genesis: opened.genesis, controls: inForce.controls };
  const { text } = await mailOf(news, teller, { nameOf: () => Promise.resolve(null) }, "s3://bucket/ledger");

  const told = [...text.matchAll(/^ {2}- drift: .*\((\S+), eu-central-1\), \w+$[^]*?^ {6}how to fix: (.+)$/gm)];
  expect(Object.fromEntries(told.map(([, scope, remedy]) => [scope, remedy]))).toEqual({
    [AWS]: privilegedPeopleHaveMfa.remediation.aws?.change,
    "entra/tenant": privilegedPeopleHaveMfa.remediation.azure?.change,
    "workspace/customer": privilegedPeopleHaveMfa.remediation.gcp?.change,
  });
});
