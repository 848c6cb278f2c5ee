// Makes the runs and the event batches of the story at the time of its clock.
import { configuredChecks } from "../../config/configured-checks.ts";
import { readConfig } from "../../config/define-config.ts";
import { recordedScopes } from "../../config/members/scopes.ts";
import { policyOf } from "../../config/policy.ts";
import { canonicalLine, type Json } from "../../evidence-schema/bytes/canonical.ts";
import { sha256Hex } from "../../evidence-schema/bytes/digest.ts";
import type { By } from "../../evidence-schema/record/record.ts";
import type { RereadingReader } from "../../collectors/port.ts";
import type { NamesStore } from "../../ledger/names/names-store.ts";
import type { Signer } from "../../ledger/signers/signer.ts";
import type { WritableLedger } from "../../ledger/write/writable-ledger.ts";
import code from "../../observation/code.json" with { type: "json" };
import { observeEvents } from "../../observation/events/observe-events.ts";
import { Tests } from "../../observation/judging/evaluate.ts";
import { runOfSlot } from "../../observation/plan/slot.ts";
import { observe, type RunResult } from "../../observation/run.ts";
import { SOFTWARE } from "../../observation/software.ts";
import { companyAt, type Moment } from "./company.ts";
import type { StoryClock } from "./story-clock.ts";
import type { Told } from "./story.ts";

/** The identity that makes the runs: the example's, and not that of the machine's user. */
const PRINCIPAL = "role/example";

type Parts = {
  readonly ledger: WritableLedger;
  readonly signer: Signer;
  readonly clock: StoryClock;
  readonly reader: RereadingReader;
  readonly names: NamesStore;
};

export class StoryRuns {
  readonly #parts: Parts;
  readonly #by: By = { principal: PRINCIPAL, software: SOFTWARE, code: sha256Hex(canonicalLine(code as Json)) };
  /** All that follows from the config: made anew by change() alone. */
  #config: ReturnType<StoryRuns["company"]>;
  #moment: Moment;

  constructor(parts: Parts, moment: Moment) {
    this.#parts = parts;
    this.#moment = moment;
    this.#config = this.company();
  }

  /** The config is another one from now on. */
  change(moment: Partial<Moment>): void {
    this.#moment = { ...this.#moment, ...moment };
    this.#config = this.company();
  }

  private company() {
    const config = readConfig(companyAt(this.#moment), "company.ts");
    const { reader, names } = this.#parts;
    const checks = configuredChecks(config);
    return {
      checks,
      labels: config.labels,
      ...recordedScopes(config, names.person),
      schedule: config.schedule === null ? null : ({ v: 1, kind: "schedule", ...config.schedule } as const),
      policy: policyOf(config, names.person),
      tests: new Tests(checks, reader, config.labels),
    };
  }

  /** The run of a slot. */
  atSlot(slot: string): Promise<RunResult> {
    return this.#run(runOfSlot(slot), slot);
  }

  byHand(): Promise<RunResult> {
    return this.#run(`manual-${this.#parts.clock.text()}`, null);
  }

  #run(run: string, slot: string | null): Promise<RunResult> {
    const { names, ...parts } = this.#parts;
    const { tests: _tests, ...config } = this.#config;
    const people = { person: names.person, remember: names.remember };
    return observe({ ...parts, ...config, ...people, by: this.#by, code, run, slot });
  }

  /** The batch of one event. */
  async onEvent({ scope, key, unit }: Told): Promise<void> {
    const { names, ...parts } = this.#parts;
    const { checks, tests, scopes } = this.#config;
    const regions = scopes.find((each) => each.scope === scope)?.regions ?? [];
    const context = { ...parts, checks, tests, by: this.#by, person: names.person, remember: names.remember };
    const time = parts.clock.text();
    const written = await observeEvents(context, { scope, regions }, [{ id: `${time} ${key}`, key, unit, time }]);
    if (written === null) throw new RangeError(`the event of ${time} names ${key}, which no check reads`);
  }
}
