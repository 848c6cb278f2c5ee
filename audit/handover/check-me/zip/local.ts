// Reads the header before an entry's data, and compares it with what the central directory says.
import type { Entry } from "./entry.ts";

const LOCAL = 0x04034b50;

/** The longest that a header can be. */
export const LONGEST_HEADER = 30 + 2 * 65_535;

/** `data`: where the data begins. `wrong`: what differs from the central directory, or null. */
export type Local = { readonly data: number; readonly wrong: string | null };

/** `bytes` begin at the entry's offset. */
export function readLocal(bytes: Uint8Array, entry: Entry): Local {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 30 || view.getUint32(0, true) !== LOCAL)
    return { data: 0, wrong: "no local header is where the central directory says" };
  const [flags, method, nameLength, extraLength] = [6, 8, 26, 28].map((at) => view.getUint16(at, true)) as [
    number,
    number,
    number,
    number,
  ];
  const data = 30 + nameLength + extraLength;
  if (data > bytes.length) return { data: 0, wrong: "the local header is cut" };
  const name = new TextDecoder().decode(bytes.subarray(30, 30 + nameLength));
  if (name !== entry.name) return { data, wrong: "the local header has another name than the central directory" };
  if (method !== entry.method || flags !== entry.flags)
    return { data, wrong: "the local header has another method or other flags than the central directory" };
  // Bit 3: the sizes follow the data, and only the central directory has them.
  if ((flags & 8) !== 0) return { data, wrong: null };
  const extra = new DataView(bytes.buffer, bytes.byteOffset + 30 + nameLength, extraLength);
  const [packed, size] = localSizes(view.getUint32(18, true), view.getUint32(22, true), extra);
  const isSame = packed === entry.packed && size === entry.size;
  return { data, wrong: isSame ? null : "the local header has other sizes than the central directory" };
}

function localSizes(packed: number, size: number, extra: DataView): readonly [number, number] {
  if (packed !== 0xffffffff && size !== 0xffffffff) return [packed, size];
  for (let at = 0; at + 4 <= extra.byteLength; at += 4 + extra.getUint16(at + 2, true)) {
    if (extra.getUint16(at, true) !== 1) continue;
    let next = at + 4;
    const wide = (narrow: number): number => {
      if (narrow !== 0xffffffff || next + 8 > extra.byteLength) return narrow;
      next += 8;
      return Number(extra.getBigUint64(next - 8, true));
    };
    const wideSize = wide(size);
    return [wide(packed), wideSize];
  }
  return [packed, size];
}

/** How many bytes may follow the data of an entry whose sizes stand behind it: signature, CRC and sizes. */
export const descriptorLengths = ({ flags }: Entry): readonly number[] => ((flags & 8) === 0 ? [0] : [12, 16, 20, 24]);
