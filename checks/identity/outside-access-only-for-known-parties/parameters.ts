// Defines the parties that the company is, those that it knows, and whether known parties need an external id.
import { z } from "zod";

const party = z.string().min(1).max(200);

export const parameters = z.strictObject({
  ownParties: z
    .array(party)
    .default([])
    .describe(
      "The company itself: ids of AWS accounts and organizations, Google domains, ids and numbers of Google projects. The account or project that is judged need not be listed.",
    ),
  knownParties: z
    .array(party)
    .default([])
    .describe(
      "Outside parties whose access was agreed: the same ids, and where a policy names no account the text that it names.",
    ),
  requireExternalId: z
    .boolean()
    .default(true)
    .describe("Whether a role of AWS that a party of knownParties may assume has to ask for an external id."),
});

export type Parameters = z.infer<typeof parameters>;

const among = (list: readonly string[], party: string): boolean =>
  list.some((listed) => listed.toLowerCase() === party.toLowerCase());

/** Whether the config lists a party, as the company's own or as a known one. */
export const isListed = ({ ownParties, knownParties }: Parameters, party: string): boolean =>
  among(ownParties, party) || among(knownParties, party);
