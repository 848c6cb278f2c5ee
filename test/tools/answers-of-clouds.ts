// What stand-ins of `az` and `gcloud` say: networks, plans of Defender for Cloud, custom roles, services of Security Command Center.

export const plansOf = (subscription: string): readonly [string, object] => [
  `/subscriptions/${subscription}/providers/Microsoft.Security/pricings?api-version`,
  {
    value: [
      {
        id: `/subscriptions/${subscription}/providers/Microsoft.Security/pricings/Arm`,
        name: "Arm",
        properties: { pricingTier: "Standard" },
      },
    ],
  },
];

export const customRolesOf = (subscription: string): readonly [string, object] => [
  `/subscriptions/${subscription}/providers/Microsoft.Authorization/roleDefinitions?api-version=2022-04-01&$filter=type%20eq%20%27CustomRole%27 `,
  {
    value: [
      {
        name: "17adabda-4bf1-4f4e-8c97-1f0cab6dea1c",
        properties: { type: "CustomRole", permissions: [{ actions: ["*/read"], notActions: [] }] },
      },
    ],
  },
];

const servicesOf = (number: string): readonly [string, object] => [
  `scc manage services list --project=${number}`,
  [
    {
      name: `projects/${number}/locations/global/securityCenterServices/event-threat-detection`,
      effectiveEnablementState: "ENABLED",
    },
  ],
];

const LINK = "https://www.googleapis.com/compute/v1/projects/nl-prod";
export const network = (name: string, ...regions: readonly string[]): object => ({
  name,
  selfLink: `${LINK}/global/networks/${name}`,
  ...(regions.length === 0 ? {} : { subnetworks: regions.map((of) => `${LINK}/regions/${of}/subnetworks/one`) }),
});

const apisOf = (number: string): readonly [string, object] => [
  `services list --enabled --project=${number}`,
  [{ name: `projects/${number}/services/containerscanning.googleapis.com`, state: "ENABLED" }],
];

/** Nobody has used a key of the project. */
const keyActivity: readonly [string, object] = [
  "policy-intelligence query-activity --activity-type=serviceAccountKeyLastAuthentication --project=nl-prod --limit=1000000",
  [],
];

/** What a project has of Security Command Center and of the APIs that scan, and of uses of its keys. */
export const scanned = (number: string): readonly (readonly [string, object])[] => [
  servicesOf(number),
  apisOf(number),
  keyActivity,
];
