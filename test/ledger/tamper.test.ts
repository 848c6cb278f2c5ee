// The tamper matrix: nothing that is done to a ledger goes unseen, but for what the format says can't be seen.
import { beforeAll, describe, expect, test } from "vitest";
import { onDisk, type Said, saidHere } from "../support/ledgers-on-disk.ts";
import { misjudged } from "../support/tampering/judged.ts";
import { tamperings } from "../support/tampering/matrix.ts";

/** What is allowed: nothing done, or something about a document that nobody refers to; and what only a witness could see. */
const UNSEEN = [
  "untouched",
  "the period of the ledger",
  "spare: deleted",
  "a document again under another kind",
  "everything of the newest seal removed, and there are no slots",
];

test("nothing else may pass", () => {
  expect(
    tamperings
      .filter(({ exit }) => exit === 0)
      .map(({ name }) => name)
      .sort(),
  ).toEqual(UNSEEN.toSorted());
});

describe("the TypeScript verifier", () => {
  let said: readonly Said[] = [];
  beforeAll(async () => {
    said = await onDisk(tamperings, saidHere);
  });

  test.each(tamperings.map((tampering, i) => ({ ...tampering, i })))("$name", ({ i, ...tampering }) => {
    expect(misjudged(tampering, said[i] as Said)).toBeNull();
  });
});
