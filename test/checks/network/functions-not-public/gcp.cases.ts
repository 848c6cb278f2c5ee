// Cases of the check that functions are not public: services of Cloud Run, and functions of the first generation.
import type { Json } from "../../../../evidence-schema/bytes/canonical.ts";
import type { Case, Cases, RelatedRows } from "../../cases.ts";

const binding = (Role: string, kind: string, HasCondition = false): Json => ({
  Role,
  HasCondition,
  Members: [{ Kind: kind }],
});
const above = (...levels: readonly (readonly [Type: string, binding: Json])[]): { ancestors: RelatedRows } => ({
  ancestors: { rows: levels.map(([Type, each]) => ({ Type, Bindings: [each] })) },
});
const quiet = above(["project", binding("roles/owner", "user")]);
const unread: RelatedRows = { rows: [], complete: false, problem: { code: "denied", detail: "a permission" } };
const PASS = "IAM policies let neither allUsers nor allAuthenticatedUsers invoke the function";

/** Cases of policies, which both services have alike. `open`: a slice that the internet reaches. */
function policies(AssetName: string, open: Json, invoker: string, viewer: string): Case[] {
  const own = (...Bindings: readonly Json[]): { policies: RelatedRows } => ({
    policies: { rows: [{ Resource: AssetName, Bindings }] },
  });
  return [
    {
      name: "an account of the company may invoke it",
      slice: open,
      related: { ...own(binding(invoker, "serviceAccount")), ...quiet },
      expect: "pass",
      because: PASS,
    },
    { name: "no policy of its own", slice: open, related: quiet, expect: "pass", because: PASS },
    {
      name: "everyone may invoke it",
      slice: open,
      related: { ...own(binding(invoker, "allUsers")), ancestors: unread },
      expect: "fail",
      because: "the IAM policy of the function lets allUsers or allAuthenticatedUsers invoke it",
    },
    {
      name: "everyone with a Google account may invoke it",
      slice: open,
      related: { ...own(binding(invoker, "allAuthenticatedUsers")), ...quiet },
      expect: "fail",
    },
    {
      name: "everyone may look at it",
      slice: open,
      related: { ...own(binding(viewer, "allUsers")), ...quiet },
      expect: "pass",
    },
    {
      name: "everyone may invoke all of its project",
      slice: open,
      related: above(["project", binding(invoker, "allUsers")]),
      expect: "fail",
      because: "allUsers or allAuthenticatedUsers may invoke the function by the IAM policy of its project",
    },
    {
      name: "everyone may invoke all of its organization, and its folder is silent",
      slice: open,
      related: above(["folder", binding(viewer, "allUsers")], ["organization", binding(invoker, "allUsers")]),
      expect: "fail",
      because: "allUsers or allAuthenticatedUsers may invoke the function by the IAM policy of its organization",
    },
    {
      name: "everyone may invoke it under a condition",
      slice: open,
      related: { ...own(binding(invoker, "allUsers", true)), ...quiet },
      expect: "indeterminate",
      problem: "not-supported",
    },
    {
      name: "everyone holds a role that is not known",
      slice: open,
      related: above(["project", binding("organizations/7/roles/caller", "allUsers")]),
      expect: "indeterminate",
      problem: "not-supported",
    },
    {
      name: "its policy was not read",
      slice: open,
      related: { policies: unread, ...quiet },
      expect: "indeterminate",
      problem: "denied",
    },
    {
      name: "policies above were not read",
      slice: open,
      related: { ...own(binding(invoker, "user")), ancestors: unread },
      expect: "indeterminate",
      problem: "denied",
    },
    {
      name: "everyone may invoke it, and the company lists it by its name",
      slice: open,
      related: { ...own(binding(invoker, "allUsers")), ...quiet },
      parameters: { listed: ["Shop"] },
      expect: "not-applicable",
      because: "not applicable by the company's statement: the function is listed as one that may answer everyone",
    },
    {
      name: "everyone may invoke it, and the company lists it by its asset",
      slice: open,
      related: { ...own(binding(invoker, "allUsers")), ...quiet },
      parameters: { listed: [AssetName] },
      expect: "not-applicable",
    },
    {
      name: "everyone may invoke it, and the company lists others",
      slice: open,
      related: { ...own(binding(invoker, "allUsers")), ...quiet },
      parameters: { listed: ["shop-2", "workshop"] },
      expect: "fail",
    },
  ];
}

const RUN = "//run.googleapis.com/projects/481516234201/locations/europe-west3/services/shop";
const service = (annotations: Json): Json => ({
  AssetName: RUN,
  metadata: { name: "shop", annotations },
});
const everyone = { policies: { rows: [{ Resource: RUN, Bindings: [binding("roles/run.invoker", "allUsers")] }] } };

const FUNCTION = "//cloudfunctions.googleapis.com/projects/481516234201/locations/europe-west3/functions/shop";
const ofEveryone = {
  policies: { rows: [{ Resource: FUNCTION, Bindings: [binding("roles/cloudfunctions.invoker", "allUsers")] }] },
};
const called = (ingressSettings: string | null): Json => ({
  AssetName: FUNCTION,
  status: "ACTIVE",
  ingressSettings,
  httpsTrigger: { url: "https://europe-west3-nl.cloudfunctions.net/shop", securityLevel: "SECURE_ALWAYS" },
});

export const cases: Cases = {
  "gcp run.googleapis.com/Service": {
    cases: [
      ...policies(RUN, service({ "run.googleapis.com/ingress": "all" }), "roles/run.invoker", "roles/run.viewer"),
      // https://docs.cloud.google.com/run/docs/authenticating/public#invoker_check: no policy shows that the check is off
      {
        name: "the IAM check is off, and nobody is granted anything",
        slice: service({ "run.googleapis.com/ingress": "all", "run.googleapis.com/invoker-iam-disabled": "true" }),
        related: { policies: { rows: [] }, ancestors: unread },
        expect: "fail",
        because: "Cloud Run lets everyone invoke the service: its IAM check is off",
        facts: { defaultUrl: true, ingress: "all", invokerCheck: false },
      },
      {
        name: "the IAM check is on again",
        slice: service({ "run.googleapis.com/invoker-iam-disabled": "false" }),
        related: quiet,
        expect: "pass",
      },
      // https://docs.cloud.google.com/run/docs/authenticating/public#assign-allusers-iam-invoker, without an annotation of the ingress
      {
        name: "everyone, and no word on the ingress",
        slice: service(null),
        related: { ...everyone, ...quiet },
        expect: "fail",
        facts: {
          defaultUrl: true,
          grantCount: 1,
          grants: [{ at: "function", role: "roles/run.invoker", to: "allUsers" }],
          ingress: "all",
          invokerCheck: true,
        },
      },
      // https://docs.cloud.google.com/run/docs/securing/ingress
      {
        name: "everyone of the internal networks",
        slice: service({ "run.googleapis.com/ingress": "internal" }),
        related: { ...everyone, ...quiet },
        expect: "pass",
        because: "the ingress setting admits only internal calls (ingress)",
      },
      {
        name: "everyone through a load balancer",
        slice: service({ "run.googleapis.com/ingress": "internal-and-cloud-load-balancing" }),
        related: { ...everyone, ...quiet },
        expect: "pass",
        because: "the ingress setting admits only internal calls and load balancers (ingress)",
      },
      // https://docs.cloud.google.com/run/docs/securing/ingress#disable-url
      {
        // A domain mapping leads past the default URL: https://docs.cloud.google.com/run/docs/securing/ingress
        name: "everyone, and no default URL",
        slice: service({ "run.googleapis.com/ingress": "all", "run.googleapis.com/default-url-disabled": "true" }),
        related: { ...everyone, ...quiet },
        expect: "fail",
      },
      {
        name: "an ingress that is not known",
        slice: service({ "run.googleapis.com/ingress": "some" }),
        related: { ...everyone, ...quiet },
        expect: "indeterminate",
        problem: "unexpected-shape",
      },
      {
        name: "a service that is being deleted",
        slice: { AssetName: RUN, metadata: { deletionTimestamp: "2026-08-31T00:00:00Z", annotations: {} } },
        related: { ...everyone, ...quiet },
        expect: "not-applicable",
      },
      {
        name: "a service in the form of another version of the API",
        slice: { AssetName: RUN, ingress: "INGRESS_TRAFFIC_ALL", invokerIamDisabled: true },
        expect: "indeterminate",
      },
    ],
  },
  "gcp cloudfunctions.googleapis.com/CloudFunction": {
    cases: [
      ...policies(FUNCTION, called("ALLOW_ALL"), "roles/cloudfunctions.invoker", "roles/cloudfunctions.viewer"),
      // https://docs.cloud.google.com/functions/1stgendocs/networking/network-settings: ALLOW_ALL where nobody chose
      {
        name: "everyone, and no word on the ingress",
        slice: called(null),
        related: { ...ofEveryone, ...quiet },
        expect: "fail",
      },
      {
        name: "everyone of the internal networks",
        slice: called("ALLOW_INTERNAL_ONLY"),
        related: { ...ofEveryone, ...quiet },
        expect: "pass",
        facts: { ingress: "ALLOW_INTERNAL_ONLY" },
      },
      {
        name: "everyone through a load balancer",
        slice: called("ALLOW_INTERNAL_AND_GCLB"),
        related: { ...ofEveryone, ...quiet },
        expect: "pass",
      },
      {
        name: "an ingress that is not known",
        slice: called("ALLOW_SOME"),
        related: { ...ofEveryone, ...quiet },
        expect: "indeterminate",
        problem: "unexpected-shape",
      },
      {
        name: "a function that runs on events",
        slice: { AssetName: FUNCTION, status: "ACTIVE", eventTrigger: { eventType: "google.pubsub.topic.publish" } },
        related: { ...ofEveryone, ...quiet },
        expect: "not-applicable",
      },
      {
        name: "a function that does not say how it is called",
        slice: { AssetName: FUNCTION, status: "ACTIVE" },
        related: { ...ofEveryone, ...quiet },
        expect: "indeterminate",
        problem: "not-in-answer",
      },
      {
        name: "a function that is being deleted",
        slice: { AssetName: FUNCTION, status: "DELETE_IN_PROGRESS", httpsTrigger: {} },
        related: { ...ofEveryone, ...quiet },
        expect: "not-applicable",
      },
    ],
  },
};
