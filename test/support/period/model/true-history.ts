// Says how one resource really stood at each hour, whoever read it. The model of the period begins here: it knows nothing of the code.

/** Verdicts by the first tests and by the second: pass, fail, not applicable. */
export type Value = "PP" | "FF" | "PF" | "FP" | "NN" | "NF";

/** A resource from its creation to its deletion. Times are hours, here as everywhere in the model. */
export type Life = {
  readonly incarnation: string;
  readonly created: number;
  /** Infinity: it is still there. */
  readonly deleted: number;
  /** In order; the first at the creation. */
  readonly values: readonly { readonly at: number; readonly value: Value }[];
  /** Edits that change no verdict, and that the source counts as changes all the same. */
  readonly edits: readonly number[];
};

/** Resources under one key, one after the other. */
export type World = {
  readonly lives: readonly Life[];
  readonly saysCreated: boolean;
  readonly saysChanged: boolean;
};

/** Which tests judge, and whether the check is asked, from an hour on. In order; the first from -Infinity. */
export type Asking = { readonly from: number; readonly asked: 0 | 1 | null };

export const lifeAt = ({ lives }: World, hour: number): Life | null =>
  lives.find(({ created, deleted }) => created <= hour && hour < deleted) ?? null;

const valueAt = (life: Life, hour: number): Value =>
  (life.values.findLast(({ at }) => at <= hour) ?? life.values[0])?.value ?? "PP";

/** The last edit of whatever kind that a source knows of at an hour. */
export const changedAt = (life: Life, hour: number): number =>
  Math.max(...[life.created, ...life.values.map(({ at }) => at), ...life.edits].filter((at) => at <= hour));

const LETTERS = { P: "pass", F: "fail", N: "not-applicable" } as const;
export type TrueAnswer = (typeof LETTERS)[keyof typeof LETTERS] | "absent" | "not-asked";

/** The verdict on a resource by the tests that are asked. */
export const answerOf = (life: Life, hour: number, asked: Asking["asked"]): TrueAnswer =>
  asked === null ? "not-asked" : LETTERS[valueAt(life, hour)[asked] as keyof typeof LETTERS];

/** A stretch of hours in which one life has one answer; half-open. */
export type Spell = {
  readonly from: number;
  readonly to: number;
  readonly life: Life | null;
  readonly answer: TrueAnswer;
};

/** The first hour of the model and the hour after its last: before and after nothing happens. */
export const [BEGIN, END] = [-60, 320];

/** What is true, hour by hour, put together. */
export function spellsOf(world: World, askings: readonly Asking[]): Spell[] {
  const spells: Spell[] = [];
  for (let hour = BEGIN; hour < END; hour += 1) {
    const life = lifeAt(world, hour);
    const asked = askings.findLast(({ from }) => from <= hour)?.asked ?? null;
    const answer = life === null ? "absent" : answerOf(life, hour, asked);
    const last = spells.at(-1);
    if (last !== undefined && last.life === life && last.answer === answer)
      spells[spells.length - 1] = { ...last, to: hour + 1 };
    else spells.push({ from: last === undefined ? -Infinity : hour, to: hour + 1, life, answer });
  }
  const last = spells.at(-1) as Spell;
  return [...spells.slice(0, -1), { ...last, to: Infinity }];
}

/** How often the truth changes in (after, until]. */
export const changesIn = (spells: readonly Spell[], after: number, until: number): number =>
  spells.filter(({ from }) => after < from && from <= until).length;
