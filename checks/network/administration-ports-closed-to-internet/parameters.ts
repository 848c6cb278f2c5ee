// Defines which ports are for administration.
import { z } from "zod";

export const parameters = z.strictObject({
  ports: z
    .array(z.int().min(0).max(65535))
    .min(1)
    .max(100)
    .default([22, 3389])
    .describe("Ports, over TCP and UDP, that no address of the internet may reach: SSH and RDP unless said otherwise."),
});

export type Parameters = z.infer<typeof parameters>;
