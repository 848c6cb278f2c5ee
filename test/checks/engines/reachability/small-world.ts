// A world small enough to ask about every packet: sixteen blocks of IPv4 addresses, four ports, two protocols.
import fc from "fast-check";
import { isWithin, rangeOf, type AddressRange } from "../../../../checks/engines/reachability/address-range.ts";
import type { Opening } from "../../../../checks/engines/reachability/opening.ts";
import type { Transport } from "../../../../checks/engines/reachability/transport.ts";

export const BLOCKS = Array.from({ length: 16 }, (_, block) => block);
export const PORTS = [22, 23, 24, 25];
export const TRANSPORTS = ["tcp", "udp"] as const satisfies readonly Transport[];

/** A CIDR block of one to sixteen of the blocks, as `[first, length of the prefix]`. */
export type Cidr = readonly [number, number];
export const cidr: fc.Arbitrary<Cidr> = fc
  .tuple(fc.nat({ max: 15 }), fc.nat({ max: 4 }))
  .map(([block, length]) => [block - (block % 2 ** (4 - length)), length]);

export const cidrText = ([first, length]: Cidr): string => `${first * 16}.0.0.0/${length}`;
export const cidrHas = ([first, length]: Cidr, block: number): boolean =>
  first <= block && block < first + 2 ** (4 - length);

/** Ports as `[from, to]`. */
export type Span = readonly [number, number];
export const span: fc.Arbitrary<Span> = fc
  .tuple(fc.constantFrom(...PORTS), fc.nat({ max: 3 }))
  .map(([from, more]) => [from, from + more]);
export const spanHas = ([from, to]: Span, port: number): boolean => from <= port && port <= to;

/** The blocks that get through, by what the engine says. */
export function admitted(openings: readonly Opening[]): readonly number[] {
  const through: readonly AddressRange[] = openings.flatMap(({ from }) => from.flatMap((source) => source.through));
  return BLOCKS.filter((block) => isWithin(rangeOf(cidrText([block, 4]))!, through));
}
