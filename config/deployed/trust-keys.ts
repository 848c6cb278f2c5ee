// Names the trust files in the work bucket for the daily verification: each change of the signing keys makes another one.

import { WORK_AREAS } from "./places.ts";

/** The prefix of trust files in the work bucket. */
export const TRUST_PREFIX = WORK_AREAS.trust;

/** The key of trust file `number`, from 1 on: `trust/trust.txt`, `trust/trust.2.txt`, as the files are called beside it. */
export const trustKey = (number: number): string =>
  number === 1 ? `${TRUST_PREFIX}trust.txt` : `${TRUST_PREFIX}trust.${number}.txt`;

/** The number of a trust file; null of any other key. */
export function trustNumber(key: string): number | null {
  // Without leading zero, and not 1: one number, one name.
  const [, digits = "1"] = /^trust\/trust(?:\.([1-9][0-9]{0,5}))?\.txt$/.exec(key) ?? [];
  const number = Number(digits);
  return trustKey(number) === key ? number : null;
}
