// Reads namespaces of Redshift Serverless, all in a listing.
import { paginateListNamespaces, RedshiftServerlessClient } from "@aws-sdk/client-redshift-serverless";
import { jsonOf } from "../../../live/region-read.ts";
import { SERVERLESS_NAMESPACE, serverlessNamespacesIn } from "../../answers/stores/serverless-namespaces.ts";
import type { AwsSource } from "../../source.ts";

/** https://docs.aws.amazon.com/redshift-serverless/latest/APIReference/API_ListNamespaces.html */
export const redshiftServerlessNamespaces: AwsSource = {
  name: "redshift-serverless-namespaces",
  types: [SERVERLESS_NAMESPACE],
  calls: [{ action: "redshift-serverless:ListNamespaces", per: "page" }],
  async read(aws) {
    const client = aws.listing(RedshiftServerlessClient);
    for await (const { namespaces = [] } of paginateListNamespaces({ client, pageSize: 100 }, {})) {
      const found = serverlessNamespacesIn(jsonOf({ namespaces }));
      if (found === undefined)
        aws.spoil(SERVERLESS_NAMESPACE, {
          code: "unexpected-shape",
          detail: "the answer to redshift-serverless:ListNamespaces is not in the documented form",
        });
      for (const namespace of found ?? []) aws.emitFact(SERVERLESS_NAMESPACE, namespace);
    }
  },
};
