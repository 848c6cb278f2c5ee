// Whom a message names, and that it says when its ledger is example data: mail for people, events for machines.
import { beforeAll, expect, test } from "vitest";
import { EVENTS, type TidemarkEvent } from "../../alerts/events/event-schema.ts";
import { eventsOf, type LedgerOfNews } from "../../alerts/events/events.ts";
import { mailOf } from "../../alerts/mail/mail.ts";
import { newsOf, type News } from "../../alerts/news/news.ts";
import { verificationFailed } from "../../alerts/verification.ts";
import { EXAMPLE_NOTICE } from "../../audit/example-data.ts";
import { policyInForce } from "../../audit/standing/in-force/policy-in-force.ts";
import { SealedLog } from "../../audit/reading/sealed-log.ts";
import { readConfig } from "../../config/define-config.ts";
import { policyOf } from "../../config/policy.ts";
import { personReference } from "../../evidence-schema/keys/person.ts";
import { Cloud } from "../support/ledger/cloud.ts";
import { TemporaryLedger } from "../support/ledger/temporary-ledger.ts";

const A = "aws/111111111111";
const salt = Buffer.alloc(32, 7);
const person = (provider: string, value: string): string => personReference(salt, provider, value);
const JANA = person("company", "Jana Novak");
const PLACE = "s3://bucket/ledger";

const config = readConfig(
  {
    company: { legalEntity: "Example GmbH", system: "Example" },
    ledger: { origin: "example.test/tidemark" },
    scopes: [{ scope: A, regions: ["eu-central-1"] }],
    controls: [
      { id: "C-1", basedOn: "TM-ENC-1", owner: "Jana Novak" },
      { id: "C-2", basedOn: "TM-ENC-1", owner: { role: "Platform team" } },
    ],
    owners: [{ match: { scopes: [A] }, owner: "Jana Novak" }],
  },
  "c.ts",
);

let news: News;
let teller: LedgerOfNews;
let home: TemporaryLedger;
// A bucket that loses its key between two runs.
beforeAll(async () => {
  home = await TemporaryLedger.create();
  const cloud = new Cloud(home.clock.text);
  const policy = { ...policyOf(config, person), principal: "runner" };
  for (const encryption of ["own key", "default"] as const) {
    cloud.bucket(A, "one", encryption);
    await home.run({ reader: cloud, run: encryption, policy });
    home.clock.advance(3600);
  }
  const ledger = await home.open();
  const newest = await ledger.newestSeal();
  const inForce = await policyInForce(ledger, newest as NonNullable<typeof newest>);
  const log = await SealedLog.open(ledger.store);
  news = await newsOf({ store: ledger.store, ledger: ledger.id, log }, inForce, 1);
  teller = { ledger: ledger.id, genesis: ledger.genesis, controls: inForce.controls };
});

const ofExample = (): LedgerOfNews => ({ ...teller, genesis: { ...teller.genesis, example: true } });
const called = (name: string | null) => ({
  nameOf: (reference: string) => Promise.resolve(reference === JANA ? name : null),
});

test("a mail names owners as the names store does, and by reference who was erased", async () => {
  const { text } = await mailOf(news, teller, called("Jana Novak"), PLACE);
  expect(text).toMatch(/^C-1 .* \(owner: Jana Novak\)$/m);
  expect(text).toMatch(/^C-2 .* \(owner: Platform team\)$/m);
  expect(text).toMatch(/^ {6}owner: Jana Novak$/m);
  expect(text).not.toContain("person:");
  const erased = await mailOf(news, teller, called(null), PLACE);
  expect(erased.text).toContain(`(owner: ${JANA})`);
  expect(erased.text).toContain(`      owner: ${JANA}\n`);
});

test("an event names an owner by reference: a bus carries it to where no name can be erased", () => {
  const [event] = eventsOf(news, teller);
  expect(event).toMatchObject({ type: "Result Changed", detail: { is: "drift", owner: JANA } });
  expect(JSON.stringify(event)).not.toContain("Novak");
});

test("mail and events say when the ledger is example data, and only then", async () => {
  const real = await mailOf(news, teller, called(null), PLACE);
  expect(real.subject).toBe("Tidemark Example: C-1, C-2 failing");
  expect(real.text).not.toContain(EXAMPLE_NOTICE);
  const example = await mailOf(news, ofExample(), called(null), PLACE);
  expect(example.subject).toBe("Tidemark EXAMPLE Example: C-1, C-2 failing");
  expect(example.text.split("\n")[0]).toBe(EXAMPLE_NOTICE);
  const flags = (of: LedgerOfNews): unknown[] => eventsOf(news, of).map(({ detail }) => detail.example);
  expect([flags(teller), flags(ofExample())]).toEqual([
    [false, false],
    [true, true],
  ]);
  for (const event of eventsOf(news, ofExample())) expect(kept(event)).toBe(true);
});

test("so does a verification that failed", async () => {
  const report = { ...(await home.verify()), verdict: "BROKEN" as const, exit: 1 as const };
  const told = (example: boolean) => verificationFailed(report, { system: "Example", example, notAsked: [] }, PLACE);
  expect(told(false)?.mail.subject).toBe("Tidemark Example: ledger BROKEN");
  expect(told(false)?.mail.text).not.toContain(EXAMPLE_NOTICE);
  expect(told(true)?.mail.subject).toBe("Tidemark EXAMPLE Example: ledger BROKEN");
  expect(told(true)?.mail.text.split("\n")[0]).toBe(EXAMPLE_NOTICE);
  expect(told(true)?.event.detail.example).toBe(true);
  expect(kept(told(true)?.event as TidemarkEvent)).toBe(true);
});

/** Whether the event keeps the published schema. */
const kept = ({ type, detail }: TidemarkEvent): boolean => EVENTS[type].safeParse(detail).success;
