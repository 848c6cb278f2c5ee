// The ledger as it lies there at an instant: what readers are given, and what they must not know.
export type Moment = {
  readonly objects: ReadonlyMap<string, Buffer>;
  readonly now: string;
  /** Keys of objects that nobody honest put. */
  readonly garbage: ReadonlySet<string>;
};
