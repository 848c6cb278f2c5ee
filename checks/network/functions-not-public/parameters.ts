// Defines which functions may answer everyone, and what counts as the internet.
import { z } from "zod";
import { boundOfInternet } from "../../engines/reachability/internet.ts";

export const parameters = z.strictObject({
  listed: z
    .array(z.string().min(1))
    .default([])
    .describe(
      "Functions that may answer everyone, such as a public web page: each by its ARN, its ARM id or the name of its asset, or by its name alone, which then holds in every account, subscription and project.",
    ),
  ...boundOfInternet,
});

export type Parameters = z.infer<typeof parameters>;
