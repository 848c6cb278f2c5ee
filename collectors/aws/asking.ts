/** One source asking one region of one account: its clients, and where its answers go. */
import type { ClientDefaults } from "./client/session.ts";
import type { Json } from "../../evidence-schema/bytes/canonical.ts";
import { splitUnit, type Problem } from "../../evidence-schema/record/record.ts";
import { parseJsonValue } from "../json-value.ts";
import type { Item, People } from "../port.ts";
import type { UnitIntake } from "../unit-intake.ts";
import type { Aggregator } from "./account.ts";
import { CallFailed } from "./client/failure.ts";
import { parseItem, toItem, type ConfigurationItem, type Telling } from "./item/configuration-item.ts";
import type { Watchable } from "./client/watched-client.ts";

/** A resource as its service's own API tells it, in that API's spelling. What the type's members don't name stays here. */
export type Told = {
  readonly type: string;
  /** What AWS Config calls its resourceId and resourceName, so that lanes agree on keys. */
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

type Options = {
  readonly account: string;
  readonly region: string;
  readonly regions: readonly string[];
  readonly people: People;
  /** Keys that are wanted; null where all are. */
  readonly only: ReadonlySet<string> | null;
  readonly intake: UnitIntake<Telling>;
  readonly now: () => string;
  readonly asOf: (dataTime: string) => void;
  readonly client: <C extends Watchable>(Client: ClientClass<C>, region: string, listing: boolean) => C;
  readonly aggregator: Aggregator | null;
  /** The same, by the credentials at hand. */
  readonly clientAtHand: <C extends Watchable>(Client: ClientClass<C>, region: string, listing: boolean) => C;
};

export class Asking {
  readonly account: string;
  /** Where the calls go. */
  readonly region: string;
  /** All regions of the account: for what is one for the account and told by each of them. */
  readonly regions: readonly string[];
  readonly people: People;
  readonly #options: Options;
  readonly #units: ReadonlyMap<string, string>;

  constructor(options: Options, units: readonly string[]) {
    this.account = options.account;
    this.region = options.region;
    this.regions = options.regions;
    this.people = options.people;
    this.#options = options;
    this.#units = new Map(units.map((unit) => [splitUnit(unit).type, unit]));
  }

  /** Whether the unit of `type` is asked for here. */
  wants(type: string): boolean {
    return this.#units.has(type);
  }

  /** Types that are asked for here. */
  get types(): readonly string[] {
    return [...this.#units.keys()];
  }

  /** A client whose answers are the pages of a listing. */
  listing<C extends Watchable>(Client: ClientClass<C>, region: string = this.region): C {
    return this.#options.client(Client, region, true);
  }

  /** A client for what is asked of resources one by one, or of the account beside the listing. */
  detail<C extends Watchable>(Client: ClientClass<C>, region: string = this.region): C {
    return this.#options.client(Client, region, false);
  }

  /** The aggregator of AWS Config that is asked in the place of the account's own. */
  get aggregator(): Aggregator | null {
    return this.#options.aggregator;
  }

  /** A client where the aggregator is. `isListing`: its answers are pages of a listing. */
  ofAggregator<C extends Watchable>(Client: ClientClass<C>, isListing: boolean): C {
    return this.#options.clientAtHand(Client, this.#options.aggregator?.region ?? this.region, isListing);
  }

  /** The resource, told in full; to be read once all that is told of it was answered. */
  told({ type, id, name, arn, createdAt, tags, configuration, supplementary }: Told): void {
    const item = parseItem(
      jsonOf({
        resourceType: type,
        resourceId: id,
        resourceName: name ?? null,
        accountId: this.account,
        arn: arn ?? null,
        awsRegion: this.region,
        configurationItemCaptureTime: this.#options.now(),
        resourceCreationTime: createdAt ?? null,
        tags: tags ?? null,
        configuration,
        supplementaryConfiguration: supplementary ?? null,
      }),
    );
    if ("lacks" in item) return this.spoil(type, { code: "unexpected-shape", detail: `an item without ${item.lacks}` });
    this.recorded(item);
  }

  /** A resource as AWS Config records it. */
  recorded(item: ConfigurationItem): void {
    const { resourceType: type } = item;
    const unit = this.#units.get(type);
    if (unit === undefined) return;
    try {
      this.give(toItem(item, splitUnit(unit).region, this.#options.intake.entry, this.people));
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      this.spoil(type, { code: "unexpected-shape", detail: "an item without a key" });
    }
  }

  /** The answer is true as of `dataTime`, not of when it was asked for. */
  asOf(dataTime: string): void {
    this.#options.asOf(dataTime);
  }

  /** An item made elsewhere, whose unit is one of these. */
  give(item: Item): void {
    const { only, intake } = this.#options;
    if (only === null || only.has(item.key)) intake.takeOnce(item);
  }

  /** Answers as the JSON that they are in the service's protocol: what evidence can hold, with times as texts. */
  static json(answer: object): Json {
    return jsonOf(answer);
  }

  /** A fact that no resource of AWS Config stands for: see `Snapshot` for its members. */
  fact(type: string, fact: { readonly key: string; readonly body: object } & Partial<Named>): void {
    const unit = this.#units.get(type);
    if (unit === undefined) return;
    const { key, body, incarnation = "", name = null, createdAt = null } = fact;
    const region = splitUnit(unit).region;
    this.give({
      key,
      unit,
      source: this.#options.intake.entry.source,
      dataTime: fact.dataTime ?? this.#options.now(),
      incarnation,
      region: region === "global" ? null : region,
      name,
      createdAt,
      labels: {},
      body: jsonOf(body) as { readonly [name: string]: Json },
    });
  }

  /** A resource that was listed and could not be read. */
  unread(type: string, key: string, problem: Problem): void {
    const unit = this.#units.get(type);
    if (unit === undefined) return;
    this.give({ key, unit, source: this.#options.intake.entry.source, dataTime: this.#options.now(), problem });
  }

  /** A second source counts `count` resources of `type`. */
  expect(type: string, count: number): void {
    const unit = this.#units.get(type);
    if (unit !== undefined) this.#options.intake.expect(unit, count);
  }

  /** The unit of `type` is not complete. */
  spoil(type: string, problem: Problem): void {
    const unit = this.#units.get(type);
    if (unit !== undefined) this.#options.intake.spoil(unit, problem);
  }

  /**
   * Asks for each of `subjects`; `keyOf` names what is asked about. One that can't be read is unread, and the others are
   * read all the same. How many are asked at once is the budget's matter.
   */
  async each<S>(
    type: string,
    subjects: readonly S[],
    keyOf: (subject: S) => string,
    ask: (subject: S) => Promise<void>,
  ): Promise<void> {
    const { only } = this.#options;
    // What has no key can't be named as unread either.
    const named = subjects.filter((subject) => keyOf(subject) !== "");
    if (named.length < subjects.length) this.spoil(type, { code: "unexpected-shape", detail: "an item without a key" });
    const wanted = only === null ? named : named.filter((subject) => only.has(keyOf(subject)));
    await Promise.all(
      wanted.map(async (subject) => {
        try {
          await ask(subject);
        } catch (error) {
          if (!(error instanceof CallFailed)) throw error;
          this.unread(type, keyOf(subject), error.problem);
        }
      }),
    );
  }
}

type Named = {
  readonly incarnation: string;
  readonly name: string | null;
  readonly createdAt: string | null;
  readonly dataTime: string;
};

// Dates as ISO texts; what has no place in evidence (fractions, numbers of 64 bits) as text.
const jsonOf = (value: object): Json => parseJsonValue(JSON.stringify(value));
