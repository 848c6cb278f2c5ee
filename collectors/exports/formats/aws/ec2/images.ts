// Reads the machine images (AMIs) that an account owns, as `aws ec2 describe-images` tells them: one file a region.
import { IMAGE, imagesIn } from "../../../../aws/answers/images.ts";
import { oneCall } from "../../call.ts";

export const awsEc2Images = oneCall({
  provider: "aws",
  lane: "aws-ec2-images",
  scopeId: /^\d{12}$/,
  type: IMAGE,
  global: false,
  items(answer, { id, region }) {
    const images = imagesIn(answer, region ?? "");
    if (images?.every(({ owner }) => owner === null || owner === id) !== false) return images;
    return { found: "an image of another account", expected: `account ${id}` };
  },
  exports: (account, types, regions) =>
    regions.map((region) => {
      const source = `aws-${account}-${region}-images`;
      const call = ["ec2", "describe-images", "--owners", "self", "--include-deprecated", "--include-disabled"];
      const words = [...call, "--region", region];
      const command = `aws ${words.join(" ")}`;
      const run = ["aws_call", account, ...words];
      return { source, types, regions: [region], file: `${source}.json`, command, run };
    }),
});
