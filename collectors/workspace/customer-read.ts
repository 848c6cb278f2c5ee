// Reads one customer of Google Workspace for one source: calls Google, and emits what it tells.
import type { Json } from "../../evidence-schema/bytes/canonical.ts";
import type { JsonObject } from "../../evidence-schema/record/record.ts";
import { ownerGroups, type OwnerGroups, type OwnersAsked } from "../gcp/inventory/owner-groups.ts";
import type { GoogleCalls, Call } from "../google/client/calls.ts";
import type { CallAnswer } from "../live/call.ts";
import { RegionRead, type RegionReadOptions } from "../live/region-read.ts";

type Options = RegionReadOptions & {
  /** Id of the customer, `C…`. */
  readonly customer: string;
  readonly google: GoogleCalls;
  /** The projects, folders and organizations of Google Cloud whose owners are read. */
  readonly owned: Omit<OwnersAsked, "answered">;
  readonly heard: (isListing: boolean) => (answer: CallAnswer) => void;
};

/** A request; `action` is the privilege that an admin role has to hold. */
type Asked = Pick<Call, "api" | "action" | "path">;

export class CustomerRead extends RegionRead {
  /** Id of the customer, `C…`. */
  readonly customer: string;
  readonly #options: Options;

  constructor(options: Options, units: readonly string[]) {
    super(options, units);
    this.customer = options.customer;
    this.#options = options;
  }

  /** Whether nothing is enrolled that a group could own. */
  get ownsNothing(): boolean {
    const { projects, containers } = this.#options.owned;
    return projects.length === 0 && containers.length === 0;
  }

  /** The answer about one thing. Rejects with CallFailed. */
  get(asked: Asked): Promise<Json> {
    return this.#options.google.get({ ...asked, answered: this.#options.heard(false) });
  }

  /** The groups that own what is enrolled of Google Cloud, and what projects lie in. */
  ownerGroups(): Promise<OwnerGroups> {
    const { google, owned, heard } = this.#options;
    return ownerGroups(google, { ...owned, answered: heard(true) });
  }

  /** The pages of a list. Rejects with CallFailed. */
  pages(asked: Asked): AsyncGenerator<JsonObject> {
    return this.#options.google.pages({ ...asked, answered: this.#options.heard(true) });
  }
}
