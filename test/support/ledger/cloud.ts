// A cloud small enough to hold in memory, and a reader of it that answers completely and as of one instant.
import type {
  NamedAnswer,
  Named,
  PlannedUnit,
  Reader,
  RereadingReader,
  ReadRequest,
  ScopeReading,
  Snapshot,
  UnitReading,
} from "../../../collectors/port.ts";
import { unitOf, type JsonObject, type Source } from "../../../evidence-schema/record/record.ts";

export const REGION = "eu-central-1";

const SOURCE: Source = {
  source: "memory",
  lane: "memory",
  principal: "reader",
  endpoint: "memory",
  query: null,
  atomic: true,
  lagSeconds: 0,
};

type Resource = { readonly type: string; readonly incarnation: string; readonly body: JsonObject };

export class Cloud implements RereadingReader {
  readonly lanes: Reader["lanes"] = {
    "AWS::S3::Bucket": "memory",
    "AWS::EC2::VPC": "memory",
    "AWS::EC2::FlowLog": "memory",
  };
  /** Types that are planned once a scope. */
  readonly globals: ReadonlySet<string> = new Set();
  readonly #now: () => string;
  readonly #resources = new Map<string, Map<string, Resource>>();
  /** What happens after a scope was read and before anything of it is appended; the reading counts from 1. */
  afterRead: (scope: string, reading: number) => Promise<void> = () => Promise.resolve();
  #readings = 0;

  constructor(now: () => string) {
    this.#now = now;
  }

  get scopes(): string[] {
    return [...this.#resources.keys()].sort();
  }

  put(scope: string, key: string, type: string, body: JsonObject, incarnation = "1"): void {
    const resources = this.#resources.get(scope) ?? new Map<string, Resource>();
    this.#resources.set(scope, resources.set(key, { type, incarnation, body }));
  }

  remove(scope: string, key: string): void {
    this.#resources.get(scope)?.delete(key);
  }

  /** A bucket that is encrypted with a key of the customer's, or as S3 does by itself. */
  bucket(scope: string, key: string, encryption: "own key" | "default", incarnation = "1"): void {
    const rule =
      encryption === "own key" ? { SSEAlgorithm: "aws:kms", KMSMasterKeyID: "key" } : { SSEAlgorithm: "AES256" };
    const configuration = { Rules: [{ ApplyServerSideEncryptionByDefault: rule }] };
    const body = { BucketEncryption: { ServerSideEncryptionConfiguration: configuration } };
    this.put(scope, key, "AWS::S3::Bucket", body, incarnation);
  }

  async read(request: ReadRequest, emit: (item: Snapshot) => void): Promise<ScopeReading> {
    const reading = this.#read(request, emit);
    await this.afterRead(request.scope, (this.#readings += 1));
    return reading;
  }

  async reread({ scope }: ReadRequest, keys: readonly Named[]): Promise<ScopeReading> {
    const asked = this.byName(scope, keys);
    return { sources: [SOURCE], queries: {}, units: [], named: asked, calls: { memory: keys.length } };
  }

  /** What is there now of resources asked by name. */
  byName(scope: string, keys: readonly Named[]): NamedAnswer[] {
    return keys.map(({ key, unit }) => {
      const snapshot = this.#snapshots(scope).find((each) => each.key === key);
      const base = { key, unit: snapshot?.unit ?? unit, source: SOURCE.source, dataTime: this.#now() };
      return { ...base, answer: snapshot === undefined ? ("not-found" as const) : { snapshot } };
    });
  }

  #read({ scope, units }: ReadRequest, emit: (item: Snapshot) => void): ScopeReading {
    const snapshots = this.#snapshots(scope);
    const readings = units.map((unit) => this.#unit(unit, snapshots, emit));
    return { sources: [SOURCE], queries: {}, units: readings, named: [], calls: { memory: readings.length } };
  }

  #unit({ type, region }: PlannedUnit, snapshots: readonly Snapshot[], emit: (item: Snapshot) => void): UnitReading {
    const unit = unitOf(type, region);
    const listed = snapshots.filter((each) => each.unit === unit);
    for (const snapshot of listed) emit(snapshot);
    const answer = { complete: true, dataTime: this.#now(), problem: null, pages: 1 };
    return { unit, source: SOURCE.source, listed: listed.length, first: null, last: null, server: null, ...answer };
  }

  #snapshots(scope: string): Snapshot[] {
    return [...(this.#resources.get(scope) ?? [])].map(([key, { type, incarnation, body }]) =>
      this.placed({
        key,
        incarnation,
        unit: unitOf(type, this.globals.has(type) ? "global" : REGION),
        source: SOURCE.source,
        dataTime: this.#now(),
        region: REGION,
        name: key,
        createdAt: null,
        labels: {},
        body,
      }),
    );
  }

  /** The resource where it lies now; tests move some. */
  protected placed(snapshot: Snapshot): Snapshot {
    return snapshot;
  }
}
