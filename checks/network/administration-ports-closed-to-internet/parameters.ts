// Defines which ports are for administration, and what counts as the internet.
import { z } from "zod";
import { boundOfInternet } from "../../engines/reachability/internet.ts";

export const parameters = z.strictObject({
  ports: z
    .array(z.int().min(0).max(65535))
    .min(1)
    .max(100)
    .default([22, 3389])
    .describe("TCP and UDP ports that the internet must not reach. Default: SSH and RDP."),
  ...boundOfInternet,
});

export type Parameters = z.infer<typeof parameters>;
