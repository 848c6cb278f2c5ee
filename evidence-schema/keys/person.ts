// Makes references to people of whom only an e-mail address or a name is known.
import { sha256Hex } from "../bytes/digest.ts";

/** Name of the object of the names store that holds the salt. */
export const SALT = "salt";

/**
 * `person:` and the hex SHA-256 over salt, 0x00, provider, 0x00 and the value normalised to NFC, lower-cased and trimmed.
 *
 * The digest is the literal that keys, projections and facts hold: a record under lock can never be mended, so no name may
 * enter it, while equality, the fold and the state root need something that stays the same. Who it is stands in the
 * names store, which can be erased. Names are few and guessable, so the digest is salted; the salt (32 bytes, one a ledger)
 * is never changed, because with another the same person would be somebody new in every open failure and count.
 *
 * Throws RangeError on a salt of another length, on NUL (which separates) or lone surrogates, and on an empty value.
 */
export function personReference(salt: Buffer, provider: string, value: string): string {
  if (salt.length !== 32) throw new RangeError(`found a salt of ${salt.length} bytes, expected 32`);
  const normal = value.normalize("NFC").toLowerCase().trim();
  const text = `\0${provider}\0${normal}`;
  // The value is not repeated: it is what must not be written down.
  if (provider === "" || normal === "" || text.split("\0").length !== 3 || !text.isWellFormed()) {
    throw new RangeError(
      "the provider or the value of a person is empty, has U+0000 or is not well-formed Unicode, expected text",
    );
  }
  return `person:${sha256Hex(Buffer.concat([salt, Buffer.from(text)]))}`;
}
