// Cases of the check that Kubernetes clusters are not public: clusters of EKS.
import type { Json } from "../../../../evidence-schema/bytes/canonical.ts";
import type { Cases, Members } from "../../cases.ts";

const cluster = (resourcesVpcConfig: Members, more: Members = {}): Json => ({
  name: "shop",
  status: "ACTIVE",
  resourcesVpcConfig,
  ...more,
});
const open = (publicAccessCidrs: readonly string[], more: Members = {}): Json =>
  cluster({ endpointPublicAccess: true, endpointPrivateAccess: true, publicAccessCidrs }, more);

export const cases: Cases = {
  "aws AWS::EKS::Cluster": {
    cases: [
      // https://docs.aws.amazon.com/eks/latest/userguide/cluster-endpoint.html: public access off, private access on
      {
        name: "reached from inside the VPC alone",
        slice: cluster({ endpointPublicAccess: false, endpointPrivateAccess: true, publicAccessCidrs: [] }),
        expect: "pass",
        basis: "configured",
        because: "the control plane has no public endpoint",
        facts: { publicEndpoint: false },
      },
      // https://docs.aws.amazon.com/eks/latest/APIReference/API_DescribeCluster.html: the answer of the example, whose list is 0.0.0.0/0
      {
        name: "reached by everyone, as EKS makes clusters",
        slice: open(["0.0.0.0/0"]),
        expect: "fail",
        because:
          "the public endpoint of the control plane lets in the internet (a range wider than an IPv4 /8 or IPv6 /32)",
        facts: { publicEndpoint: true, networks: ["0.0.0.0/0"], networkCount: 1, openTo: ["0.0.0.0/0"] },
      },
      // https://docs.aws.amazon.com/eks/latest/userguide/cluster-endpoint.html: the example 203.0.113.5/32
      {
        name: "reached from one address",
        slice: open(["203.0.113.5/32"]),
        expect: "pass",
        because:
          "the public endpoint of the control plane does not let in the internet (a range wider than an IPv4 /8 or IPv6 /32)",
        facts: { publicEndpoint: true, networks: ["203.0.113.5/32"], networkCount: 1 },
      },
      // https://docs.aws.amazon.com/eks/latest/APIReference/API_VpcConfigRequest.html: "If you don't specify a list, 0.0.0.0/0"
      {
        name: "no list",
        slice: cluster({ endpointPublicAccess: true }),
        expect: "fail",
        facts: { publicEndpoint: true, networks: null, networkCount: null, openTo: ["*"] },
      },
      { name: "an empty list", slice: open([]), expect: "fail" },
      // https://docs.aws.amazon.com/eks/latest/APIReference/API_VpcConfigRequest.html: ::/0 as well, for clusters of both families
      { name: "all of IPv6", slice: open(["203.0.113.5/32", "::/0"]), expect: "fail" },
      { name: "the internet in two halves", slice: open(["0.0.0.0/1", "128.0.0.0/1"]), expect: "fail" },
      {
        name: "a list that is longer than what is shown, and narrow",
        slice: open(["8.8.8.0/24", "9.9.9.9/32"]),
        expect: "pass",
      },
      {
        name: "one address, where no public endpoint is allowed",
        slice: open(["203.0.113.5/32"]),
        parameters: { allowPublicEndpoint: false },
        expect: "fail",
        because: "the control plane has a public endpoint",
      },
      {
        name: "a narrower bound",
        slice: open(["8.8.0.0/16"]),
        parameters: { broadestIpv4Prefix: 24 },
        expect: "fail",
      },
      {
        name: "an entry that can't be read",
        slice: open(["203.0.113.5/32", "office"]),
        expect: "indeterminate",
        problem: "unexpected-shape",
      },
      {
        name: "an entry that can't be read, beside one that decides",
        slice: open(["office", "0.0.0.0/0"]),
        expect: "fail",
      },
      {
        name: "no word on a public endpoint",
        slice: cluster({ publicAccessCidrs: ["0.0.0.0/0"] }),
        expect: "indeterminate",
        problem: "not-in-answer",
        because: "the answer from AWS lacks resourcesVpcConfig.endpointPublicAccess",
      },
      {
        name: "no network configuration",
        slice: { name: "shop", status: "ACTIVE" },
        expect: "indeterminate",
        problem: "not-in-answer",
      },
      {
        name: "a cluster that is being deleted",
        slice: open(["0.0.0.0/0"], { status: "DELETING" }),
        expect: "not-applicable",
      },
      { name: "a cluster that failed", slice: open(["0.0.0.0/0"], { status: "FAILED" }), expect: "fail" },
      {
        name: "an item of AWS Config, which may lack the state",
        slice: cluster({ endpointPublicAccess: false }, {}),
        expect: "pass",
      },
    ],
  },
};
