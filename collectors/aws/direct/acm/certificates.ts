// Reads certificates of ACM, each by calls of its own.
import {
  ACMClient,
  CertificateKeyPairOrigin,
  DescribeCertificateCommand,
  KeyAlgorithm,
  ListTagsForCertificateCommand,
  paginateListCertificates,
} from "@aws-sdk/client-acm";
import type { AwsSource } from "../../source.ts";

const TYPE = "AWS::ACM::Certificate";

const one = { resource: "the list lacks how the renewal goes, and ACM describes one certificate a call" };

/** https://docs.aws.amazon.com/acm/latest/APIReference/API_DescribeCertificate.html */
export const acmCertificates: AwsSource = {
  name: "acm-certificates",
  types: [TYPE],
  calls: [
    { action: "acm:ListCertificates", per: "page" },
    { action: "acm:DescribeCertificate", per: one },
    { action: "acm:ListTagsForCertificate", per: one },
  ],
  async read(aws) {
    const client = aws.listing(ACMClient);
    const acm = aws.detail(ACMClient);
    // Left out, only keys of RSA of 1024 and 2048 bits are listed, and no certificates that ACM issues by ACME.
    const Includes = { keyTypes: Object.values(KeyAlgorithm) };
    const CertificateKeyPairOrigins = Object.values(CertificateKeyPairOrigin);
    for await (const { CertificateSummaryList = [] } of paginateListCertificates(
      { client, pageSize: 1000 },
      { Includes, CertificateKeyPairOrigins },
    )) {
      const arns = CertificateSummaryList.map(({ CertificateArn = "" }) => CertificateArn);
      await aws.each(
        TYPE,
        arns,
        (arn) => arn,
        async (CertificateArn) => {
          const { Certificate = {} } = await acm.send(new DescribeCertificateCommand({ CertificateArn }));
          const { Tags: tags } = await acm.send(new ListTagsForCertificateCommand({ CertificateArn }));
          const createdAt = Certificate.CreatedAt ?? Certificate.ImportedAt;
          aws.emitApiResource({
            type: TYPE,
            id: CertificateArn,
            arn: CertificateArn,
            createdAt,
            tags,
            configuration: Certificate,
          });
        },
      );
    }
  },
};
