// How many histories the model makes: a part by `npm test`, more in .ci/run, as many as TIDEMARK_MODEL says where it is set
// (after so many as TIDEMARK_MODEL_AFTER says), and one where TIDEMARK_MODEL_SEED names it.
import { isWhole, runs } from "../scale.ts";

const asked = process.env["TIDEMARK_MODEL"];
const after = Number(process.env["TIDEMARK_MODEL_AFTER"] ?? "0");
const seed = process.env["TIDEMARK_MODEL_SEED"];

/** A history takes as long as hundreds of what other tests try: by `npm test` a third of the part that the scale says is made. */
const part = (all: number): number => (isWhole ? runs(all) : Math.ceil(runs(all) / 3));

/** Seeds of histories: as many of `all` as the scale says. */
export function seeds(first: number, all: number): number[] {
  if (seed !== undefined) return [Number(seed)];
  return Array.from({ length: asked === undefined ? part(all) : Number(asked) }, (_, i) => first + after + i);
}

/** Whether somebody asked for more than the tests make: then what was counted is printed. */
export const isAsked = asked !== undefined || seed !== undefined;
