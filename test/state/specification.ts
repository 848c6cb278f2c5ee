// The synthetic checks, as data: the real ones are built from it, and the model judges by it with its own few lines.

export const PLAIN = "Test::Plain";
export const SUBJECT = "Test::Subject";
export const WITNESS = "Test::Witness";
export const LEFT = "Test::Left";
export const RIGHT = "Test::Right";
export const GLOBAL = "Test::Global";
/** Of another provider: read in a scope of its own, and copied from there. */
export const USER = "Test::User";
export const TENANT = "entra/tenant";

/** A question about rows of another type whose `target` is the subject's `name`. */
export type Question = {
  readonly name: string;
  readonly type: string;
  readonly within: "region" | "scope";
  /** Whether the rows are those of another provider. */
  readonly elsewhere?: boolean;
  /** Members that are read of a row, all strings. */
  readonly fields: readonly string[];
  /** A row is wanted if it has all these values. */
  readonly wanted: { readonly [field: string]: string };
};

export type Specification = {
  readonly id: string;
  readonly version: number;
  /** A parameter: "poor" is as bad as "bad". */
  readonly strict: boolean;
  readonly type: string;
  readonly fields: readonly string[];
  /**
   * `value`: fails if a field read is bad. `some`: passes with a wanted row. `no`: fails with one.
   * `either`: passes if one of two questions finds a wanted row.
   */
  readonly kind: "value" | "some" | "no" | "either";
  readonly questions: readonly Question[];
};

const base = { version: 1, strict: false, questions: [] } as const;
const on: Question = {
  name: "witnesses",
  type: WITNESS,
  within: "region",
  fields: ["target", "on"],
  wanted: { on: "yes" },
};
const covers: Question = {
  name: "globals",
  type: GLOBAL,
  within: "scope",
  fields: ["target", "value"],
  wanted: { value: "good" },
};
const peer = (type: string): Question => ({
  name: "peers",
  type,
  within: "scope",
  fields: ["target", "on"],
  wanted: { on: "yes" },
});

export const VALUE: Specification = { ...base, id: "value-good", type: PLAIN, fields: ["value"], kind: "value" };
export const VALUE_STRICT: Specification = { ...VALUE, strict: true };
export const VALUE_2: Specification = { ...VALUE, version: 2, fields: ["extra", "value"] };
export const EXTRA: Specification = { ...base, id: "extra-good", type: PLAIN, fields: ["extra"], kind: "value" };
export const ON: Specification = {
  ...base,
  id: "witness-on",
  type: SUBJECT,
  fields: ["name"],
  kind: "some",
  questions: [on],
};
export const ON_2: Specification = {
  ...ON,
  version: 2,
  questions: [{ ...on, fields: ["level", "on", "target"], wanted: { on: "yes", level: "high" } }],
};
/** The same question asked of the same fields, to another verdict. */
export const ON_3: Specification = { ...ON, version: 3, questions: [{ ...on, wanted: {} }] };
export const NO_BAD: Specification = {
  ...base,
  id: "no-bad-witness",
  type: SUBJECT,
  fields: ["name"],
  kind: "no",
  questions: [{ ...on, fields: ["bad", "target"], wanted: { bad: "yes" } }],
};
export const EITHER: Specification = {
  ...base,
  id: "either-way",
  type: SUBJECT,
  fields: ["name", "value"],
  kind: "either",
  questions: [on, covers],
};
export const OWNED: Specification = {
  ...base,
  id: "owner-on",
  type: SUBJECT,
  fields: ["name"],
  kind: "some",
  questions: [{ ...on, name: "owners", type: USER, within: "scope", elsewhere: true }],
};
export const OWNED_2: Specification = {
  ...OWNED,
  version: 2,
  questions: OWNED.questions.map((question) => ({
    ...question,
    fields: ["level", "on", "target"],
    wanted: { on: "yes", level: "high" },
  })),
};
export const LEFT_PAIRED: Specification = {
  ...base,
  id: "left-paired",
  type: LEFT,
  fields: ["name"],
  kind: "some",
  questions: [peer(RIGHT)],
};
export const RIGHT_PAIRED: Specification = {
  ...base,
  id: "right-paired",
  type: RIGHT,
  fields: ["name"],
  kind: "some",
  questions: [peer(LEFT)],
};
export const GLOBAL_GOOD: Specification = {
  ...base,
  id: "global-good",
  type: GLOBAL,
  fields: ["value"],
  kind: "value",
};
