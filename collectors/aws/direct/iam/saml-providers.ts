// Reads the identity providers that an account trusts by SAML.
import { IAMClient, ListSAMLProvidersCommand } from "@aws-sdk/client-iam";
import type { AwsSource } from "../../source.ts";

const TYPE = "AWS::IAM::SAMLProvider";

/**
 * The API gives a single answer without pages. https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListSAMLProviders.html
 */
export const iamSamlProviders: AwsSource = {
  name: "iam-saml-providers",
  types: [TYPE],
  calls: [{ action: "iam:ListSAMLProviders", per: "page" }],
  async read(aws) {
    const { SAMLProviderList = [] } = await aws.listing(IAMClient).send(new ListSAMLProvidersCommand({}));
    for (const provider of SAMLProviderList) {
      const { Arn: arn = "", CreateDate: createdAt } = provider;
      // AWS Config names a provider by its ARN and by its name.
      aws.emitApiResource({
        type: TYPE,
        id: arn,
        name: arn.slice(arn.lastIndexOf("/") + 1),
        arn,
        createdAt,
        configuration: provider,
      });
    }
  },
};
