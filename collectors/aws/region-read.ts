// Reads one region of one AWS account for one source: makes the clients, and emits resources as AWS tells them.
import { splitUnit } from "../../evidence-schema/record/record.ts";
import { RegionRead, type RegionReadOptions, jsonOf } from "../live/region-read.ts";
import type { Aggregator } from "./account.ts";
import type { ClientDefaults } from "./client/session.ts";
import type { Watchable } from "./client/watched-client.ts";
import { isShared, parseItem, toItem, type ConfigurationItem } from "./item/configuration-item.ts";

/** A resource as its service's own API tells it, in that API's spelling. Members that the type does not name are dropped. */
export type ApiResource = {
  readonly type: string;
  /** The resourceId of AWS Config, and its resourceName, so that lanes agree on keys. */
  readonly id: string;
  readonly name?: string | undefined;
  readonly arn?: string | undefined;
  readonly createdAt?: Date | string | undefined;
  readonly tags?: unknown;
  readonly configuration: object;
  /** By the names that AWS Config gives them: see `supplementary` of the type. */
  readonly supplementary?: { readonly [key: string]: unknown };
};

/** The making of a client of the SDK: the class itself. */
export type ClientClass<C extends Watchable> = new (config: ClientDefaults) => C;

type Options = RegionReadOptions & {
  readonly account: string;
  readonly regions: readonly string[];
  readonly client: <C extends Watchable>(Client: ClientClass<C>, region: string, listing: boolean) => C;
  readonly aggregator: Aggregator | null;
  /** Makes a client that calls with the credentials at hand. */
  readonly clientAtHand: <C extends Watchable>(Client: ClientClass<C>, region: string, listing: boolean) => C;
};

export class AwsRegionRead extends RegionRead {
  readonly account: string;
  /** All regions of the account: for what is one for the account and told by each of them. */
  readonly regions: readonly string[];
  /** The aggregator of AWS Config that is asked in the place of the account's own. */
  readonly aggregator: Aggregator | null;
  readonly #options: Options;

  constructor(options: Options, units: readonly string[]) {
    super(options, units);
    this.account = options.account;
    this.regions = options.regions;
    this.aggregator = options.aggregator;
    this.#options = options;
  }

  /** A client whose answers are the pages of a listing. */
  listing<C extends Watchable>(Client: ClientClass<C>, region: string = this.region): C {
    return this.#options.client(Client, region, true);
  }

  /** A client for what is asked of resources one by one, or of the account beside the listing. */
  detail<C extends Watchable>(Client: ClientClass<C>, region: string = this.region): C {
    return this.#options.client(Client, region, false);
  }

  /** A client where the aggregator is. `isListing`: its answers are pages of a listing. */
  ofAggregator<C extends Watchable>(Client: ClientClass<C>, isListing: boolean): C {
    return this.#options.clientAtHand(Client, this.aggregator?.region ?? this.region, isListing);
  }

  /** The resource, told in full; to be read once all that is told of it was answered. */
  emitApiResource({ type, id, name, arn, createdAt, tags, configuration, supplementary }: ApiResource): void {
    const item = parseItem(
      jsonOf({
        resourceType: type,
        resourceId: id,
        resourceName: name ?? null,
        accountId: this.account,
        arn: arn ?? null,
        awsRegion: this.region,
        configurationItemCaptureTime: this.now(),
        resourceCreationTime: createdAt ?? null,
        tags: tags ?? null,
        configuration,
        supplementaryConfiguration: supplementary ?? null,
      }),
    );
    if ("lacks" in item)
      return this.spoil(type, { code: "unexpected-shape", detail: `AWS returned a resource without ${item.lacks}` });
    this.emitConfigItem(item);
  }

  /** A resource as AWS Config records it. */
  emitConfigItem(item: ConfigurationItem): void {
    const { resourceType: type } = item;
    const unit = this.unitFor(type);
    if (unit === undefined) return;
    if (isShared(item)) return this.passOver(type, item.resourceId);
    try {
      this.emitItem(toItem(item, splitUnit(unit).region, this.provenanceOf(type), this.people));
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      this.spoil(type, { code: "unexpected-shape", detail: "AWS returned a resource from which no ARN can be made" });
    }
  }
}
