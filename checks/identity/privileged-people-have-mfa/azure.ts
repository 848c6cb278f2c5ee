// Judges people of an Entra tenant, who hold the roles of its Azure subscriptions.
import { z } from "zod";
import { defineEvaluator, notApplicable } from "../../kernel.ts";
import { accessPath } from "../../readings/access-path.ts";
import { judgeRegistration, Registration } from "../../readings/azure/entra-registration.ts";

const person = defineEvaluator({
  provider: "entra",
  resourceType: "microsoft.graph/userRegistrationDetails",
  global: true,
  reads: z.object({ isAdmin: z.boolean(), ...Registration.shape }),
  evaluate({ isAdmin, ...registration }) {
    if (!isAdmin) return notApplicable("the person has no administrator role");
    return judgeRegistration(registration);
  },
});

// Those who own, or may activate Owner, are judged by owner-accounts-have-mfa-and-no-keys.
const path = accessPath("azure", (name) => `of those who come by ${name}, Tidemark judges owners alone`);

export const azure = [person, path];
