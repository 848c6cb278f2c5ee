// Reads servers of Transfer Family: lists them, and then asks for each.
import { DescribeServerCommand, paginateListServers, TransferClient } from "@aws-sdk/client-transfer";
import { orNone } from "../../client/failure.ts";
import { jsonOf } from "../../../live/region-read.ts";
import { TRANSFER_SERVER, transferServerKey, transferServersIn } from "../../answers/stores/transfer-servers.ts";
import type { AwsSource } from "../../source.ts";

/** https://docs.aws.amazon.com/transfer/latest/APIReference/API_ListServers.html and API_DescribeServer.html */
export const transferServers: AwsSource = {
  name: "transfer-servers",
  types: [TRANSFER_SERVER],
  calls: [
    { action: "transfer:ListServers", per: "page" },
    {
      action: "transfer:DescribeServer",
      per: { resource: "the list of servers lacks their protocols, and one call tells of one server" },
    },
  ],
  async read(aws) {
    const { account, region } = aws;
    const client = aws.listing(TransferClient);
    const ids: string[] = [];
    for await (const { Servers = [] } of paginateListServers({ client, pageSize: 1000 }, {}))
      ids.push(...Servers.map(({ ServerId = "" }) => ServerId));
    const transfer = aws.detail(TransferClient);
    const keyOf = (id: string): string => transferServerKey(account, region, id);
    await aws.each(TRANSFER_SERVER, ids, keyOf, async (ServerId) => {
      const answer = await orNone(transfer.send(new DescribeServerCommand({ ServerId })), "ResourceNotFoundException");
      // A server that was deleted in the meantime is not emitted.
      if (answer === undefined) return;
      const [server] = transferServersIn(jsonOf({ Servers: [answer.Server] })) ?? [];
      if (server === undefined)
        aws.emitUnread(TRANSFER_SERVER, keyOf(ServerId), {
          code: "unexpected-shape",
          detail: "the answer to transfer:DescribeServer is not in the documented form",
        });
      else aws.emitFact(TRANSFER_SERVER, server);
    });
  },
};
