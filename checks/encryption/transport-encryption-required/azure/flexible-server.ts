// Judges flexible servers of Azure by parameters of the database engine, as the server's configurations tell them.
import { z } from "zod";
import { defineEvaluator, fail, indeterminate, pass, relation, type Question } from "../../../kernel.ts";
import type { Parameters } from "../parameters.ts";
import { isOlder, parseTlsVersion } from "../../../readings/tls-version.ts";

type Flavour = {
  readonly resourceType: string;
  readonly parametersType: string;
  /** The parameter that says which versions of TLS are accepted: the oldest one, or all of them. */
  readonly versions: string;
};

/** https://learn.microsoft.com/en-us/rest/api/postgresql/configurations/list-by-server; whether a restart is pending is text in MySQL's. */
const Parameter = z.object({
  name: z.string(),
  value: z.string().nullish(),
  isConfigPendingRestart: z.union([z.boolean(), z.string()]).nullish(),
});

function flexibleServer({ resourceType, parametersType, versions }: Flavour) {
  const related = {
    parameters: relation({
      type: parametersType,
      within: "scope",
      global: true,
      reads: z.object({ Server: z.string(), Parameters: z.array(Parameter) }),
      on: (row) => [row.Server.toLowerCase()],
    }),
  };
  return defineEvaluator({
    provider: "azure",
    resourceType,
    global: true,
    reads: z.object({ id: z.string() }),
    related,
    evaluate({ id }, { related: { parameters }, parameters: asked }: Question<Parameters, typeof related>) {
      const answer = parameters(id.toLowerCase()).find(() => true);
      if (answer.is === "unknown") return indeterminate(answer.problem);
      if (answer.is === "none")
        return indeterminate({ code: "not-seen", detail: "the server parameters of the server were not read" });
      const read = answer.row.Parameters;
      const [required, oldest] = ["require_secure_transport", versions].map((name) =>
        read.find((parameter) => parameter.name.toLowerCase() === name),
      );
      const facts = { requireSecureTransport: required?.value ?? null, tlsVersions: oldest?.value ?? null };
      const isOn = facts.requireSecureTransport?.toLowerCase();
      if (isOn === "off")
        return fail("the server accepts connections without TLS (require_secure_transport is off)", facts);
      // A version that is too old decides, whatever could not be read beside it.
      const named = (facts.tlsVersions ?? "").split(",").map(parseTlsVersion);
      if (named.some((version) => version !== null && isOlder(version, asked.minimumTlsVersion))) {
        return fail(`the server parameter ${versions} allows TLS older than ${asked.minimumTlsVersion}`, facts);
      }
      if (isOn !== "on") return unknown("require_secure_transport", isOn, facts);
      if (named.includes(null)) return unknown(versions, facts.tlsVersions, facts);
      if ([required, oldest].some((one) => String(one?.isConfigPendingRestart).toLowerCase() === "true")) {
        const detail = "the server parameters require TLS, but a change of them waits for a restart of the server";
        return indeterminate({ code: "contradictory", detail }, facts);
      }
      return pass(
        `the server refuses connections without TLS, or with TLS older than ${asked.minimumTlsVersion}`,
        facts,
      );
    },
  });
}

type Facts = { readonly requireSecureTransport: string | null; readonly tlsVersions: string | null };

function unknown(name: string, value: string | null | undefined, facts: Facts) {
  const isThere = typeof value === "string";
  return indeterminate(
    isThere
      ? { code: "unexpected-shape", detail: `the server parameter ${name} has a value that the check does not know` }
      : { code: "not-in-answer", detail: `the answer from Azure lacks the server parameter ${name}` },
    facts,
  );
}

/** https://learn.microsoft.com/en-us/azure/postgresql/flexible-server/how-to-connect-tls-ssl and https://learn.microsoft.com/en-us/azure/mysql/flexible-server/how-to-connect-tls-ssl */
export const flexibleServers = [
  flexibleServer({
    resourceType: "microsoft.dbforpostgresql/flexibleservers",
    parametersType: "Tidemark::Postgres::Parameters",
    versions: "ssl_min_protocol_version",
  }),
  flexibleServer({
    resourceType: "microsoft.dbformysql/flexibleservers",
    parametersType: "Tidemark::MySql::Parameters",
    versions: "tls_version",
  }),
];
