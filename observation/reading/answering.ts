// Defines the port between a run and the answers that it compares: asked of the clouds now, or read and kept by others.
import type { Named, People, PlannedUnit, Reader, RereadingReader } from "../../collectors/port.ts";
import { splitUnit } from "../../evidence-schema/record/record.ts";
import type { Ledger } from "../../ledger/read/ledger.ts";
import type { Tests } from "../judging/evaluate.ts";
import { headOf } from "../head.ts";
import { Intake, type Answers } from "./intake.ts";
import { plannedUnits, ranked, type EnrolledScope } from "../plan/plan.ts";
import type { ConfiguredCheck } from "../plan/tests-document.ts";

/** The answers of a scope, and the head that they were read from. */
export type ReadScope = { readonly enrolled: EnrolledScope; readonly head: string; readonly answers: Answers };

/** Where the answers of a run come from. Rejects with UnusableInput. */
export interface Answering {
  /** Reads a scope anew and notes the head that it was read from. */
  read(enrolled: EnrolledScope): Promise<ReadScope>;
  /** Asks by name for the current state of resources of a scope; null where nothing can be asked again. */
  reread(scope: string, keys: readonly Named[]): Promise<Answers | null>;
}

/** Answers of a reader, which is asked when they are wanted. */
export class AnswersNow implements Answering {
  readonly #ledger: Ledger;
  readonly #reader: Reader;
  readonly #checks: readonly ConfiguredCheck[];
  readonly #tests: Tests;
  readonly #people: People;

  constructor(
    ledger: Ledger,
    asked: {
      readonly reader: Reader;
      readonly checks: readonly ConfiguredCheck[];
      readonly tests: Tests;
      readonly people: People;
    },
  ) {
    this.#ledger = ledger;
    this.#reader = asked.reader;
    this.#checks = asked.checks;
    this.#tests = asked.tests;
    this.#people = asked.people;
  }

  async read(enrolled: EnrolledScope): Promise<ReadScope> {
    const head = await headOf(this.#ledger, enrolled.scope);
    const units = ranked(this.#checks, plannedUnits(this.#checks, enrolled));
    return {
      enrolled,
      head,
      answers: await readUnits(this.#reader, this.#tests, { scope: enrolled.scope, units, ...this.#people }),
    };
  }

  async reread(scope: string, keys: readonly Named[]): Promise<Answers | null> {
    const reader = this.#reader;
    return canReread(reader) && (reader.rereads?.(scope) ?? true)
      ? rereadResources(reader, this.#tests, { scope, ...this.#people }, keys)
      : null;
  }
}

/** `deadline`: when to stop, in milliseconds since 1970. */
type ScopeRequest = { readonly scope: string; readonly deadline?: number; readonly isLast?: boolean } & People;

/** Reads units of a scope, each answer projected as it comes: nothing else of it is kept. */
export async function readUnits(
  reader: Reader,
  tests: Tests,
  request: ScopeRequest & { readonly units: readonly PlannedUnit[] },
): Promise<Answers> {
  const intake = intakeOf(tests);
  return intake.answers(await reader.read(request, (item) => intake.take(item)));
}

export const canReread = (reader: Reader): reader is RereadingReader => reader.reread !== undefined;

/** Reads resources by name. */
export async function rereadResources(
  reader: RereadingReader,
  tests: Tests,
  request: ScopeRequest,
  keys: readonly Named[],
): Promise<Answers> {
  const units = [...new Set(keys.map(({ unit }) => unit))].map((unit) => splitUnit(unit));
  return intakeOf(tests).answers(await reader.reread({ ...request, units }, keys));
}

const intakeOf = (tests: Tests): Intake => new Intake(tests.slices, new Set(tests.document.labels));
