// Defines no parameter: nobody records what a recorder leaves out, so a company may loosen nothing.
import { z } from "zod";

export const parameters = z.strictObject({});
