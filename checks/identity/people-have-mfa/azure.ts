// Judges all people of an Entra tenant, and whether the people who come to an Azure subscription were read.
import { z } from "zod";
import { defineEvaluator, notApplicable } from "../../kernel.ts";
import { judgeRegistration, Registration } from "../../readings/azure/entra-registration.ts";
import { directoryPath } from "../../readings/directory-path.ts";
import type { Parameters } from "./parameters.ts";

const PEOPLE = "microsoft.graph/userRegistrationDetails";

const person = defineEvaluator({
  provider: "entra",
  resourceType: PEOPLE,
  global: true,
  reads: z.object(Registration.shape),
  evaluate(registration, { parameters }: { readonly parameters: Parameters }) {
    const isGuest = registration.userType.toLowerCase() === "guest";
    if (isGuest && !parameters.guestsToo)
      return notApplicable("the person is a guest, and signs in at home (guestsToo)");
    return judgeRegistration(registration, "person");
  },
});

export const azure = [person, directoryPath("azure", { directory: "entra", people: PEOPLE })];
