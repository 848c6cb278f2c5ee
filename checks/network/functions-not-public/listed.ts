// Decides whether the company lists a function as one that may answer everyone.
import { pass, type Verdict } from "../../kernel.ts";
import type { Parameters } from "./parameters.ts";

/** The verdict on a function that is listed, by its key or by the last part of it, whatever their case; null on others. */
export function judgeListed(key: string, { listed }: Parameters): Verdict | null {
  const id = key.toLowerCase();
  const name = id.split(/[/:]/).at(-1);
  const entry = listed.find((each) => [id, name].includes(each.toLowerCase()));
  return entry === undefined
    ? null
    : pass("the company lists the function as one that may answer everyone", { listed: true });
}
