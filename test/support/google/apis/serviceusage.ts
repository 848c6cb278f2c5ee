// Answers as Service Usage v1: which APIs are on in a project.
import { json, type Answer } from "../../clouds/wire/asked.ts";
import type { Api, Routed } from "./api.ts";
import { inProject } from "./in-project.ts";

/** https://docs.cloud.google.com/service-usage/docs/reference/rest/v1/services/batchGet */
export const SERVICE_USAGE: Api = {
  service: "serviceusage",
  host: "serviceusage.googleapis.com",
  scopes: ["https://www.googleapis.com/auth/cloud-platform"],
  routes: [{ path: /^\/v1\/projects\/(?<project>\d+)\/services:batchGet$/, answer: states }],
};

function states(routed: Routed): Answer {
  return inProject(routed, routed.parts["project"] ?? "", "serviceusage.services.get", ({ name }) => {
    const on = new Set(routed.world.estate.servicesOn[name] ?? []);
    const asked = routed.asked.query.getAll("names");
    const services = asked.map((service) => ({
      name: service,
      parent: name,
      state: on.has(service.slice(service.lastIndexOf("/") + 1)) ? "ENABLED" : "DISABLED",
    }));
    return json(200, { services });
  });
}
