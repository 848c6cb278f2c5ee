// Builds what faces clients in an emulated account: a load balancer with a redirect and a rule, a classic one and a distribution.
import { CloudFrontClient, CreateDistributionCommand } from "@aws-sdk/client-cloudfront";
import { DescribeSubnetsCommand, EC2Client } from "@aws-sdk/client-ec2";
import {
  CreateLoadBalancerCommand as CreateClassicCommand,
  ElasticLoadBalancingClient,
} from "@aws-sdk/client-elastic-load-balancing";
import {
  CreateListenerCommand,
  CreateLoadBalancerCommand,
  CreateRuleCommand,
  ElasticLoadBalancingV2Client,
  type Action,
} from "@aws-sdk/client-elastic-load-balancing-v2";

type Access = {
  readonly region: string;
  readonly endpoint: string;
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
};

const REDIRECT: Action = {
  Type: "redirect",
  RedirectConfig: { Protocol: "HTTPS", Port: "443", StatusCode: "HTTP_301" },
};

export async function buildEdges(access: Access): Promise<void> {
  const { Subnets = [] } = await new EC2Client(access).send(new DescribeSubnetsCommand({}));
  const elb = new ElasticLoadBalancingV2Client(access);
  const { LoadBalancers = [] } = await elb.send(
    new CreateLoadBalancerCommand({
      Name: "shop",
      Scheme: "internet-facing",
      Subnets: Subnets.slice(0, 2).map(({ SubnetId = "" }) => SubnetId),
    }),
  );
  const { Listeners = [] } = await elb.send(
    new CreateListenerCommand({
      LoadBalancerArn: LoadBalancers[0]?.LoadBalancerArn,
      Protocol: "HTTP",
      Port: 80,
      DefaultActions: [REDIRECT],
    }),
  );
  await elb.send(
    new CreateRuleCommand({
      ListenerArn: Listeners[0]?.ListenerArn,
      Priority: 7,
      Conditions: [{ Field: "path-pattern", Values: ["/of/Ann.Example"] }],
      Actions: [{ Type: "fixed-response", FixedResponseConfig: { StatusCode: "403", ContentType: "text/plain" } }],
    }),
  );
  await new ElasticLoadBalancingClient(access).send(
    new CreateClassicCommand({
      LoadBalancerName: "intranet",
      AvailabilityZones: [`${access.region}a`],
      Listeners: [{ Protocol: "HTTP", LoadBalancerPort: 80, InstancePort: 80 }],
    }),
  );
  await new CloudFrontClient(access).send(
    new CreateDistributionCommand({
      DistributionConfig: {
        CallerReference: "shop",
        Comment: "of Ann.Example",
        Enabled: true,
        Origins: {
          Quantity: 1,
          Items: [
            { Id: "app", DomainName: "everything.s3.amazonaws.com", S3OriginConfig: { OriginAccessIdentity: "" } },
          ],
        },
        DefaultCacheBehavior: { TargetOriginId: "app", ViewerProtocolPolicy: "redirect-to-https" },
      },
    }),
  );
}
