// Reads whether an app of App Service runs in an environment of its own, which may have no public address.
import { z } from "zod";
import type { Problem } from "../../../evidence-schema/record/record.ts";

/** https://learn.microsoft.com/en-us/rest/api/appservice/web-apps/get */
export const EnvironmentProfile = z.object({ id: z.string().nullish() }).nullish();

/** https://learn.microsoft.com/en-us/azure/app-service/environment/overview */
export const ENVIRONMENT_UNREAD: Problem = {
  code: "not-supported",
  detail: "the app runs in an App Service Environment, and Tidemark does not read whether that has a public address",
};

export const isInEnvironment = (profile: z.infer<typeof EnvironmentProfile>): boolean => (profile?.id ?? "") !== "";
