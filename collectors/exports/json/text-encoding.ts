// Refuses every encoding but UTF-8: others by their first bytes, broken sequences where they stand.
import { InputError } from "../input-error.ts";

const UTF8_MARK = Buffer.from([0xef, 0xbb, 0xbf]);

/** `start` with white space in the place of a byte order mark of UTF-8, which PowerShell writes: places stay the same. */
export function withoutMark(start: Buffer): Buffer {
  if (!start.subarray(0, UTF8_MARK.length).equals(UTF8_MARK)) return start;
  return Buffer.concat([Buffer.alloc(UTF8_MARK.length, " "), start.subarray(UTF8_MARK.length)]);
}

/** Throws InputError where the file is UTF-16, UTF-32 or gzip; `start` is its first chunk. */
export function refuseOtherEncoding(file: string, start: Buffer): void {
  const found = encodingOf(start);
  if (found === null) return;
  const { what, remedy } = found;
  throw new InputError({ file, position: "byte 0" }, what, `UTF-8. ${remedy}`);
}

type OtherEncoding = { readonly what: string; readonly remedy: string };

/** https://learn.microsoft.com/en-us/powershell/module/microsoft.powershell.utility/out-file */
const IN_UTF8 = "In PowerShell, write the file by | Out-File -Encoding utf8";

function encodingOf(start: Buffer): OtherEncoding | null {
  const [a, b] = start;
  if ((a === 0xff && b === 0xfe) || (a === 0xfe && b === 0xff)) {
    return { what: "a byte order mark (UTF-16, as PowerShell's > writes)", remedy: IN_UTF8 };
  }
  if (a === 0 || b === 0) return { what: "NUL bytes (UTF-16 or UTF-32)", remedy: IN_UTF8 };
  if (a === 0x1f && b === 0x8b) return { what: "gzip", remedy: "Give the file a name that ends with .gz" };
  return null;
}

/** The first byte that UTF-8 cannot have there, or null: `bytes` is UTF-8, or the beginning of it. Slow: for what failed. */
export function findEncodingFault(bytes: Buffer): number | null {
  if (isUtf8SoFar(bytes)) return null;
  let [good, bad] = [0, bytes.length];
  while (bad - good > 1) {
    const middle = (good + bad) >> 1;
    if (isUtf8SoFar(bytes.subarray(0, middle))) good = middle;
    else bad = middle;
  }
  return good;
}

function isUtf8SoFar(bytes: Buffer): boolean {
  try {
    // As a stream, so that a sequence that the end cuts is no error.
    new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes, { stream: true });
    return true;
  } catch {
    return false;
  }
}
