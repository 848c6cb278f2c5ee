// Reads where a subscription sends its activity log: one item, also where Resource Manager lists no diagnostic setting.
import { z } from "zod";
import type { Json } from "../../../evidence-schema/bytes/canonical.ts";
import { syntheticKey } from "../../../evidence-schema/keys/resource-key.ts";
import type { Answered, Refused } from "../../answer.ts";
import { armList, byName } from "./arm-child.ts";

export const SUBSCRIPTION_DIAGNOSTIC_SETTINGS = "Tidemark::Insights::SubscriptionDiagnosticSettings";

const Destination = z.string().nullish();

/** https://learn.microsoft.com/en-us/rest/api/monitor/subscription-diagnostic-settings/list */
const Answer = armList(
  z.object({
    id: z.string(),
    name: z.string(),
    properties: z.object({
      workspaceId: Destination,
      storageAccountId: Destination,
      eventHubAuthorizationRuleId: Destination,
      marketplacePartnerId: Destination,
      logs: z
        .array(z.object({ category: z.string().nullish(), categoryGroup: z.string().nullish(), enabled: z.boolean() }))
        .nullish(),
    }),
  }),
);

/** The key of the settings of the subscription with this id. */
export const subscriptionDiagnosticSettingsKey = (id: string): string =>
  syntheticKey("azure", id, `subscription-diagnostic-settings//subscriptions/${id}`);

/** Undefined where the answer has another shape. */
export function subscriptionDiagnosticSettingsIn(answer: Json, id: string): readonly Answered[] | Refused | undefined {
  const parsed = Answer.safeParse(answer);
  if (!parsed.success) return undefined;
  const subscription = `/subscriptions/${id}`;
  // Documented with and without the first slash. A list of none does not say whose it is.
  if (
    parsed.data.value.some(
      (setting) => !`/${setting.id.toLowerCase()}`.replace("//", "/").startsWith(`${subscription}/`),
    )
  )
    return { found: "a setting of another subscription", expected: `subscription ${id}` };
  const settings = parsed.data.value.map(({ name, properties: { logs, ...destinations } }) => ({
    name,
    ...lowerCase(destinations),
    logs: (logs ?? []).map((log) => present(log)).toSorted((a, b) => (text(a) < text(b) ? -1 : 1)),
  }));
  return [
    {
      key: subscriptionDiagnosticSettingsKey(id),
      body: { Subscription: subscription, Settings: byName(settings) },
    },
  ];
}

const text = (log: object): string => JSON.stringify(log);

type Optional = { readonly [name: string]: string | boolean | null | undefined };

/** The members that are not null: null means the same as missing. */
function present(members: Optional): { readonly [name: string]: string | boolean } {
  const entries = Object.entries(members);
  return Object.fromEntries(
    entries.filter((entry): entry is [string, string | boolean] => (entry[1] ?? null) !== null),
  );
}

/** Ids of Resource Manager, which compare without regard to case. */
function lowerCase(ids: { readonly [name: string]: string | null | undefined }): { readonly [name: string]: string } {
  return Object.fromEntries(
    Object.entries(ids).flatMap(([name, id]) => ((id ?? "") === "" ? [] : [[name, (id as string).toLowerCase()]])),
  );
}
