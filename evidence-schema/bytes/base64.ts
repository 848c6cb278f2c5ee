// Reads base64 (RFC 4648 section 4) only in the one form that encoding gives back.

/**
 * The bytes of `text`. Throws RangeError on anything `encode(decode(text))` would write differently: missing padding,
 * white space, other alphabets, bits set after the last byte. Two texts for the same bytes would be two digests for them.
 */
export function decodeBase64(text: string): Buffer {
  const bytes = Buffer.from(text, "base64");
  // Buffer skips what it does not know and stops early, so what it read is compared with what it was given.
  if (bytes.toString("base64") !== text)
    throw new RangeError("the base64 is not in canonical form, expected RFC 4648 section 4 with padding");
  return bytes;
}
