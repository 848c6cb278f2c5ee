// Reads a customer of Google Workspace or Cloud Identity as it is now.
import type { GoogleAccess } from "../google/client/access.ts";
import { liveReader } from "../live/live-reader.ts";
import type { LiveScope } from "../live/read-scope.ts";
import type { RereadingReader } from "../port.ts";
import { WORKSPACE_LANES } from "./actions.ts";
import { CustomerRead } from "./customer-read.ts";
import { sourceOf } from "./lanes.ts";

export type CustomerOptions = {
  readonly access: GoogleAccess;
  /** Id of the customer, `C…`. */
  readonly customer: string;
  /** Where the policies of all projects are listed at once; null: each project is asked about. */
  readonly parent: string | null;
  /** `projects/<number>` of those that are enrolled, whose owners are read. */
  readonly projects: readonly string[];
  /** `folders/<number>` and `organizations/<number>` of those that are enrolled, whose owners are read. */
  readonly containers: readonly string[];
  /** Milliseconds since 1970. */
  readonly clock: () => number;
};

/** The reader of `workspace/<customer>`. Nothing is called before `read`. */
export function openCustomer({ access, customer, clock, ...owned }: CustomerOptions): RereadingReader {
  const own = `workspace/${customer}`;
  const scopeOf = (scope: string): LiveScope<CustomerRead> | null => {
    if (scope !== own) return null;
    const budget = access.budget();
    return {
      budget,
      clock,
      sourceOf,
      noSource: { code: "not-supported", detail: "Tidemark does not read this type from Google Workspace" },
      firstRegion: "global",
      async connect(signal) {
        const google = access.open(budget, signal);
        return {
          principal: await google.principal(),
          open: (options, units, heard) => ({
            reads: new CustomerRead({ ...options, customer, google, heard, owned: { ...owned, clock } }, units),
            close: () => undefined,
          }),
          unplanned: () => Promise.resolve([]),
        };
      },
    };
  };
  return {
    lanes: WORKSPACE_LANES,
    scopes: [own],
    ...liveReader(scopeOf, {
      code: "no-answer",
      detail: "the reader of Google Workspace has no customer for this scope",
    }),
  };
}
