// Reads the server certificates of an account, all in a listing.
import { IAMClient, paginateListServerCertificates } from "@aws-sdk/client-iam";
import { SERVER_CERTIFICATE, serverCertificatesIn } from "../../answers/server-certificates.ts";
import { jsonOf } from "../../../live/region-read.ts";
import type { AwsSource } from "../../source.ts";

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListServerCertificates.html */
export const iamServerCertificates: AwsSource = {
  name: "iam-server-certificates",
  types: [SERVER_CERTIFICATE],
  calls: [{ action: "iam:ListServerCertificates", per: "page" }],
  async read(aws) {
    const client = aws.listing(IAMClient);
    for await (const { ServerCertificateMetadataList = [] } of paginateListServerCertificates(
      { client, pageSize: 1000 },
      {},
    )) {
      const certificates = serverCertificatesIn(jsonOf({ ServerCertificateMetadataList }));
      if (certificates === undefined)
        aws.spoil(SERVER_CERTIFICATE, {
          code: "unexpected-shape",
          detail: "the answer to iam:ListServerCertificates is not in the documented form",
        });
      for (const each of certificates ?? []) aws.emitFact(SERVER_CERTIFICATE, each);
    }
  },
};
