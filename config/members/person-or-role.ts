// Defines who decides or answers for something: a person, whom evidence holds as a reference, or a role by its title.
import { z } from "zod";
import { isWritable } from "./recorded-text.ts";

export const ADDRESS = /[^\s@]+@[^\s@]+\.[^\s@]+/;

const isSaid = (value: string): boolean => value.trim() !== "" && isWritable(value);

const expected = 'expected a person\'s name or e-mail address, or { role: "CISO" } for the title of a role or team';

const person = z.string().refine(isSaid, { error: ({ input }) => `found ${JSON.stringify(input)}, ${expected}` });

const title = z
  .string()
  .refine(isSaid, { error: ({ input }) => `found ${JSON.stringify(input)}, expected the title of a role or team` })
  // A reader of the evidence would take a title that looks like an e-mail address or a person for one.
  .refine((value) => !ADDRESS.test(value) && !value.startsWith("person:"), {
    error: "found a person in role, expected the title of a role or team. Write a person as plain text, without role",
  });

/**
 * A plain string is a person: a name or an e-mail address, which never gets into the evidence. `{ role }` is the title of a
 * role or team, which does, as it is written.
 */
export const PersonOrRole = z.union([person, z.strictObject({ role: title })], {
  error: ({ input }) => `found ${input === undefined ? "no value" : JSON.stringify(input)}, ${expected}`,
});
export type PersonOrRole = z.output<typeof PersonOrRole>;

/** A person's reference; remembers the name outside the evidence. */
export type Person = (provider: string, value: string) => string;

/** As evidence has them: people by reference, roles by their title. The same spelling has the same reference wherever it stands. */
export const recordedAs = (who: PersonOrRole, person: Person): string =>
  typeof who === "string" ? person("company", who) : who.role;

/** As the config itself has them. */
export const writtenAs = (who: PersonOrRole): string => (typeof who === "string" ? who : who.role);

/** Whether both are the same, whatever the spelling. A person and a role never are: nobody knows who holds it. */
export function isSame(one: PersonOrRole, other: PersonOrRole): boolean {
  const normal = (who: PersonOrRole): string => writtenAs(who).normalize("NFKC").toLowerCase().trim();
  return typeof one === typeof other && normal(one) === normal(other);
}
