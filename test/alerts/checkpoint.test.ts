// An inbox as a witness: what mails and events carry shows later which history was told.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { EVENTS } from "../../alerts/events/event-schema.ts";
import { eventsOf } from "../../alerts/events/events.ts";
import { logChanged } from "../../alerts/log-changes.ts";
import { mailOf } from "../../alerts/mail/mail.ts";
import { newsOf } from "../../alerts/news/news.ts";
import { policyInForce } from "../../audit/standing/in-force/policy-in-force.ts";
import { SealedLog } from "../../audit/reading/sealed-log.ts";
import type { EndLeaf, KeyLeaf, Seal } from "../../evidence-schema/log/log-schema.ts";
import { Ledger } from "../../ledger/read/ledger.ts";
import { openDirectory } from "../../ledger/stores/directory.ts";
import { OperatedHome } from "../support/ledger/operated-home.ts";
import { verdictPrinted } from "../support/verdict-printed.ts";

const PLACE = "s3://bucket/ledger";
const nobody = { nameOf: () => Promise.resolve(null) };

let home: OperatedHome;
beforeAll(async () => {
  home = await OperatedHome.make();
  await home.collect();
});

/** Mail and events of the seal at a place. */
async function toldOf(of: OperatedHome, place: number) {
  const ledger = await Ledger.open(openDirectory(of.ledger));
  const log = await SealedLog.open(ledger.store);
  const seal = (await log.at(place)) as Seal;
  const policy = await policyInForce(ledger, { seal });
  const news = await newsOf({ store: ledger.store, ledger: ledger.id, log }, policy, place);
  const teller = { ledger: ledger.id, genesis: ledger.genesis, controls: policy.controls };
  return { events: eventsOf(news, teller), mail: await mailOf(news, teller, nobody, PLACE), teller };
}

/** The lines of a mail by which a verification compares. */
const linesOf = (text: string): string => `${/^checkpoint .*$/m.exec(text)?.[0]}\n`;

async function verified(of: OperatedHome, text: string): Promise<{ verdict: string; stdout: string }> {
  const file = join(of.home, "kept.txt");
  mkdirSync(of.home, { recursive: true });
  writeFileSync(file, linesOf(text));
  const { stdout } = await of.ask("verify", ["--checkpoint", file]);
  return { verdict: verdictPrinted(stdout), stdout };
}

test("the line of a mail is a checkpoint of the log that told it", async () => {
  for (const place of [0, 1]) {
    const { mail } = await toldOf(home, place);
    const { verdict, stdout } = await verified(home, mail.text);
    expect(verdict).toBe("INTACT");
    expect(stdout).not.toContain("No kept checkpoint was compared");
  }
});

test("another history, signed with the same key, is BROKEN by an earlier mail", async () => {
  const { mail } = await toldOf(home, 0);
  const other = await OperatedHome.make();
  const { verdict } = await verified(other, mail.text);
  expect(verdict).toBe("BROKEN");
});

test("every seal is an event with the checkpoint, however quiet", async () => {
  const { events, mail } = await toldOf(home, 1);
  const sealed = events.filter(({ type }) => type === "Run Sealed");
  expect(sealed).toHaveLength(1);
  for (const { type, detail } of events) {
    expect(EVENTS[type].safeParse(detail).error).toBeUndefined();
    if (type === "Verification Failed") continue;
    const { size, root } = (detail as Extract<typeof detail, { readonly seal: unknown }>).seal.checkpoint;
    expect(mail.text).toContain(`\ncheckpoint ${size} ${root}\n`);
  }
});

test("a change of keys and the end are told with the checkpoint, and what they mean", async () => {
  const of = home.copy();
  expect((await of.run("rotate-key", ["--reason", "yearly"])).status).toBe(0);
  expect((await of.run("rotate-key", ["--retire", "--reason", "yearly"])).status).toBe(0);
  expect((await of.run("end-ledger", ["--successor", "none", "--reason", "moved"])).status).toBe(0);
  const { teller } = await toldOf(of, 0);
  const changes = of.leaves().filter((leaf): leaf is KeyLeaf | EndLeaf => leaf.kind !== "seal");
  const told = changes.map((leaf) => logChanged(leaf, teller));
  expect(told.map(({ mail }) => mail.subject)).toEqual([
    "Tidemark Example: signing key added",
    "Tidemark Example: signing key retired",
    "Tidemark Example: ledger ended",
  ]);
  for (const { event, mail } of told) {
    expect(EVENTS[event.type].safeParse(event.detail).error).toBeUndefined();
    expect((await verified(of, mail.text)).verdict).toBe("INTACT");
  }
  expect(told[0]?.mail.text).toContain((changes[0] as KeyLeaf).add);
});
