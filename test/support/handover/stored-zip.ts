// Writes a ZIP file of stored entries by hand, as right or as wrong as a test wants it.
import { crc32, deflateRawSync } from "node:zlib";

/** Changes to how one entry is written. `central`, `local`: patches of the headers, by offset. */
export type EntryPlan = {
  readonly name: string;
  readonly bytes: Buffer;
  readonly deflated?: boolean;
  readonly flags?: number;
  readonly method?: number;
  /** Unix mode and DOS attributes of the central directory. */
  readonly attributes?: number;
  readonly localName?: string;
  readonly localSize?: number;
  readonly size?: number;
  readonly extra?: Buffer;
  readonly comment?: string;
  /** Bytes after the data that belong to nothing. */
  readonly after?: Buffer;
  /** The central directory points at the data of this entry, which lies before. */
  readonly sameAs?: string;
};

export type ZipPlan = {
  readonly before?: Buffer;
  readonly comment?: string;
  /** Zip64 records and fields even where nothing needs them. */
  readonly zip64?: boolean;
  readonly count?: number;
};

const u16 = (...values: readonly number[]): Buffer => {
  const bytes = Buffer.alloc(values.length * 2);
  values.forEach((value, at) => bytes.writeUInt16LE(value & 0xffff, at * 2));
  return bytes;
};
const u32 = (...values: readonly number[]): Buffer => {
  const bytes = Buffer.alloc(values.length * 4);
  values.forEach((value, at) => bytes.writeUInt32LE(value >>> 0, at * 4));
  return bytes;
};
const u64 = (...values: readonly number[]): Buffer => {
  const bytes = Buffer.alloc(values.length * 8);
  values.forEach((value, at) => bytes.writeBigUInt64LE(BigInt(value), at * 8));
  return bytes;
};

/** 1980-01-01, the first day that DOS knows. */
const DATE = 0x21;

/** The pieces of the file in order; the entries come as they are given. */
export function* zipPieces(entries: Iterable<EntryPlan>, plan: ZipPlan = {}): Generator<Buffer> {
  let at = 0;
  const central: Buffer[] = [];
  const places = new Map<string, number>();
  let count = 0;
  const put = (piece: Buffer): Buffer => {
    at += piece.length;
    return piece;
  };
  if (plan.before !== undefined) yield put(plan.before);
  for (const entry of entries) {
    const name = Buffer.from(entry.name);
    const data = entry.deflated === true ? deflateRawSync(entry.bytes) : entry.bytes;
    const offset = places.get(entry.sameAs ?? "") ?? at;
    const isWide = plan.zip64 === true;
    const size = entry.size ?? entry.bytes.length;
    const [flags, method, crc] = [
      entry.flags ?? 0,
      entry.method ?? (entry.deflated === true ? 8 : 0),
      crc32(entry.bytes),
    ];
    const wide = isWide ? 0xffffffff : null;
    const rest = entry.extra ?? Buffer.alloc(0);
    if (entry.sameAs === undefined) {
      const localName = Buffer.from(entry.localName ?? entry.name);
      const localSize = entry.localSize ?? size;
      const extra = Buffer.concat([
        isWide ? Buffer.concat([u16(1, 16), u64(localSize, data.length)]) : Buffer.alloc(0),
        rest,
      ]);
      places.set(entry.name, at);
      yield put(
        Buffer.concat([
          u32(0x04034b50),
          u16(isWide ? 45 : 20, flags, method, 0, DATE),
          u32(crc, wide ?? data.length, wide ?? localSize),
          u16(localName.length, extra.length),
          localName,
          extra,
        ]),
      );
      yield put(data);
      if (entry.after !== undefined) yield put(entry.after);
    }
    const extra = Buffer.concat([
      isWide ? Buffer.concat([u16(1, 24), u64(size, data.length, offset)]) : Buffer.alloc(0),
      rest,
    ]);
    const comment = Buffer.from(entry.comment ?? "");
    central.push(
      Buffer.concat([
        u32(0x02014b50),
        u16(0x0300 | (isWide ? 45 : 20), isWide ? 45 : 20, flags, method, 0, DATE),
        u32(crc, wide ?? data.length, wide ?? size),
        u16(name.length, extra.length, comment.length, 0, 0),
        u32(entry.attributes ?? 0, wide ?? offset),
        name,
        extra,
        comment,
      ]),
    );
    count += 1;
  }
  const start = at;
  const directory = Buffer.concat(central);
  yield put(directory);
  const told = plan.count ?? count;
  if (plan.zip64 === true || told > 0xfffe) {
    const end = at;
    yield put(
      Buffer.concat([u32(0x06064b50), u64(44), u16(45, 45), u32(0, 0), u64(told, told, directory.length, start)]),
    );
    yield put(Buffer.concat([u32(0x07064b50, 0), u64(end), u32(1)]));
  }
  const isFar = plan.zip64 === true || told > 0xfffe;
  const comment = Buffer.from(plan.comment ?? "");
  const shown = isFar ? 0xffff : told;
  yield Buffer.concat([
    u32(0x06054b50),
    u16(0, 0, shown, shown),
    isFar ? u32(0xffffffff, 0xffffffff) : u32(directory.length, start),
    u16(comment.length),
    comment,
  ]);
}

/** The whole file. */
export const storedZip = (entries: Iterable<EntryPlan>, plan: ZipPlan = {}): Buffer =>
  Buffer.concat([...zipPieces(entries, plan)]);
