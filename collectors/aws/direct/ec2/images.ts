// Reads the machine images (AMIs) that an account owns, deprecated and disabled ones too, all in a listing.
import { EC2Client, paginateDescribeImages, type Image } from "@aws-sdk/client-ec2";
import { IMAGE, imagesIn } from "../../answers/images.ts";
import type { AwsSource } from "../../source.ts";
import { jsonOf } from "../../../live/region-read.ts";

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeImages.html; without disabled ones by default. */
export const ec2Images: AwsSource = {
  name: "ec2-images",
  types: [IMAGE],
  calls: [{ action: "ec2:DescribeImages", per: "page" }],
  async read(aws) {
    const client = aws.listing(EC2Client);
    const Images: Image[] = [];
    const all = { Owners: ["self"], IncludeDeprecated: true, IncludeDisabled: true };
    for await (const page of paginateDescribeImages({ client, pageSize: 1000 }, all))
      Images.push(...(page.Images ?? []));
    const images = imagesIn(jsonOf({ Images }), aws.region);
    if (images === undefined)
      aws.spoil(IMAGE, {
        code: "unexpected-shape",
        detail: "the answer to ec2:DescribeImages has no Images in the documented form",
      });
    for (const image of images ?? []) aws.emitFact(IMAGE, image);
  },
};
