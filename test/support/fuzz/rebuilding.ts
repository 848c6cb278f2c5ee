// What every repair of a ledger is told.
import type { Repairs } from "./repairs.ts";
import type { Value } from "./value.ts";

export type Rebuilding = {
  readonly ledger: string;
  readonly repairs: Repairs;
  readonly documents: ReadonlyMap<string, Value>;
  /** The value with what it names called as it is now. */
  readonly rename: (value: Value) => Value;
};
