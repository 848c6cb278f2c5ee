// Defines no parameter: the cloud decides what owns everything, and no exception for a key would meet the requirement.
import { z } from "zod";

export const parameters = z.strictObject({});
