// Reads domains of OpenSearch Service in batches, after a list of their names.
import { DescribeDomainsCommand, ListDomainNamesCommand, OpenSearchClient } from "@aws-sdk/client-opensearch";
import { CallFailed } from "../../../live/call.ts";
import { jsonOf } from "../../../live/region-read.ts";
import { SEARCH_DOMAIN, searchDomainKey, searchDomainsIn } from "../../answers/stores/search-domains.ts";
import type { AwsSource } from "../../source.ts";

/** https://docs.aws.amazon.com/opensearch-service/latest/APIReference/API_DescribeDomains.html */
const BATCH = 5;

export const opensearchDomains: AwsSource = {
  name: "opensearch-domains",
  types: [SEARCH_DOMAIN],
  calls: [
    { action: "es:ListDomainNames", per: "few" },
    { action: "es:DescribeDomains", per: "few" },
  ],
  async read(aws) {
    const { account, region } = aws;
    // The list comes in one answer: https://docs.aws.amazon.com/opensearch-service/latest/APIReference/API_ListDomainNames.html
    const { DomainNames = [] } = await aws.listing(OpenSearchClient).send(new ListDomainNamesCommand({}));
    const names = DomainNames.map(({ DomainName = "" }) => DomainName);
    const opensearch = aws.detail(OpenSearchClient);
    for (let at = 0; at < names.length; at += BATCH) {
      const left = new Set(names.slice(at, at + BATCH));
      const unread = (problem: CallFailed["problem"]): void => {
        for (const name of left) aws.emitUnread(SEARCH_DOMAIN, searchDomainKey(account, region, name), problem);
      };
      try {
        const { DomainStatusList = [] } = await opensearch.send(new DescribeDomainsCommand({ DomainNames: [...left] }));
        for (const domain of searchDomainsIn(jsonOf({ DomainStatusList }), aws.people) ?? []) {
          left.delete(domain.name);
          aws.emitFact(SEARCH_DOMAIN, domain);
        }
        unread({
          code: "not-in-answer",
          detail:
            "the answer to es:DescribeDomains lacks a domain that OpenSearch Service lists, or has it in another form",
        });
      } catch (error) {
        if (!(error instanceof CallFailed)) throw error;
        unread(error.problem);
      }
    }
  },
};
