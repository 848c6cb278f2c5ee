// Defines what has to be scanned, whether by the cloud's own scanner, and where another product does the work.
import { z } from "zod";
import type { JsonObject } from "../../../evidence-schema/record/record.ts";
import { companyStatement, notApplicableAsStated } from "../../company-statement.ts";
import { fail, indeterminate, type Verdict } from "../../kernel.ts";

export const parameters = z.strictObject({
  targets: z
    .array(z.enum(["machines", "images"]))
    .min(1)
    .default(["machines", "images"])
    .describe("Targets of the scans: virtual machines, images of containers, or both."),
  requireCloudScanner: z
    .boolean()
    .default(false)
    .describe(
      "Whether a cloud's own scanner that was not bought is a failure. If not, it is indeterminate, since another product may scan.",
    ),
  scannedElsewhere: z
    .strictObject({ aws: companyStatement, azure: companyStatement, gcp: companyStatement })
    .partial()
    .default({})
    .describe(
      'Clouds whose machines and images another product scans, each with the reason, such as {"aws":{"reason":"…"}}. The check is then not applicable there by the company\'s statement, which is counted apart and is no pass.',
    ),
});

export type Parameters = z.infer<typeof parameters>;
export type WithParameters = { readonly parameters: Parameters };

/** The verdict in a cloud of which the company states that another product scans it; null where it states nothing. */
export function asStated(
  { scannedElsewhere }: Parameters,
  cloud: keyof Parameters["scannedElsewhere"],
): Verdict | null {
  const statement = scannedElsewhere[cloud] ?? null;
  return statement === null
    ? null
    : notApplicableAsStated("another product scans machines and images in this cloud", statement);
}

/** The verdict where the cloud's own scanner is not in use, by a clause that says so. */
export const unscanned = ({ requireCloudScanner }: Parameters, clause: string, facts: JsonObject): Verdict =>
  requireCloudScanner
    ? fail(clause, facts)
    : indeterminate({ code: "not-supported", detail: `${clause}, and Tidemark reads no other scanner` }, facts);
