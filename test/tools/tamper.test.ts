// The tamper matrix by verify.py, which must come to the same verdict as the TypeScript verifier every time.
import { beforeAll, describe, expect, test } from "vitest";
import { onDisk, type Said, saidByPython, saidHere } from "../support/ledgers-on-disk.ts";
import { misjudged } from "../support/tampering/judged.ts";
import { tamperings } from "../support/tampering/matrix.ts";

const numbered = tamperings.map((tampering, i) => ({ ...tampering, i }));
let [here, python]: readonly [readonly Said[], readonly Said[]] = [[], []];

beforeAll(async () => {
  [here, python] = await onDisk(tamperings, (ledgers) => Promise.all([saidHere(ledgers), saidByPython(ledgers)]));
});

describe("verify.py", () => {
  test.each(numbered)("$name", ({ i, ...tampering }) => {
    expect(misjudged(tampering, python[i] as Said)).toBeNull();
  });
});

test("both verifiers come to one verdict", () => {
  expect(here.map(({ exit }, i) => `${tamperings[i]?.name}: ${exit}`)).toEqual(
    python.map(({ exit }, i) => `${tamperings[i]?.name}: ${exit}`),
  );
});
