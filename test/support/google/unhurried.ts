// Defines a port whose calls wait for no limit: the limits are real, and so are the minutes that many tests would wait for them.
import { GoogleAccess } from "../../../collectors/google/client/access.ts";
import { Budget } from "../../../collectors/live/budget.ts";

/** What it reads is what the real port reads, as fast as the servers of the test answer. */
export class Unhurried extends GoogleAccess {
  override budget(): Budget {
    return new Budget(() => ({ name: "all", rate: { perSecond: 10_000, concurrent: 8 } }));
  }
}
