// Reads workgroups of Redshift Serverless, all in a listing.
import { paginateListWorkgroups, RedshiftServerlessClient } from "@aws-sdk/client-redshift-serverless";
import { jsonOf } from "../../../live/region-read.ts";
import { SERVERLESS_WORKGROUP, serverlessWorkgroupsIn } from "../../answers/stores/serverless-workgroups.ts";
import type { AwsSource } from "../../source.ts";

/** https://docs.aws.amazon.com/redshift-serverless/latest/APIReference/API_ListWorkgroups.html */
export const redshiftServerlessWorkgroups: AwsSource = {
  name: "redshift-serverless-workgroups",
  types: [SERVERLESS_WORKGROUP],
  calls: [{ action: "redshift-serverless:ListWorkgroups", per: "page" }],
  async read(aws) {
    const client = aws.listing(RedshiftServerlessClient);
    for await (const { workgroups = [] } of paginateListWorkgroups({ client, pageSize: 100 }, {})) {
      const found = serverlessWorkgroupsIn(jsonOf({ workgroups }));
      if (found === undefined)
        aws.spoil(SERVERLESS_WORKGROUP, {
          code: "unexpected-shape",
          detail: "the answer to redshift-serverless:ListWorkgroups is not in the documented form",
        });
      for (const workgroup of found ?? []) aws.emitFact(SERVERLESS_WORKGROUP, workgroup);
    }
  },
};
