// Defines what counts as the internet in a policy that names addresses.
import { z } from "zod";
import { boundOfInternet } from "../../engines/reachability/internet.ts";

export const parameters = z.strictObject({ ...boundOfInternet });

export type Parameters = z.infer<typeof parameters>;
