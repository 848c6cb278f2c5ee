// Holds two or three small accounts that a random history changes, and reads them: late, in part, with lag, or not at all.
import type {
  NamedAnswer,
  Named,
  PlannedUnit,
  RereadingReader,
  ReadRequest,
  ScopeReading,
  Snapshot,
  UnitReading,
} from "../../../collectors/port.ts";
import { unitOf, type JsonObject, type Problem, type Source } from "../../../evidence-schema/record/record.ts";

export const REGION = "eu-central-1";
export const BUCKET = "AWS::S3::Bucket";
export const VPC = "AWS::EC2::VPC";
export const FLOW_LOG = "AWS::EC2::FlowLog";

export type Thing = {
  readonly type: string;
  readonly incarnation: string;
  readonly body: JsonObject;
  readonly labels: { readonly [label: string]: string };
  readonly created: string | null;
  /** When the cloud says that it was changed last; null: it tells when it was asked. */
  readonly changed: string | null;
};

const DENIED: Problem = { code: "denied", detail: "reading is not allowed" };

export class RandomCloud implements RereadingReader {
  lane = "memory";
  lagSeconds = 0;
  /** Seconds by which answers are older than the question. */
  age = 0;
  /** `<scope> <type>` that are not answered. */
  readonly denied = new Set<string>();
  /** Scopes that nobody can read at present. */
  readonly closed = new Set<string>();
  /** Scopes that are known to be there. */
  known: readonly string[] = [];
  unlisted: readonly string[] = [];
  readonly #now: () => number;
  readonly #after: () => void;
  readonly #things = new Map<string, Map<string, Thing>>();

  /** `after`: what happens when a scope was read. */
  constructor(now: () => number, after: () => void) {
    this.#now = now;
    this.#after = after;
  }

  get lanes(): { readonly [type: string]: string } {
    return { [BUCKET]: this.lane, [VPC]: this.lane, [FLOW_LOG]: this.lane };
  }

  get scopes(): readonly string[] {
    return this.known;
  }

  cannotRead = (scope: string): string | null => (this.closed.has(scope) ? "nobody may read it today" : null);

  things(scope: string): Map<string, Thing> {
    let things = this.#things.get(scope);
    if (things === undefined) this.#things.set(scope, (things = new Map<string, Thing>()));
    return things;
  }

  read({ scope, units }: ReadRequest, emit: (item: Snapshot) => void): Promise<ScopeReading> {
    const rows = units.map((unit) => this.#unit(scope, unit, emit));
    this.#after();
    return Promise.resolve({ sources: [this.#source], queries: {}, units: rows, named: [], calls: { memory: 1 } });
  }

  reread({ scope }: ReadRequest, keys: readonly Named[]): Promise<ScopeReading> {
    const named = keys.map((each) => this.#byName(scope, each));
    return Promise.resolve({ sources: [this.#source], queries: {}, units: [], named, calls: { memory: 1 } });
  }

  #byName(scope: string, { key, unit }: Named): NamedAnswer {
    const base = { key, unit, source: "memory", dataTime: this.#asked };
    const thing = this.things(scope).get(key);
    if (thing === undefined) return { ...base, answer: "not-found" };
    if (this.denied.has(`${scope} ${thing.type}`)) return { ...base, answer: { problem: DENIED } };
    return { ...base, answer: { snapshot: this.#snapshot(key, thing) } };
  }

  get #source(): Source {
    const { lane, lagSeconds } = this;
    return { source: "memory", lane, principal: "reader", endpoint: "memory", query: null, atomic: true, lagSeconds };
  }

  get #asked(): string {
    return new Date(this.#now() - this.age * 1000).toISOString();
  }

  #unit(scope: string, { type, region }: PlannedUnit, emit: (item: Snapshot) => void): UnitReading {
    const base = { unit: unitOf(type, region), source: "memory", first: null, last: null, server: null, pages: 1 };
    if (this.denied.has(`${scope} ${type}`))
      return { ...base, complete: false, dataTime: null, listed: 0, problem: DENIED };
    const listed = [...this.things(scope)].filter(([, thing]) => thing.type === type);
    for (const [key, thing] of listed) emit(this.#snapshot(key, thing));
    return { ...base, complete: true, dataTime: this.#asked, listed: listed.length, problem: null };
  }

  #snapshot(key: string, { type, incarnation, body, labels, created, changed }: Thing): Snapshot {
    const asked = this.#asked;
    const dataTime = this.lane.startsWith("aws-config") && changed !== null && changed < asked ? changed : asked;
    const base = { key, incarnation, unit: unitOf(type, REGION), source: "memory", dataTime };
    return { ...base, region: REGION, name: key, createdAt: created, labels, body };
  }
}
