// Finds people in text that was made from evidence: references, and the keys of users that names are kept under.
import { percentDecode } from "../evidence-schema/bytes/percent.ts";

/** No reference is longer in any of its forms: a workspace user's id has some 20 digits. */
export const LONGEST_REFERENCE = 300;

/** As they stand alone, and percent-encoded inside a key of our own for what is known of a person. */
const PLAIN =
  /person:[0-9a-f]{64}(?![0-9a-f])|(?:entra|workspace):[\w-]+\/users\/[\w-]+|tidemark:aws\/\d{12}\/iam-user%2F\w+/;
const ENCODED = /person%3A[0-9a-f]{64}(?![0-9a-f])|(?:entra|workspace)%3A[\w-]+%2Fusers%2F[\w-]+/;

const anywhere = (): RegExp => new RegExp(`${PLAIN.source}|${ENCODED.source}`, "g");

/** A text that is split where it names people: `reference` is what the names store knows the person by. */
export type PartOfText = { readonly text: string; readonly reference: string | null };

/** The text in parts, in order; their texts together are the text. */
export function partsByPeople(text: string): PartOfText[] {
  const parts: PartOfText[] = [];
  let end = 0;
  for (const { 0: found, index } of text.matchAll(anywhere())) {
    if (index > end) parts.push({ text: text.slice(end, index), reference: null });
    parts.push({ text: found, reference: referenceOf(found) });
    end = index + found.length;
  }
  if (end < text.length || parts.length === 0) parts.push({ text: text.slice(end), reference: null });
  return parts;
}

/** The references that begin in a text before a place of it, each as the names store has it, in the order in which they stand. */
export const referencesIn = (text: string, before = Infinity): string[] =>
  [...text.matchAll(anywhere())].flatMap(({ 0: found, index }) => (index < before ? [referenceOf(found)] : []));

const isPlain = new RegExp(`^(?:${PLAIN.source})$`);

const referenceOf = (found: string): string => (isPlain.test(found) ? found : (percentDecode(found) ?? found));

/** Whether a key is that of a person, and not of something else about them. */
export const isPersonKey = (key: string): boolean => isPlain.test(key);
