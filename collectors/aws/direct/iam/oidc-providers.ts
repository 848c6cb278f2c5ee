// Reads the identity providers that an account trusts by OpenID Connect.
import { GetOpenIDConnectProviderCommand, IAMClient, ListOpenIDConnectProvidersCommand } from "@aws-sdk/client-iam";
import type { AwsSource } from "../../source.ts";

const TYPE = "AWS::IAM::OIDCProvider";

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetOpenIDConnectProvider.html */
export const iamOidcProviders: AwsSource = {
  name: "iam-oidc-providers",
  types: [TYPE],
  calls: [
    { action: "iam:ListOpenIDConnectProviders", per: "page" },
    { action: "iam:GetOpenIDConnectProvider", per: { resource: "the list has ARNs alone; an account has few" } },
  ],
  async read(aws) {
    const listed = await aws.listing(IAMClient).send(new ListOpenIDConnectProvidersCommand({}));
    const arns = (listed.OpenIDConnectProviderList ?? []).flatMap(({ Arn }) => (Arn === undefined ? [] : [Arn]));
    const iam = aws.detail(IAMClient);
    await aws.each(
      TYPE,
      arns,
      (arn) => arn,
      async (arn) => {
        const provider = await iam.send(new GetOpenIDConnectProviderCommand({ OpenIDConnectProviderArn: arn }));
        const { CreateDate: createdAt, Tags: tags } = provider;
        const name = arn.slice(arn.indexOf("/") + 1);
        aws.emitApiResource({
          type: TYPE,
          id: arn,
          name,
          arn,
          createdAt,
          tags,
          configuration: { ...provider, Arn: arn },
        });
      },
    );
  },
};
