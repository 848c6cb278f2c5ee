// The finished ledgers that are changed: every kind of valid one, and such that only lack something.
import { decode, type Decoded } from "./decoded.ts";
import type { Random } from "./random.ts";
import { EVERY } from "./repairs.ts";
import { rebuild } from "./rebuild.ts";
import type { Forged } from "../forge/forge.ts";
import type { Asked } from "../ledger-vectors/vector.ts";
import { NOW, UNWATCHED, watched } from "../tampering/base.ts";
import { vectorFiles } from "../vector-files.ts";

export type Base = {
  readonly name: string;
  readonly asked: Asked;
  readonly forged: Forged;
  /** The ledger taken apart, to be changed: a new one each time. */
  readonly taken: () => Decoded;
};

/** Bytes of the largest base: larger ones take the time of many. */
const LARGEST = 70_000;

const sizeOf = ({ objects }: Forged): number => [...objects.values()].reduce((sum, { length }) => sum + length, 0);

const baseOf = (name: string, asked: Asked, forged: Forged): Base => ({
  name,
  asked,
  forged,
  taken: () => decode(forged),
});

/** What the forge wrote, by name. */
const forged: readonly Base[] = [
  ...vectorFiles.flatMap(({ name, exit, from, to, now, kept, forged }) => {
    if (exit === 1 || exit === 3 || sizeOf(forged()) > LARGEST) return [];
    const asked = {
      ...(from === undefined ? {} : { from }),
      ...(to === undefined ? {} : { to }),
      ...(now === undefined ? {} : { now }),
      ...(kept === undefined ? {} : { kept }),
    };
    return [baseOf(name, asked, forged())];
  }),
  baseOf("watched", { now: NOW }, watched()),
  baseOf("unwatched", { now: NOW }, watched(UNWATCHED)),
];

/** Whether the ledger is the same byte for byte where nothing was changed and all was repaired. */
function isFaithful({ forged: { objects }, taken }: Base): boolean {
  const rebuilt = rebuild(taken(), EVERY).objects;
  return (
    rebuilt.size === objects.size && [...objects].every(([key, bytes]) => rebuilt.get(key)?.equals(bytes) === true)
  );
}

/** Those that are rebuilt as they were: of others one would not know what is wrong with them. */
const pool: readonly Base[] = forged.filter(isFaithful);
const rich = pool.filter(({ name }) => /^valid-(?:window-of-)?everything$|watched$/.test(name));
const valid = pool.filter(({ name }) => name.startsWith("valid-"));
const other = pool.filter((base) => !rich.includes(base) && !valid.includes(base));

/** A ledger to change: those in which much stands more often than those to which something was added that is stray. */
export const someBase = (random: Random): Base =>
  random.pick(
    random.weighted([
      [20, rich],
      [70, valid],
      [10, other],
    ]),
  );
