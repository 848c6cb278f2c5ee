// Reads one subscription of Azure for one source: calls Resource Manager, and emits resources as Azure tells them.
import type { Json } from "../../evidence-schema/bytes/canonical.ts";
import { isRefused, type Provenance } from "../answer.ts";
import { isRecord } from "../json-shape.ts";
import { CallFailed, type CallAnswer } from "../live/call.ts";
import { RegionRead, type RegionReadOptions } from "../live/region-read.ts";
import type { Tenant } from "../microsoft/client/tenant.ts";
import { EligiblePages } from "../microsoft/eligible-pages.ts";
import type { SubscriptionInventory } from "./inventory/subscription-inventory.ts";
import { readRow, rowItem } from "./item/resource-graph-row.ts";

type Options = RegionReadOptions & {
  /** Id of the subscription, in lower case. */
  readonly subscription: string;
  readonly tenant: Tenant;
  /** Made with the first question, and shared by all sources of a reading. */
  readonly inventory: () => Promise<SubscriptionInventory>;
  readonly heard: (isListing: boolean) => (answer: CallAnswer) => void;
};

export class AzureRegionRead extends RegionRead {
  readonly subscription: string;
  /** Keys that are wanted; null where all are. */
  readonly only: ReadonlySet<string> | null;
  readonly #options: Options;

  constructor(options: Options, units: readonly string[]) {
    super(options, units);
    this.subscription = options.subscription;
    this.only = options.only;
    this.#options = options;
  }

  /** The inventory of the whole subscription: the source that asks is answered by the calls that it took. */
  async inventory(): Promise<SubscriptionInventory> {
    const inventory = await this.#options.inventory();
    this.asOf(inventory.dataTime);
    const heard = this.#options.heard(true);
    for (const answer of inventory.answers) heard(answer);
    return inventory;
  }

  /** Id of the tenant, in lower case. */
  get tenant(): string {
    return this.#options.tenant.id;
  }

  /** The answer of Resource Manager about one resource, or what belongs to it. Rejects with CallFailed. */
  get(action: string, path: string): Promise<Json> {
    return this.#options.tenant.get("resourceManager", { action, path, answered: this.#options.heard(false) });
  }

  /** The pages of a list of Resource Manager. `isListing`: it lists what a unit holds. Rejects with CallFailed. */
  pages(action: string, path: string, isListing: boolean): AsyncGenerator<Json> {
    const answered = this.#options.heard(isListing);
    return this.#options.tenant.pages("resourceManager", { action, path, answered }, "nextLink");
  }

  /** The pages of a list of Privileged Identity Management; none where the tenant has no licence. Rejects with CallFailed. */
  eligiblePages(action: string, path: string): AsyncGenerator<Json> {
    const { tenant, heard } = this.#options;
    return new EligiblePages(tenant, heard(true)).of(() => this.pages(action, path, true));
  }

  /** The answer of Resource Manager; of a list, all its pages as one. Rejects with CallFailed. */
  async whole(action: string, path: string, isListing: boolean): Promise<Json> {
    let first: Json = null;
    const value: Json[] = [];
    for await (const page of this.pages(action, path, isListing)) {
      const list = isRecord(page) ? page["value"] : undefined;
      // Without its list a later page is no page: what it would have listed must not look as if it were not there.
      if (first !== null && !Array.isArray(list)) throw unlisted(action);
      first ??= page;
      if (Array.isArray(list)) value.push(...(list as readonly Json[]));
    }
    return isRecord(first) && Array.isArray(first["value"]) ? { ...first, value } : first;
  }

  /** A resource as Resource Graph or Resource Manager tells it, and who told it as of when. */
  emitResource(type: string, value: Json, told: Provenance): void {
    const unit = this.unitFor(type);
    if (unit === undefined) return;
    // Not every answer says when a resource was made: what one lane alone says would change with the lane.
    const { systemData: _systemData, ...row } = isRecord(value) ? value : {};
    const of = readRow(row, this.subscription);
    if (isRefused(of))
      return this.spoil(type, {
        code: "unexpected-shape",
        detail: `Azure returned ${of.found}, expected ${of.expected}`,
      });
    this.emitItem(rowItem(of, { id: this.subscription, ...told }));
  }
}

const unlisted = (action: string): CallFailed =>
  new CallFailed(
    "UnexpectedPage",
    { code: "unexpected-shape", detail: `a page of the answer to ${action} has no list` },
    undefined,
  );
