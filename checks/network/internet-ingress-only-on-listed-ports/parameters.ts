// Defines the ports on which the internet may come in, and whether network ACLs are judged too.
import { z } from "zod";
import { listedTraffic } from "../../engines/reachability/listed-traffic.ts";

export const parameters = z.strictObject({
  ...listedTraffic,
  networkAcls: z
    .boolean()
    .default(false)
    .describe(
      "Whether network ACLs of AWS are judged as firewalls of their own. An ACL has to let replies in, so most ACLs are open on high ports.",
    ),
});

export type Parameters = z.infer<typeof parameters>;
