// Whose requests are known, by their access keys.
import { FUNCTIONS, type Actor } from "../../../infra/names.ts";

/** Whose requests are known by their access keys. */
export type Caller = Actor | "auditor" | "replica-auditor";
export const CALLERS: readonly Caller[] = [...FUNCTIONS, "operator", "auditor", "replica-auditor"];

/** Each of them has an access key of its own, by which its requests are known. */
export const keyOf = (name: Caller): string => `AKIA${name.toUpperCase().replaceAll("-", "")}`;
