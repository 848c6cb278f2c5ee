// Defines where an auditor finds a statement: the record, when it was written, and as of when the source says it is true.

export type Citation = {
  /** `<object key>:<line>`, the line counted from 1 in the inflated segment. */
  readonly record: string;
  /** The record's own time: from when on it was known. */
  readonly time: string;
  /**
   * As of when the source says so (evidence-schema/record/known-since.ts): its data time of the resource, for a restatement
   * that of the observation it restates; where more was looked at than the resource, when the run asked. Null where
   * nothing answered.
   */
  readonly dataTime: string | null;
};
