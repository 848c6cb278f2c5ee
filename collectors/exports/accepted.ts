// Checks a normaliser's result for a part of a file: a refused one becomes the error that says where in the file.
import { isRefused, type Refused } from "../answer.ts";
import { InputError } from "./input-error.ts";

/** `made` as it is. Throws InputError where it was refused. */
export function accepted<T extends object>(
  made: T | Refused,
  place: { readonly file: string; readonly position: string | null },
): T {
  if (isRefused(made)) throw new InputError(place, made.found, made.expected, { cause: made.cause });
  return made;
}
