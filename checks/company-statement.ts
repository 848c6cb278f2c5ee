// Says that a requirement does not apply because the company states so, with its reason: a result that is counted apart.
import { z } from "zod";
import type { JsonObject } from "../evidence-schema/record/record.ts";
import type { Verdict } from "./kernel.ts";

/** A parameter by which a company states that a requirement does not apply. Null: it states nothing. */
export const companyStatement = z.strictObject({ reason: z.string().min(20).max(500) }).nullable();
export type CompanyStatement = NonNullable<z.infer<typeof companyStatement>>;

/**
 * The company states, with a reason, that the requirement does not apply here, as where another product does the work. Nothing
 * of that was read: it is never a pass, and is counted apart. `subject`: a clause such as "threats are detected elsewhere".
 */
export const notApplicableAsStated = (
  subject: string,
  { reason }: CompanyStatement,
  facts: JsonObject = {},
): Verdict => ({
  outcome: "not-applicable",
  because: `not applicable by the company's statement: ${subject}`,
  facts: { ...facts, statement: reason },
  basis: "stated",
});
