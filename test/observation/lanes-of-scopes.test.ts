// One scope read by another lane than the rest: the tests document says so, and so does each finding.
import { expect, test } from "vitest";
import { Tests } from "../../observation/judging/evaluate.ts";
import { CHECKS } from "../support/ledger/checks.ts";
import { LiveCloud } from "../support/ledger/live-cloud.ts";
import { A, B } from "../support/ledger/observed-cloud.ts";
import { TemporaryLedger } from "../support/ledger/temporary-ledger.ts";

const BUCKET = "AWS::S3::Bucket";

class TwoLanes extends LiveCloud {
  readonly lanesOf = { [B]: { [BUCKET]: "another" } };
}

test("a lane of one scope is recorded beside those of all, and in what is said there", async () => {
  const home = await TemporaryLedger.create();
  const cloud = new TwoLanes(home.clock.text);
  cloud.bucket(A, "one", "own key");
  cloud.bucket(B, "two", "own key");
  const { observed } = await home.run({ reader: cloud, run: "first" });
  const lanes = (scope: string, key: string): string[] | undefined =>
    observed
      .find((each) => each.scope === scope)
      ?.state.entries.get(key)
      ?.findings.map((finding) => finding.lanes);
  expect(lanes(A, "one")).toEqual(["memory"]);
  expect(lanes(B, "two")).toEqual(["another"]);
  expect((await home.verify()).verdict).toBe("INTACT");
});

test("the tests document names lanes of scopes where some differ, and of types that are read alone", () => {
  const lanes = { [BUCKET]: "memory" };
  expect(new Tests(CHECKS, { lanes }, []).document.lanesOf).toEqual({});
  const { document } = new Tests(CHECKS, { lanes, lanesOf: { [B]: { [BUCKET]: "another", "Not::Asked": "x" } } }, []);
  expect(document.lanesOf).toEqual({ [B]: { [BUCKET]: "another" } });
});
