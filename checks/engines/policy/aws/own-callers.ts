// Lists the accounts by which AWS itself delivers logs: no outside party has them.

/**
 * Elastic Load Balancing delivers access logs by an account of its own in each older region:
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/classic/enable-access-logs.html#attach-bucket-policy
 */
const LOAD_BALANCING = [
  "009996457667",
  "027434742980",
  "033677994240",
  "048591011584",
  "054676820928",
  "076674570225",
  "098369216593",
  "114774131450",
  "127311923021",
  "156460612806",
  "190560391635",
  "383597477331",
  "507241528517",
  "582318560864",
  "589379963580",
  "600734575887",
  "635631232127",
  "652711504416",
  "718504428378",
  "754344448648",
  "783225319266",
  "797873946194",
  "897822967062",
  "985666609251",
];

/**
 * CloudFront adds the canonical id of its account to the ACL of a bucket for standard logs (legacy):
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/standard-logging-legacy-s3.html
 */
const CLOUDFRONT_LOGS = "c4c1ede66af53448b93c283ce9448c4ba468c9432aa01d700d3878632f77d2d0";

const OWN: ReadonlySet<string> = new Set([...LOAD_BALANCING, CLOUDFRONT_LOGS]);

/** Whether an account id or a canonical id is one of AWS's own. */
export const isOfAws = (party: string): boolean => OWN.has(party);

/** An origin access identity of CloudFront, as a policy names it; whose distribution has it no policy tells. */
export const ORIGIN_ACCESS = /^arn:[^:]*:iam::cloudfront:user\//i;
