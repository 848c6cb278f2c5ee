// Nothing is for a company to loosen: what is left out is recorded by nobody.
import { z } from "zod";

export const parameters = z.strictObject({});
