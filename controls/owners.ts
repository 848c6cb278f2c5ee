// Names who answers for a resource, as evidence has them: people by reference, roles and teams by their title.
import { z } from "zod";
import { Match, matches, type Subject } from "./match.ts";

/** In order: the first that matches decides. */
export const Owners = z.array(z.strictObject({ match: Match, owner: z.string().min(1) }));
export type Owners = z.infer<typeof Owners>;

/** The owner of a resource, or null where no rule names one. */
export function ownerOf(owners: Owners, subject: Subject): string | null {
  return owners.find(({ match }) => matches(match, subject))?.owner ?? null;
}
