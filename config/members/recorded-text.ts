// Defines text of a config that is recorded: a character that no record can hold is a mistake here, not a failed run.
import { z } from "zod";

/** Whether canonical JSON can hold it (FORMAT.md, B1): no U+0000, and no half of a surrogate pair. */
export const isWritable = (value: string): boolean => value.isWellFormed() && !value.includes("\0");

export const RecordedText = z
  .string()
  .min(1)
  .refine(isWritable, {
    error: ({ input }) =>
      `found ${JSON.stringify(input)}, expected text without U+0000 and without unpaired surrogates`,
  });
