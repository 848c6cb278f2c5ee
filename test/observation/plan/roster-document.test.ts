// The roster document as runs write it: names from the config, else from the reader, and what is left out.
import { beforeEach, expect, test } from "vitest";
import type { RosterDocument } from "../../../evidence-schema/documents/document-schema.ts";
import type { RunOptions } from "../../../observation/run.ts";
import type { Cloud } from "../../support/ledger/cloud.ts";
import { A, B, ObservedCloud } from "../../support/ledger/observed-cloud.ts";
import type { TemporaryLedger } from "../../support/ledger/temporary-ledger.ts";

const regions = ["eu-west-1", "eu-central-1"];

let made: ObservedCloud;
let home: TemporaryLedger;
let cloud: Cloud;
beforeEach(async () => {
  made = await ObservedCloud.ofTwoAccounts();
  ({ home, cloud } = made);
});

/** What the cloud tells of scopes. */
const telling = (told: Pick<RunOptions["reader"], "names" | "unlisted">): RunOptions["reader"] => ({
  lanes: cloud.lanes,
  scopes: [A, B],
  read: (request, emit) => cloud.read(request, emit),
  ...told,
});

async function rosterAfter(run: string, members: Partial<RunOptions>): Promise<RosterDocument> {
  const { sealed } = await made.runAfter(0, run, { reader: telling({}), ...members });
  home.clock.advance(60);
  const digest = sealed.seal.documents["roster"] as string;
  return (await (await home.open()).document("roster", digest)) as unknown as RosterDocument;
}

const names = ({ enrolled }: RosterDocument): readonly (string | null)[] => enrolled.map(({ name }) => name);

test("every member is there, sorted, whether anybody told it or not", async () => {
  const leftOut = ["us-east-2", "us-east-1"].map((region) => ({ region, reason: "denied", approver: "CISO" }));
  const scopes = [
    { scope: B, regions: ["eu-central-1"] },
    { scope: A, name: "production", regions, leftOut },
  ];
  expect(await rosterAfter("first", { scopes })).toEqual({
    v: 1,
    kind: "roster",
    enrolled: [
      { scope: A, name: "production", regions: regions.toSorted(), leftOut: leftOut.toReversed() },
      { scope: B, name: null, regions: ["eu-central-1"], leftOut: [] },
    ],
    excluded: [],
  });
  expect((await home.verify()).verdict).toBe("INTACT");
});

test("the config's name comes before what the cloud tells, and an address in either is redacted", async () => {
  const reader = telling({ names: { [A]: "as AWS has it", [B]: "of jana@example.test" } });
  const scopes = [
    { scope: A, name: "production", regions },
    { scope: B, name: null, regions },
  ];
  expect(names(await rosterAfter("first", { reader, scopes }))).toEqual(["production", "of [redacted:e-mail]"]);
});

test("a listing that is refused renames nothing; one that tells no name any more does", async () => {
  const reader = telling({ names: { [A]: "production", [B]: "shared" } });
  expect(names(await rosterAfter("first", { reader }))).toEqual(["production", "shared"]);
  const refused = telling({ names: {}, unlisted: ["aws/organization"] });
  expect(names(await rosterAfter("second", { reader: refused }))).toEqual(["production", "shared"]);
  expect(names(await rosterAfter("third", { reader: telling({ names: { [A]: "prod" } }) }))).toEqual(["prod", null]);
});
