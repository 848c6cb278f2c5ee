// Lists the access that actions of OpenSearch Service give to a domain.
import { actions, withheldActions, type PolicyService } from "../resource.ts";

/**
 * Requests to a domain are for paths below it, and searches of another domain for the domain itself. A policy gives nothing else.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonopensearchservice.html
 * https://docs.aws.amazon.com/opensearch-service/latest/developerguide/ac.html#ac-types-resource
 */
export const openSearch: PolicyService = {
  prefix: "es:",
  actions: [
    ...actions("parts", "read", "ESHttpGet ESHttpHead"),
    ...actions("itself", "read", "ESCrossClusterGet"),
    ...actions("parts", "write", "ESHttpPost ESHttpPut ESHttpPatch ESHttpDelete"),
  ],
  partsOf: (arn) => [`${arn}/`],
  implied: null,
  withheld: [
    withheldActions("ESHttp* ESCrossClusterGet", true),
    { actions: { named: ["eshttp*"], allBut: false }, targets: { named: ["itself"], allBut: false } },
    { actions: { named: ["escrossclusterget"], allBut: false }, targets: { named: [{ parts: "*" }], allBut: false } },
  ],
  always: [],
};
