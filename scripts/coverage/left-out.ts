// Lists the reasons for which a row of a scanner has no check of ours.

export const LEFT_OUT = {
  approval: "Whether the provider has to ask for access is bought, and a setting of one cloud alone. The auditor gets it by hand.",
  ban: "It forbids one API. A company that wants that has a rule of its own.",
  current: "No setting shows whether contact details are up to date. security-contacts-registered asks that there is one.",
  enclaves: "Keys for Nitro Enclaves name measurements of a build, which no inventory has.",
  events: "It reads events. threat-detection-on asks that the cloud's own detection, which reads them, is on.",
  loosening: "It asks for an exception in a firewall, which lets more in. The exception is a fact of platform-services-closed-to-internet.",
  "no-logs": "It asks for metrics or for a buffer of a stream, which are no logs that are kept.",
  "one-way": "It asks for one of several settings. Tidemark asks whether what the setting is for is so, by any of them.",
  product: "It asks that a product is there. Whether what the product is for is so has a check of its own.",
  retired: "The cloud has ended it: the Log Analytics agent, and the plan Defender for DNS, whose alerts come with the plan for servers.",
  running: "It asks for a state of running, not of configuration.",
  shodan: "It asks a third party about the company's addresses. machines-exposed-only-on-listed-ports works out what firewalls let in.",
  some: "It is right for some workloads. As a rule for all it would fail nearly everything.",
  tags: "Copying tags to snapshots protects nothing by itself.",
} as const;

export type LeftOut = keyof typeof LEFT_OUT;
