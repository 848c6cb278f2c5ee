// Reads one region of one scope for one source: knows the units that the source brings, and emits what was read of them.
import type { Json } from "../../evidence-schema/bytes/canonical.ts";
import { splitUnit, type Problem } from "../../evidence-schema/record/record.ts";
import type { Answered, Provenance } from "../answer.ts";
import { parseJsonValue } from "../json-value.ts";
import type { Item, People } from "../port.ts";
import type { UnitIntake } from "../unit-intake.ts";
import { TOO_LONG } from "../unread-unit.ts";
import { CallFailed } from "./call.ts";

export type RegionReadOptions = {
  readonly region: string;
  readonly people: People;
  /** Keys that are wanted; null where all are. */
  readonly only: ReadonlySet<string> | null;
  readonly intake: UnitIntake<Provenance>;
  readonly now: () => string;
  readonly asOf: (dataTime: string) => void;
  /** The source that tells of a unit, where units of one reading have several. */
  readonly sourceOf?: (unit: string) => string;
  /** Nothing has to be asked. */
  readonly settle?: () => void;
  /** Whether the deadline has come: nobody refuses the calls that it ends. */
  readonly isOver?: () => boolean;
  /** `units` are told later than the source's own lag says. */
  readonly setLag?: (units: readonly string[], lag: Lag) => void;
};

/** A lag that some units of a source have and others have not. `name` tells both apart in the names of sources. */
export type Lag = {
  readonly name: string;
  readonly lagSeconds: number;
  /** Somebody else answers for these units; left out, the source itself does, late. */
  readonly by?: { readonly lane: string; readonly endpoint: string };
};

/** Reads one region of one scope for one source. A subclass for each cloud adds the clients that its sources call with. */
export class RegionRead {
  /** Where the calls go. */
  readonly region: string;
  readonly people: People;
  readonly #options: RegionReadOptions;
  readonly #units: ReadonlyMap<string, string>;

  /** `units`: those that the source is to bring, by name. */
  constructor(options: RegionReadOptions, units: readonly string[]) {
    this.region = options.region;
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

  /** The unit of `type`; undefined where it is not asked for here. */
  unitFor(type: string): string | undefined {
    return this.#units.get(type);
  }

  /** The source and the data time that items of `type` name. */
  provenanceOf(type: string): Provenance {
    const { intake, sourceOf } = this.#options;
    const unit = this.#units.get(type);
    return unit === undefined || sourceOf === undefined ? intake.entry : { ...intake.entry, source: sourceOf(unit) };
  }

  /** Answers about `types` are told later than the source's own lag says. To be told before any item of them is emitted. */
  setLag(types: readonly string[], lag: Lag): void {
    const units = types.flatMap((type) => this.#units.get(type) ?? []);
    if (units.length > 0) this.#options.setLag?.(units, lag);
  }

  /** The time now, as evidence writes it. */
  now(): string {
    return this.#options.now();
  }

  /** The answer is true as of `dataTime`, not of when it was asked for. */
  asOf(dataTime: string): void {
    this.#options.asOf(dataTime);
  }

  /** The config leaves nothing to ask about: the units are complete without a call. */
  settle(): void {
    this.#options.settle?.();
  }

  /** An item made elsewhere, whose unit is one of these. */
  emitItem(item: Item): void {
    const { only, intake } = this.#options;
    if (only === null || only.has(item.key)) intake.takeOnce(item);
  }

  /** A fact that no inventory stands for: see `Snapshot` for its members. */
  emitFact(type: string, fact: Answered & { readonly dataTime?: string }): void {
    const unit = this.#units.get(type);
    if (unit === undefined) return;
    const { key, body, incarnation = "", name = null, createdAt = null, labels = {} } = fact;
    const region = splitUnit(unit).region;
    this.emitItem({
      key,
      unit,
      source: this.provenanceOf(type).source,
      dataTime: fact.dataTime ?? this.now(),
      incarnation,
      region: region === "global" ? null : region,
      name,
      createdAt,
      labels,
      body: jsonOf(body) as { readonly [name: string]: Json },
    });
  }

  /** A resource that was listed and could not be read. */
  emitUnread(type: string, key: string, problem: Problem): void {
    const unit = this.#units.get(type);
    if (unit === undefined) return;
    const { source } = this.provenanceOf(type);
    this.emitItem({ key, unit, source, dataTime: this.now(), problem: this.#causeOf(problem) });
  }

  /** The listing of `type` names a resource of another scope. It is read only if that scope is enrolled. */
  passOver(type: string, id: string): void {
    const unit = this.#units.get(type);
    if (unit !== undefined) this.#options.intake.passOver(unit, id);
  }

  /** A second source counts `count` resources of `type`. */
  expect(type: string, count: number): void {
    const unit = this.#units.get(type);
    if (unit !== undefined) this.#options.intake.expect(unit, count);
  }

  /** The unit of `type` is not complete. */
  spoil(type: string, problem: Problem): void {
    const unit = this.#units.get(type);
    if (unit !== undefined) this.#options.intake.spoil(unit, this.#causeOf(problem));
  }

  /** A call that the deadline ends fails like one of a service that is down. */
  #causeOf(problem: Problem): Problem {
    return problem.code === "unavailable" && this.#options.isOver?.() === true ? TOO_LONG : problem;
  }

  /**
   * Asks for each of `subjects`; `keyOf` names what is asked about. A subject that cannot be read is unread, and
   * the others are read all the same. The budget decides how many subjects are asked at once.
   */
  async each<S>(
    type: string,
    subjects: readonly S[],
    keyOf: (subject: S) => string,
    ask: (subject: S) => Promise<void>,
  ): Promise<void> {
    const { only } = this.#options;
    // A subject without a key can't be named as unread either.
    const named = subjects.filter((subject) => keyOf(subject) !== "");
    if (named.length < subjects.length)
      this.spoil(type, { code: "unexpected-shape", detail: "the cloud listed a resource without an identifier" });
    const wanted = only === null ? named : named.filter((subject) => only.has(keyOf(subject)));
    await Promise.all(
      wanted.map(async (subject) => {
        try {
          await ask(subject);
        } catch (error) {
          if (!(error instanceof CallFailed)) throw error;
          this.emitUnread(type, keyOf(subject), error.problem);
        }
      }),
    );
  }
}

/** An answer as the JSON that it is in the service's protocol: what evidence can hold, with times, fractions and 64 bits as text. */
export const jsonOf = (value: object): Json => parseJsonValue(JSON.stringify(value));
