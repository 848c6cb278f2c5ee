// Reads whether App Service authenticates the callers of a function app, and no provider, client or secret of it.
import { z } from "zod";
import type { ArmChild } from "../arm-child.ts";

/** https://learn.microsoft.com/en-us/rest/api/appservice/web-apps/get-auth-settings-v2-without-secrets */
const Answer = z.object({
  properties: z.object({
    platform: z.object({ enabled: z.boolean().nullish() }).nullish(),
    globalValidation: z
      .object({
        requireAuthentication: z.boolean().nullish(),
        unauthenticatedClientAction: z.string().nullish(),
        excludedPaths: z.array(z.string()).nullish(),
      })
      .nullish(),
  }),
});

export const SITE_AUTHENTICATION: ArmChild = {
  slug: "site-authentication",
  type: "Tidemark::Web::SiteAuthentication",
  action: "Microsoft.Web/sites/config/read",
  subject: { type: "microsoft.web/sites", having: { member: "kind", text: "functionapp" } },
  path: "/config/authsettingsV2",
  apiVersion: "2024-11-01",
  body(answer, subject) {
    const parsed = Answer.safeParse(answer);
    if (!parsed.success) return undefined;
    const { platform, globalValidation: asked } = parsed.data.properties;
    const { requireAuthentication, unauthenticatedClientAction: action, excludedPaths } = asked ?? {};
    return {
      Site: subject,
      ...(platform?.enabled == null ? {} : { Enabled: platform.enabled }),
      ...(requireAuthentication == null ? {} : { RequireAuthentication: requireAuthentication }),
      ...(action ? { UnauthenticatedClientAction: action } : {}),
      ExcludedPathCount: excludedPaths?.length ?? 0,
    };
  },
};
