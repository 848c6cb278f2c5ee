// Judges servers of Transfer Family by the protocols that they speak.
import { z } from "zod";
import { defineEvaluator, fail, indeterminate, notApplicable, pass } from "../../../kernel.ts";

const ENCRYPTED = ["SFTP", "FTPS"];

export const transfer = defineEvaluator({
  provider: "aws",
  resourceType: "AWS::Transfer::Server",
  global: false,
  // https://docs.aws.amazon.com/transfer/latest/APIReference/API_DescribedServer.html
  reads: z.object({ State: z.string().optional(), Protocols: z.array(z.string()).optional() }),
  evaluate({ State, Protocols }) {
    if (State === "OFFLINE") return notApplicable("the server accepts nothing (State is OFFLINE)");
    if (Protocols === undefined || Protocols.length === 0)
      return indeterminate({ code: "not-in-answer", detail: "the answer from AWS lacks the protocols of the server" });
    const facts = { protocols: Protocols.toSorted() };
    if (Protocols.includes("FTP"))
      return fail("the server accepts FTP, which is without encryption (Protocols)", facts);
    // Messages of AS2 come over plain HTTP, and may be encrypted themselves.
    // https://docs.aws.amazon.com/transfer/latest/userguide/as2-for-transfer-family.html
    if (Protocols.includes("AS2")) {
      const detail = "the server accepts AS2, and Tidemark does not read whether its messages must be encrypted";
      return indeterminate({ code: "not-supported", detail }, facts);
    }
    if (!Protocols.every((protocol) => ENCRYPTED.includes(protocol))) {
      const detail = "the server speaks a protocol that the check does not know";
      return indeterminate({ code: "unexpected-shape", detail }, facts);
    }
    return pass("the server speaks encrypted protocols alone (Protocols)", facts);
  },
});
