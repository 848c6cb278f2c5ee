// Nothing here is for a company to loosen: what owns everything is the cloud's to say, and no key is the requirement.
import { z } from "zod";

export const parameters = z.strictObject({});
