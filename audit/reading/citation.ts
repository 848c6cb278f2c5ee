// Defines where an auditor finds a statement: the record, when it was written, and as of when the source says it is true.

export type Citation = {
  /** `<object key>:<line>`, the line counted from 1 in the inflated segment. */
  readonly record: string;
  /** The record's own time: from when on it was known. */
  readonly time: string;
  /**
   * As of when the source says so (evidence-schema/record/known-since.ts): the latest data time among what the statement
   * rests on; for a restatement that of the observation it restates. Null where nothing has a data time.
   */
  readonly dataTime: string | null;
};
