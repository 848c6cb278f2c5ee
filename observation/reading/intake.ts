// Takes what a reader emits, projects it at once, and keeps only that:
// bodies never pile up, nothing else is ever written.
import type { z } from "zod";
import type { ScopeReading, Snapshot, Unread } from "../../collectors/port.ts";
import type { Attributes, JsonObject, Problem } from "../../evidence-schema/record/record.ts";
import { splitUnit } from "../../evidence-schema/record/record.ts";
import { project } from "./projection.ts";
import { redactText } from "./redaction.ts";

/** An answer about one key: projected, or the reason why the key could not be read. */
export type Item = Attributes & {
  /** The scope that it was copied from; left out where it is the scope's own. */
  readonly from?: string;
  readonly key: string;
  readonly unit: string;
  readonly source: string;
  readonly dataTime: string;
  readonly incarnation: string;
  readonly projection: JsonObject;
};
export type Unanswered = {
  readonly key: string;
  readonly unit: string;
  readonly source: string;
  readonly dataTime: string;
  readonly problem: Problem;
};
export type AnswerByName = {
  readonly key: string;
  readonly unit: string;
  readonly source: string;
  readonly dataTime: string;
} & (
  | { readonly is: "item"; readonly item: Item }
  | { readonly is: "not-found" }
  | { readonly is: "failed"; readonly problem: Problem }
);

/** Answers of one reading of a scope, ready to be compared. `listed`: answers that units listed, in order of reading. */
export type Answers = {
  /** Without what was answered by name: that is in `named`, projected. */
  readonly reading: Omit<ScopeReading, "named">;
  readonly listed: readonly (Item | Unanswered)[];
  readonly named: readonly AnswerByName[];
};

export class Intake {
  readonly #slices: ReadonlyMap<string, ReadonlyMap<string, z.ZodType>>;
  readonly #labels: ReadonlySet<string>;
  /** Added to by take(), in order of reading; answers() hands the list over once the reader is done. */
  readonly #listed: (Item | Unanswered)[] = [];

  constructor(slices: ReadonlyMap<string, ReadonlyMap<string, z.ZodType>>, labels: ReadonlySet<string>) {
    this.#slices = slices;
    this.#labels = labels;
  }

  take(item: Snapshot | Unread): void {
    this.#listed.push("problem" in item ? item : this.#project(item));
  }

  answers({ named: asked, ...reading }: ScopeReading): Answers {
    const named = asked.map(({ key, unit, source, dataTime, answer }): AnswerByName => {
      const base = { key, unit, source, dataTime };
      if (answer === "not-found") return { ...base, is: "not-found" };
      if ("problem" in answer) return { ...base, is: "failed", problem: answer.problem };
      return { ...base, is: "item", item: this.#project(answer.snapshot) };
    });
    return { reading, listed: this.#listed, named };
  }

  #project(snapshot: Snapshot): Item {
    const { key, unit, source, dataTime, incarnation, region, name, createdAt } = snapshot;
    const labels: Record<string, string> = {};
    for (const label of this.#labels)
      if (Object.hasOwn(snapshot.labels, label)) labels[label] = redactText(snapshot.labels[label] as string);
    const projection = project(snapshot.body, this.#slices.get(splitUnit(unit).type) ?? new Map());
    return { key, unit, source, dataTime, incarnation, region, name, createdAt, labels, projection };
  }
}
