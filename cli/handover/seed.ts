// Reads the seed of a sample, who chose it, and the size, from the command line.
import type { Config } from "../../config/schema.ts";
import { UsageError } from "../exit.ts";
import { refuseText } from "./recorded-text.ts";

const MOST = 1000;

export type Seeding = {
  readonly seed: string;
  /** The firm or role that chose the seed. */
  readonly by: string;
  readonly size: number;
};

export type SeedValues = {
  readonly seed?: string | undefined;
  readonly "seed-by"?: string | undefined;
  readonly size?: string | undefined;
};

/** Throws UsageError. There is no default seed: the auditor chooses it, after the digest of the population was printed. */
export function seedingOf({ seed, "seed-by": by, size }: SeedValues, config: Config): Seeding {
  if (seed === undefined || seed.trim() === "")
    throw new UsageError(
      "sample: expected --seed TEXT, which the auditor chooses after seeing the population's digest",
    );
  if (by === undefined || by.trim() === "")
    throw new UsageError(
      'sample: expected --seed-by TEXT, the firm or role that chose the seed, such as --seed-by "Audit firm"',
    );
  if (size === undefined || !/^[1-9]\d{0,3}$/.test(size) || Number(size) > MOST)
    throw new UsageError(`sample --size: found ${size || "nothing"}, expected a number from 1 to ${MOST}`);
  for (const [option, text] of [
    ["seed", seed],
    ["seed-by", by],
  ] as const)
    refuseText(`sample --${option}`, text, config);
  if (seed !== seed.trim())
    throw new UsageError(
      "sample --seed: found white space at its begin or end, which nobody would see in the worksheet. Give the seed without it",
    );
  return { seed, by, size: Number(size) };
}
