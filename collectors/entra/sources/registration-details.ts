// Reads which second factors people registered, as the report of Microsoft Graph tells.
import { REGISTRATION_DETAILS, registrationItem } from "../item/registration-details.ts";
import { listOfPeople } from "./people.ts";

export const registrationDetails = listOfPeople({
  name: "registration-details",
  type: REGISTRATION_DETAILS,
  list: "the report of registered methods",
  path: "/reports/authenticationMethods/userRegistrationDetails",
  /** https://learn.microsoft.com/en-us/graph/api/authenticationmethodsroot-list-userregistrationdetails#permissions */
  action: "AuditLog.Read.All",
  item: registrationItem,
});
