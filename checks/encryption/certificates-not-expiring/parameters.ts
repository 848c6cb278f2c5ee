// Defines how many days before its end a certificate has to be renewed.
import { z } from "zod";

export const parameters = z.strictObject({
  daysLeft: z
    .int()
    .min(1)
    .max(365)
    .default(30)
    .describe("Days that a certificate or client secret has to last at least."),
});

export type Parameters = z.infer<typeof parameters>;
export type Asked = { readonly parameters: Parameters; readonly asOf: string };
