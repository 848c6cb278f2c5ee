// Reads which TLS, which FTP and which callers the configuration of a site of App Service accepts, and none of its settings.
import { z } from "zod";
import type { ArmChild } from "./arm-child.ts";

const Text = z.string().nullish();

/** Headers that a caller must send narrow a rule: their names are kept, and not their values. */
const Restriction = z.object({
  action: Text,
  ipAddress: Text,
  subnetMask: Text,
  vnetSubnetResourceId: Text,
  tag: Text,
  priority: z.number().nullish(),
  headers: z.record(z.string(), z.array(z.string()).nullish()).nullish(),
});

/**
 * Members that are not named here are dropped: settings of the app, connection strings, and names of who may publish.
 * https://learn.microsoft.com/en-us/rest/api/appservice/web-apps/get-configuration
 */
const Answer = z.object({
  properties: z.object({
    minTlsVersion: Text,
    ftpsState: Text,
    publicNetworkAccess: Text,
    ipSecurityRestrictions: z.array(Restriction).nullish(),
    ipSecurityRestrictionsDefaultAction: Text,
  }),
});

/** Null is absent. */
const told = (members: object): object =>
  Object.fromEntries(Object.entries(members).filter(([, value]) => (value ?? null) !== null));

const restrictionOf = ({ headers, ...rest }: z.infer<typeof Restriction>): object =>
  told({ ...rest, headerNames: headers === undefined || headers === null ? null : Object.keys(headers).toSorted() });

export const SITE_CONFIGURATION: ArmChild = {
  slug: "site-configuration",
  type: "Tidemark::Web::SiteConfiguration",
  action: "Microsoft.Web/sites/config/read",
  subject: { type: "microsoft.web/sites" },
  path: "/config/web",
  apiVersion: "2024-11-01",
  reason:
    "the row of a site lacks its configuration, the members of Resource Graph's own table of it are not documented",
  body(answer, subject) {
    const parsed = Answer.safeParse(answer);
    if (!parsed.success) return undefined;
    const { ipSecurityRestrictions: restrictions, ...rest } = parsed.data.properties;
    return {
      Site: subject,
      ...told({ ...rest, ipSecurityRestrictions: restrictions?.map(restrictionOf) }),
    };
  },
};
