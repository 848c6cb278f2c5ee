// Judges certificates of App Service, and what applications sign in to Entra with.
import { z } from "zod";
import { defineEvaluator, fail, indeterminate, notApplicable, pass } from "../../kernel.ts";
import { KeyCredential, PasswordCredential, signsIn, spansOf } from "../../readings/azure/entra-credentials.ts";
import { dateIfSet, writeInstant } from "../../readings/instant.ts";
import { DAY, endOf, endUnread } from "./end.ts";
import type { Asked } from "./parameters.ts";

const webCertificate = defineEvaluator({
  provider: "azure",
  resourceType: "microsoft.web/certificates",
  global: true,
  // https://learn.microsoft.com/en-us/rest/api/appservice/certificates/get
  reads: z.object({
    properties: z.object({ expirationDate: z.string().nullish(), canonicalName: z.string().nullish() }),
  }),
  evaluate({ properties: { expirationDate, canonicalName } }, asked: Asked) {
    // App Service makes a certificate for a name by itself, renews it, and keeps the name in canonicalName.
    const managed = (canonicalName ?? "") !== "";
    const facts = { until: writeInstant(expirationDate), managed };
    const end = endOf(expirationDate, asked);
    if (end === "unread") return indeterminate(endUnread("expirationDate"), facts);
    if (end === "far") return pass("the certificate lasts as long as required (expirationDate)", facts);
    return fail("the certificate ends sooner than allowed, or has ended (expirationDate)", facts);
  },
});

const application = defineEvaluator({
  provider: "entra",
  resourceType: "microsoft.graph/application",
  global: true,
  // https://learn.microsoft.com/en-us/graph/api/resources/application
  reads: z.object({
    PasswordCredentials: z.array(PasswordCredential),
    KeyCredentials: z.array(KeyCredential),
  }),
  evaluate({ PasswordCredentials, KeyCredentials }, asked: Asked) {
    const credentials = [...PasswordCredentials, ...KeyCredentials.filter(signsIn)];
    if (credentials.length === 0) return notApplicable("the application has no client secret and no certificate");
    const facts = { credentials: spansOf(credentials) };
    // An end that is null was never set.
    const ends = credentials.map(({ endDateTime }) =>
      endDateTime !== undefined && dateIfSet(endDateTime) === null ? "far" : endOf(endDateTime, asked),
    );
    if (ends.includes("far"))
      return pass("a secret or certificate of the application lasts as long as required", facts);
    if (ends.includes("unread")) return indeterminate(endUnread("endDateTime"), facts);
    // A credential that ended a short time ago is an outage that nobody may have seen yet.
    const since = { ...asked, asOf: new Date(Date.parse(asked.asOf) - asked.parameters.daysLeft * DAY).toISOString() };
    return ends.includes("near") || credentials.some(({ endDateTime }) => endOf(endDateTime, since) !== "over")
      ? fail("the last secret or certificate of the application ends sooner than allowed, or has just ended", facts)
      : notApplicable("no secret or certificate of the application has been valid for a while", facts);
  },
});

export const azure = [webCertificate, application];
