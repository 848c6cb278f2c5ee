// Reads one tenant of Microsoft Entra for one source: calls Microsoft Graph, and emits what it tells.
import type { Json } from "../../evidence-schema/bytes/canonical.ts";
import type { CallAnswer } from "../live/call.ts";
import { RegionRead, type RegionReadOptions } from "../live/region-read.ts";
import type { Tenant } from "../microsoft/client/tenant.ts";

type Options = RegionReadOptions & {
  readonly tenant: Tenant;
  readonly heard: (isListing: boolean) => (answer: CallAnswer) => void;
};

export class EntraRegionRead extends RegionRead {
  /** Id of the tenant, in lower case. */
  readonly tenant: string;
  readonly #options: Options;

  constructor(options: Options, units: readonly string[]) {
    super(options, units);
    this.tenant = options.tenant.id;
    this.#options = options;
  }

  /** The pages of a collection; `path` is below the version, `action` the permission. Rejects with CallFailed. */
  pages(action: string, path: string): AsyncGenerator<Json> {
    const call = { action, path: `/v1.0${path}`, answered: this.#options.heard(true) };
    return this.#options.tenant.pages("graph", call, "@odata.nextLink");
  }
}
