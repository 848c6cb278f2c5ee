// Reads whom a subject of a token names, by the format that its issuer documents.
import { exactly, UNKNOWN, type Reach, type Span } from "./span.ts";

type Format = {
  /** Subjects that name a workload, and those that name its owner at least. A part with a wildcard or variable names nothing. */
  readonly workload: RegExp;
  readonly owner: RegExp;
  /** The organization may leave parts out of the subject, so that a fixed one need not name anything. */
  readonly isCustomised?: true;
};

type Issuer = Format & {
  /** The address, without scheme and in lower case. */
  readonly address: RegExp;
  /** Those of whom the issuer has tokens: `anybody` where customers, or workloads of a cluster, share one issuer. */
  readonly of: Span;
};

/**
 * The claims of a subject, in an order that the organization chooses. The owner and the repository may stand with their ids.
 * https://docs.github.com/en/actions/reference/security/oidc
 */
const github: Format = {
  workload: /^(?:[^*?$]*:)?(?:(?:repo|repository):[^:/*?$]+\/[^:/*?$]+|repository_id:\d+)(?=:|$)/,
  owner:
    /^(?:[^*?$]*:)?(?:(?:repo|repository):[^:/*?$]+\/|(?:repository_owner|repository_owner_id|enterprise):[^:*?$]+(?=:|$))/,
  isCustomised: true,
};

/** https://docs.gitlab.com/ci/secrets/id_token_authentication/ */
const gitlab: Format = {
  workload: /^project_path:[^:*?$]+\/[^:/*?$]+(?=:|$)/,
  owner: /^project_path:[^:/*?$]+\//,
};

/** The name of a workspace is unique in its organization. https://developer.hashicorp.com/terraform/cloud-docs/workspaces/dynamic-provider-credentials/aws-configuration */
const terraform: Format = {
  workload: /^organization:[^:*?$]+:project:(?:[^:*?$]+|\*):workspace:[^:*?$]+(?=:|$)/,
  owner: /^organization:[^:*?$]+:/,
};

/** https://buildkite.com/docs/pipelines/security/oidc/aws */
const buildkite: Format = {
  workload: /^organization:[^:*?$]+:pipeline:[^:*?$]+(?=:|$)/,
  owner: /^organization:[^:*?$]+:/,
};

/** https://support.atlassian.com/bitbucket-cloud/docs/deploy-on-aws-using-bitbucket-pipelines-openid-connect/ */
const bitbucket: Format = { workload: /^\{[0-9a-f-]{36}\}/i, owner: /^(?!)/ };

/** https://circleci.com/docs/guides/permissions-authentication/openid-connect-tokens/ */
const circleci: Format = { workload: /^org\/[^/*?$]+\/project\/[^/*?$]+(?=\/|$)/, owner: /^org\/[^/*?$]+\// };

/** https://kubernetes.io/docs/reference/access-authn-authz/service-accounts-admin/ */
const kubernetes: Format = {
  workload: /^system:serviceaccount:[^:*?$]+:[^:*?$]+$/,
  owner: /^system:serviceaccount:[^:*?$]+:/,
};

const ISSUERS: readonly Issuer[] = [
  { ...github, address: /^token\.actions\.githubusercontent\.com$/, of: "anybody" },
  { ...github, address: /^vstoken\.actions\.githubusercontent\.com$/, of: "anybody" },
  // An enterprise with an issuer of its own.
  { ...github, address: /^token\.actions\.githubusercontent\.com\/[^/]+$/, of: "owner" },
  { ...gitlab, address: /^gitlab\.com$/, of: "anybody" },
  { ...terraform, address: /^app\.terraform\.io$/, of: "anybody" },
  { ...buildkite, address: /^agent\.buildkite\.com$/, of: "anybody" },
  {
    ...bitbucket,
    address: /^api\.bitbucket\.org\/2\.0\/workspaces\/[^/]+\/pipelines-config\/identity\/oidc$/,
    of: "owner",
  },
  { ...circleci, address: /^oidc\.circleci\.com\/org\/[^/]+$/, of: "owner" },
  { ...kubernetes, address: /^oidc[.-]eks\.[^/]+\/id\/[^/]+$/, of: "anybody" },
  { ...kubernetes, address: /^[^/]*oic\.prod-aks\.azure\.com\/.+$/, of: "anybody" },
  { ...kubernetes, address: /^container\.googleapis\.com\/v1\/projects\/.+$/, of: "anybody" },
];

/** A server of the company's own writes subjects as the public one does. */
const SHAPES: readonly Format[] = [kubernetes, github, gitlab, terraform, buildkite, circleci];

/** The address of an issuer as policies and conditions write it: without scheme and end, in lower case. */
export const addressOf = (url: string): string =>
  url
    .toLowerCase()
    .replace(/^https?:\/\//, "")
    .replace(/\/+$/, "");

const issuerOf = (address: string): Issuer | undefined => ISSUERS.find((each) => each.address.test(address));

/** Whether customers who have nothing to do with each other get tokens of one issuer. A cluster is shared by its workloads only. */
export const isShared = (address: string): boolean => {
  const issuer = issuerOf(address);
  return issuer?.of === "anybody" && issuer.workload !== kubernetes.workload;
};

/**
 * Whether the issuer is a cluster of Kubernetes: by its address, or, where nobody knows that, by the subjects that a rule asks for.
 */
export const isCluster = (address: string, subjects: readonly string[] = []): boolean => {
  const issuer = issuerOf(address);
  return issuer === undefined
    ? subjects.some((subject) => subject.startsWith("system:serviceaccount:"))
    : issuer.workload === kubernetes.workload;
};

/** Whom tokens of an issuer can be of, before any rule. */
export function reachOfIssuer(address: string, ownIssuers: readonly string[]): Reach {
  if (ownIssuers.map(addressOf).includes(addressOf(address))) return exactly("owner");
  return exactly(issuerOf(address)?.of ?? "anybody");
}

/**
 * Whom a pattern of subjects names. `*` and `?` stand for any text, and `$` may begin a variable, unless the text `isFixed`:
 * then it is one subject.
 */
export function reachOfSubject(address: string, pattern: string, isFixed: boolean): Reach {
  const issuer = issuerOf(address);
  const formats = issuer === undefined ? SHAPES : [issuer];
  const all = issuer?.of ?? "anybody";
  if (!isFixed && /^\*+$/.test(pattern)) return exactly(all);
  if (formats.some(({ workload }) => workload.test(pattern))) return exactly("workload");
  // A workflow may be called by repositories of others.
  if (pattern.startsWith("job_workflow_ref:") && formats.some(({ isCustomised }) => isCustomised)) return UNKNOWN;
  if (isFixed) {
    const [customised] = formats.filter(({ isCustomised }) => isCustomised);
    if (customised?.owner.test(pattern) === true) return exactly("owner");
    return exactly(customised === undefined || issuer === undefined ? "workload" : all);
  }
  if (formats.some(({ owner }) => owner.test(pattern))) return exactly("owner");
  return issuer === undefined ? UNKNOWN : exactly(all);
}
