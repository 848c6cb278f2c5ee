// Defines the config of the quarter at its end, for questions that need one. Its earlier states lie in company.ts.
import { companyAt } from "./company.ts";
import { defineConfig } from "../../config/define-config.ts";

export default defineConfig(companyAt({ maxKeyAgeDays: 180, isBucketAccepted: true, isScheduled: false }));
