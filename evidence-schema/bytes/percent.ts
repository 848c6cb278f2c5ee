// Writes percent-encoding (RFC 3986 section 2.1) of all but the unreserved set, so that one text has one encoding.

/**
 * `text` with every byte of its UTF-8 that is not one of A-Z a-z 0-9 - . _ ~ as %XX in upper-case hexadecimal.
 * Throws RangeError on a lone surrogate, which has no UTF-8.
 */
export function percentEncode(text: string): string {
  if (!text.isWellFormed()) throw new RangeError("found a lone surrogate, expected well-formed Unicode");
  // encodeURIComponent leaves these five, which RFC 3986 reserves.
  return encodeURIComponent(text).replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
}

/** The text that `percentEncode` encodes to exactly `encoded`, or null where there is none. */
export function percentDecode(encoded: string): string | null {
  try {
    const text = decodeURIComponent(encoded);
    return percentEncode(text) === encoded ? text : null;
  } catch {
    return null;
  }
}
