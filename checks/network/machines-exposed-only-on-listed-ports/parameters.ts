// Defines the ports on which the internet may reach a machine.
import { z } from "zod";
import { listedTraffic } from "../../engines/reachability/listed-traffic.ts";

export const parameters = z.strictObject(listedTraffic);

export type Parameters = z.infer<typeof parameters>;
