// Sends mails through a topic of SNS: https://docs.aws.amazon.com/sns/latest/api/API_Publish.html
import { PublishCommand, type SNSClient } from "@aws-sdk/client-sns";
import type { Mail } from "../mail/mail.ts";

/** Bytes of a message that SNS takes, less what its envelope needs. */
const MAX_BYTES = 250_000;

export async function publish(client: SNSClient, topic: string, { subject, text }: Mail): Promise<void> {
  const bytes = Buffer.from(text);
  const Message =
    bytes.length <= MAX_BYTES
      ? text
      : `${bytes.subarray(0, MAX_BYTES).toString("utf8")}\n(The mail was too long and ends here. Run tidemark status for the rest.)\n`;
  await client.send(new PublishCommand({ TopicArn: topic, Subject: subject, Message }));
}
