// Checkpoint bodies: three lines in one form.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { CheckpointError, formatCheckpoint, parseCheckpoint } from "../../../evidence-schema/log/checkpoint.ts";
import vectors from "../../../evidence-schema/vectors/note.json" with { type: "json" };
import { runs } from "../../support/scale.ts";

describe("vectors", () => {
  test.each(vectors.checkpoints.valid)("$origin of size $size", ({ body, origin, size, root }) => {
    const checkpoint = { origin, size, root: Buffer.from(root, "hex") };
    expect(parseCheckpoint(body)).toEqual(checkpoint);
    expect(formatCheckpoint(checkpoint)).toBe(body);
  });

  test.each(vectors.checkpoints.invalid)("refused: $name", ({ body }) => {
    expect(() => parseCheckpoint(body)).toThrow(CheckpointError);
  });
});

test("a body with a changed character is another checkpoint or none", () => {
  const body = vectors.checkpoints.valid[0]!.body;
  fc.assert(
    fc.property(fc.nat(body.length - 1), fc.constantFrom(..."0aA+/= \n\r\0".split("")), (at, char) => {
      const changed = body.slice(0, at) + char + body.slice(at + 1);
      try {
        expect(formatCheckpoint(parseCheckpoint(changed))).toBe(changed);
      } catch (error) {
        expect(error).toBeInstanceOf(CheckpointError);
      }
    }),
    { numRuns: runs(2000) },
  );
});

test("what would be read differently is not written", () => {
  const root = Buffer.alloc(32);
  expect(() => formatCheckpoint({ origin: "a\nb", size: 1, root })).toThrow(CheckpointError);
  expect(() => formatCheckpoint({ origin: "\ud800", size: 1, root })).toThrow(CheckpointError);
  expect(() => formatCheckpoint({ origin: "a", size: -1, root })).toThrow(CheckpointError);
  expect(() => formatCheckpoint({ origin: "a", size: 2 ** 53, root })).toThrow(CheckpointError);
  expect(() => formatCheckpoint({ origin: "a", size: 1, root: root.subarray(1) })).toThrow(CheckpointError);
});
