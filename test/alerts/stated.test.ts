// A mail counts results apart that do not apply by the company's statement: they neither pass nor recover.
import { expect, test } from "vitest";
import { mailOf } from "../../alerts/mail/mail.ts";
import { newsOf } from "../../alerts/news/news.ts";
import { SealedLog } from "../../audit/reading/sealed-log.ts";
import { policyInForce } from "../../audit/standing/in-force/policy-in-force.ts";
import { threatDetectionOn } from "../../checks/logging/threat-detection-on/index.ts";
import { readConfig } from "../../config/define-config.ts";
import { policyOf } from "../../config/policy.ts";
import type { JsonObject } from "../../evidence-schema/record/record.ts";
import { Cloud } from "../support/ledger/cloud.ts";
import { TemporaryLedger } from "../support/ledger/temporary-ledger.ts";

const AWS = "aws/111111111111";
const DETECTOR = "Tidemark::GuardDuty::Detector";
const reason = "The managed detection service of Example Watch reads the audit logs of this cloud.";

class Regions extends Cloud {
  override readonly lanes = { [DETECTOR]: "memory" };
}

const config = readConfig(
  {
    company: { legalEntity: "Example GmbH", system: "Example" },
    ledger: { origin: "example.test/tidemark" },
    scopes: [{ scope: AWS, regions: ["eu-central-1"] }],
  },
  "c.ts",
);

test("a failure that ends by a statement is no recovery", async () => {
  const home = await TemporaryLedger.create();
  const regions = new Regions(home.clock.text);
  regions.put(AWS, "detector", DETECTOR, { Region: "eu-central-1", Exists: false });
  const policy = {
    ...policyOf(config, (provider, value) => `person:${provider}-${value.length}`),
    principal: "runner",
  };
  for (const [run, parameters] of [
    ["without", {}],
    ["with", { detectedElsewhere: { aws: { reason } } }],
  ] as const) {
    const check = {
      check: threatDetectionOn,
      parameters: threatDetectionOn.parameters.parse(parameters) as JsonObject,
    };
    await home.run({ reader: regions, run, policy, checks: [check] });
    home.clock.advance(3600);
  }
  const opened = await home.open();
  const inForce = await policyInForce(opened, (await opened.newestSeal()) as never);
  const log = await SealedLog.open(opened.store);
  const news = await newsOf({ store: opened.store, ledger: opened.id, log }, inForce, 1);
  expect(news.results).toEqual([]);
  const teller = { ledger: opened.id, genesis: opened.genesis, controls: inForce.controls };
  const { text } = await mailOf(news, teller, { nameOf: () => Promise.resolve(null) }, "s3://bucket/ledger");
  expect(text).toMatch(
    /Judged by changed checks or parameters\n {2}TM-DET-1 .*\n {6}1 result, 0 of them fail, 1 not applicable by the company's statement/,
  );
  expect(text).not.toMatch(/recover|pass/i);
});
