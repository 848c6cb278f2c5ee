// Reads one subscription of Azure for one source: its sources share what is known of the whole subscription.
import type { Json } from "../../evidence-schema/bytes/canonical.ts";
import { EligiblePages } from "../microsoft/eligible-pages.ts";
import type { SubscriptionInventory } from "./inventory/subscription-inventory.ts";
import { ManagerRead, type ManagerReadOptions } from "./manager-read.ts";

type Options = ManagerReadOptions & {
  /** Id of the subscription, in lower case. */
  readonly subscription: string;
  /** Made with the first question, and shared by all sources of a reading. */
  readonly inventory: () => Promise<SubscriptionInventory>;
};

export class AzureRegionRead extends ManagerRead {
  declare readonly subscription: string;
  readonly #options: Options;

  constructor(options: Options, units: readonly string[]) {
    super(options, units, options.subscription);
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

  /** The pages of a list of Privileged Identity Management; none where the tenant has no licence. Rejects with CallFailed. */
  eligiblePages(action: string, path: string): AsyncGenerator<Json> {
    const { tenant, heard } = this.#options;
    return new EligiblePages(tenant, heard(true)).of(() => this.pages(action, path, true));
  }
}
