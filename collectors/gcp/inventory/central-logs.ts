// Reads the log sinks of folders and of the organization, and the log buckets that sinks of several projects lead to: each once for all
// projects that need it at the same time.
import type { Json } from "../../../evidence-schema/bytes/canonical.ts";
import type { GoogleCalls } from "../../google/client/calls.ts";
import { listTold, ReadOnce, readTold, type Told } from "./read-once.ts";

/** https://docs.cloud.google.com/logging/docs/reference/v2/rest/v2/projects.sinks/list: without a filter, those that the parent owns. */
export const LIST_SINKS = "logging.sinks.list";
/** https://docs.cloud.google.com/logging/docs/reference/v2/rest/v2/projects.locations.buckets/get */
export const GET_BUCKET = "logging.buckets.get";

/** The sinks that `parent` owns (`organizations/<number>`, `projects/<id>`). Rejects with CallFailed. */
export const listSinks = (google: GoogleCalls, parent: string, clock: () => number): Promise<Told<Json[]>> =>
  listTold(google, { api: "logging", action: LIST_SINKS, path: `/v2/${parent}/sinks?pageSize=1000` }, "sinks", clock);

export class CentralLogs {
  readonly #clock: () => number;
  readonly #sinks: ReadOnce<Json[]>;
  readonly #buckets: ReadOnce<Json>;

  /** `clock`: milliseconds since 1970. */
  constructor(clock: () => number) {
    this.#clock = clock;
    this.#sinks = new ReadOnce(clock);
    this.#buckets = new ReadOnce(clock);
  }

  /** The sinks of a folder or an organization (`folders/<number>`), as of `since` or later. Rejects with CallFailed. */
  sinksOf(google: GoogleCalls, ancestor: string, since: string): Promise<Told<Json[]>> {
    return this.#sinks.of(ancestor, since, () => listSinks(google, ancestor, this.#clock));
  }

  /** A log bucket (`projects/<project>/locations/<location>/buckets/<id>`), as of `since` or later. Rejects with CallFailed. */
  bucketOf(google: GoogleCalls, bucket: string, since: string): Promise<Told> {
    const path = `/v2/${bucket.split("/").map(encodeURIComponent).join("/")}`;
    return this.#buckets.of(bucket, since, () =>
      readTold(google, { api: "logging", action: GET_BUCKET, path }, this.#clock),
    );
  }
}
