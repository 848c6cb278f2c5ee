// Who may do what in a deployment, and why: everything else is denied to everybody.

/** Whole names of actors, kinds and ways (see asks.ts), as expressions. */
export type Grant = {
  readonly who: RegExp;
  readonly does: RegExp;
  readonly on: RegExp;
  /** Left out: by TLS, and as whoever is allowed asks. */
  readonly way?: RegExp;
  readonly why: string;
};

const WHOLE_LEDGER = /ledger: (?!outside$).*/;
/** As an object comes into a bucket that says how. */
const AS_WRITTEN = /new(, encrypted as the bucket is|, in the bucket's storage class)?/;
/** The same, where the bucket does not say with which key or in which class. */
const NEW = /new(?!, without TLS|, by an old TLS).*/;

export const GRANTS: readonly Grant[] = [
  // The ledger
  {
    who: /plan-run|operator/,
    does: /s3:PutObject/,
    on: /ledger: (tests|controls|waivers|boundary|schedule|roster|code) document|ledger: acts/,
    way: AS_WRITTEN,
    why: "a run is made under documents; acts of machines and people are records",
  },
  {
    who: /operator/,
    does: /s3:PutObject/,
    on: /ledger: genesis/,
    way: AS_WRITTEN,
    why: "a person creates the ledger, once",
  },
  {
    who: /assess-scope/,
    does: /s3:PutObject/,
    on: /ledger: (aws|azure|gcp|entra|workspace) records|ledger: queries document/,
    way: AS_WRITTEN,
    why: "it appends what was observed, and what was asked",
  },
  { who: /seal-run/, does: /s3:PutObject/, on: /ledger: log/, way: AS_WRITTEN, why: "it seals" },
  {
    who: /plan-run|assess-scope|seal-run|notify|verify-ledger|operator|auditor/,
    does: /s3:GetObjectVersion/,
    on: WHOLE_LEDGER,
    why: "they read the ledger, the oldest version of each object",
  },
  {
    who: /auditor/,
    does: /s3:GetObject|s3:GetObjectRetention/,
    on: WHOLE_LEDGER,
    why: "an auditor copies it, and looks at its lock",
  },
  {
    who: /collect-shard|collect-azure|collect-gcp/,
    does: /s3:GetObjectVersion/,
    on: /ledger: genesis/,
    why: "it reads whose ledger it is, and nothing of what is in it",
  },
  {
    who: /plan-run|operator/,
    does: /s3:GetObjectRetention/,
    on: /ledger: (tests|controls|waivers|boundary|schedule|roster|code) document|ledger: acts/,
    why: "what was put is confirmed with its lock",
  },
  {
    who: /operator/,
    does: /s3:GetObjectRetention/,
    on: /ledger: genesis/,
    why: "what was put is confirmed with its lock",
  },
  {
    who: /assess-scope/,
    does: /s3:GetObjectRetention/,
    on: /ledger: (aws|azure|gcp|entra|workspace) records|ledger: queries document/,
    why: "what was put is confirmed with its lock",
  },
  { who: /seal-run/, does: /s3:GetObjectRetention/, on: /ledger: log/, why: "what was put is confirmed with its lock" },
  {
    who: /(plan-run|collect-shard|collect-azure|collect-gcp|assess-scope|seal-run|notify|verify-ledger|operator|auditor)/,
    does: /s3:ListBucketVersions/,
    on: /ledger bucket/,
    why: "objects are found with all their versions",
  },
  {
    who: /(plan-run|collect-shard|collect-azure|collect-gcp|assess-scope|seal-run|notify|operator|auditor)/,
    does: /s3:GetBucketVersioning|s3:GetBucketObjectLockConfiguration/,
    on: /ledger bucket/,
    why: "a bucket whose lock is weaker than genesis says is refused",
  },
  {
    who: /auditor/,
    does: /s3:(ListBucket|GetBucketPolicy|GetLifecycleConfiguration|GetReplicationConfiguration)/,
    on: /ledger bucket/,
    why: "an auditor looks at what protects the ledger",
  },
  {
    who: /replication( to another account)?/,
    does: /s3:GetObject(VersionForReplication|VersionAcl|VersionTagging|Retention|LegalHold)/,
    on: WHOLE_LEDGER,
    why: "S3 copies each object with its lock",
  },
  {
    who: /replication( to another account)?/,
    does: /s3:ListBucket|s3:GetReplicationConfiguration/,
    on: /ledger bucket/,
    why: "S3 copies by the rule of the bucket",
  },
  // The replica
  {
    who: /replication( to another account)?/,
    does: /s3:Replicate(Object|Tags)/,
    on: /replica: object/,
    why: "copies come in by replication alone",
  },
  {
    who: /replication to another account/,
    does: /s3:ObjectOwnerOverrideToBucketOwner/,
    on: /replica: object/,
    why: "copies belong to the replica's account",
  },
  {
    who: /replica-auditor/,
    does: /s3:(GetObject|GetObjectVersion|GetObjectRetention)/,
    on: /replica: object/,
    why: "an auditor verifies the replica too",
  },
  {
    who: /replica-auditor/,
    does: /s3:(ListBucket|ListBucketVersions|GetBucketVersioning|GetBucketObjectLockConfiguration|GetBucketPolicy|GetLifecycleConfiguration|GetReplicationConfiguration)/,
    on: /replica bucket/,
    why: "an auditor looks at what protects the replica",
  },
  {
    who: /break glass, account of .*ledger.*/,
    does: /s3:(DeleteObject|DeleteObjectVersion|PutObjectRetention|PutObjectLegalHold|BypassGovernanceRetention)/,
    on: /ledger: .*/,
    why: "the config names it for that: under COMPLIANCE no lock gives way to it, and an alarm rings when it is taken",
  },
  {
    who: /break glass, account of .*ledger.*/,
    does: /s3:.*/,
    on: /ledger bucket/,
    why: "the config names it for that: an alarm rings at each change",
  },
  // Names
  {
    who: /plan-run|collect-shard|collect-azure|collect-gcp|operator/,
    does: /s3:PutObject/,
    on: /names: name/,
    way: AS_WRITTEN,
    why: "who meets a person remembers what they are called",
  },
  {
    who: /operator/,
    does: /s3:PutObject/,
    on: /names: salt/,
    way: AS_WRITTEN,
    why: "the salt is made with the ledger",
  },
  { who: /operator/, does: /s3:DeleteObject/, on: /names: name/, why: "a person's name can be erased" },
  {
    who: /plan-run|collect-shard|collect-azure|collect-gcp|notify|operator/,
    does: /s3:GetObject/,
    on: /names: .*/,
    why: "references are made with the salt, and mails show names",
  },
  {
    who: /plan-run|collect-shard|collect-azure|collect-gcp|notify|operator/,
    does: /s3:ListBucket/,
    on: /names bucket/,
    why: "who may not list is told denied of an object that is not there",
  },
  // The work bucket
  { who: /plan-run/, does: /s3:PutObject/, on: /work: plan/, way: NEW, why: "it plans" },
  { who: /collect-shard/, does: /s3:PutObject/, on: /work: read/, way: NEW, why: "it reads accounts of AWS" },
  {
    who: /collect-azure/,
    does: /s3:PutObject/,
    on: /work: (read of (Azure|Entra)|list of subscriptions)/,
    way: NEW,
    why: "it reads subscriptions and their tenant, and puts no answer of another cloud",
  },
  {
    who: /collect-gcp/,
    does: /s3:PutObject/,
    on: /work: (read of (Google Cloud|Workspace)|list of projects)/,
    way: NEW,
    why: "it reads projects and their directory, and puts no answer of another cloud",
  },
  { who: /assess-scope/, does: /s3:PutObject/, on: /work: assessed/, way: NEW, why: "it assesses" },
  {
    who: /notify/,
    does: /s3:PutObject/,
    on: /work: cursor/,
    way: /over what is there|new(?!, without TLS|, by an old TLS).*/,
    why: "how far seals were told moves on",
  },
  {
    who: /operator/,
    does: /s3:PutObject/,
    on: /work: (trust|asked)/,
    way: NEW,
    why: "people hand over the trust file, and ask for restarts, keys and the end",
  },
  {
    who: /(plan-run|collect-shard|collect-azure|collect-gcp|assess-scope|seal-run|run)/,
    does: /s3:GetObject/,
    on: /work: plan/,
    why: "a run goes by its plan",
  },
  {
    who: /(collect-shard|collect-azure|collect-gcp|assess-scope)/,
    does: /s3:GetObject/,
    on: /work: (read.*|list of (subscriptions|projects))/,
    why: "what was read is compared",
  },
  {
    who: /plan-run/,
    does: /s3:GetObject/,
    on: /work: list of (subscriptions|projects)/,
    why: "a plan names the subscriptions and projects that the run before found",
  },
  {
    who: /(collect-shard|collect-azure|collect-gcp|seal-run)/,
    does: /s3:GetObject/,
    on: /work: assessed/,
    why: "what is to be asked again, and what failed",
  },
  { who: /notify/, does: /s3:GetObject/, on: /work: cursor/, why: "how far seals were told" },
  { who: /verify-ledger|operator/, does: /s3:GetObject/, on: /work: trust/, why: "the verification trusts this file" },
  {
    who: /assess-scope|seal-run|operator/,
    does: /s3:GetObject/,
    on: /work: asked/,
    why: "what people asked for is carried out",
  },
  {
    who: /(plan-run|collect-shard|collect-azure|collect-gcp|assess-scope|seal-run|notify|verify-ledger|operator)/,
    does: /s3:ListBucket/,
    on: /work bucket/,
    why: "who may not list is told denied of an object that is not there",
  },
  {
    who: /(administrator|deployer.*|break glass), account of .*collector.*/,
    does: /s3:DeleteObject|s3:DeleteObjectVersion/,
    on: /work: .*/,
    why: "nothing in it is evidence: a run that loses its objects is sealed as failed, or not at all",
  },
  ...["assess-scope", "seal-run", "notify"].flatMap((name) => [
    {
      who: new RegExp(name),
      does: /s3:PutObject/,
      on: new RegExp(`work: cache of ${name}`),
      way: NEW,
      why: "it keeps the segments that it reads again in every run",
    },
    {
      who: new RegExp(name),
      does: /s3:GetObject/,
      on: new RegExp(`work: cache of ${name}`),
      why: "it reads its own, and no other's",
    },
  ]),
  // Keys
  { who: /seal-run/, does: /kms:Sign/, on: /key \d/, way: /plain/, why: "it signs, in one way" },
  {
    who: /seal-run|operator/,
    does: /kms:GetPublicKey/,
    on: /key \d/,
    why: "who signs and who makes the trust file reads the key",
  },
  {
    who: /auditor/,
    does: /kms:(DescribeKey|GetPublicKey)/,
    on: /key \d/,
    why: "an auditor compares it with the trust file",
  },
  {
    who: /(administrator|deployer.*|break glass), account of .*ledger.*/,
    does: /kms:(CancelKeyDeletion|EnableKey)/,
    on: /key \d/,
    why: "they undo what only another policy could have allowed",
  },
  {
    who: /deployer of .*ledger.*, account.*/,
    does: /kms:(CreateAlias|DeleteAlias|PutKeyPolicy|TagResource|UntagResource|UpdateAlias|UpdateKeyDescription)/,
    on: /key \d/,
    why: "CloudFormation makes and changes it: an alarm tells of each",
  },
  {
    who: /deployer of .*ledger.*, account.*/,
    does: /kms:(CreateAlias|DeleteAlias|UpdateAlias)/,
    on: /alias of key \d/,
    why: "CloudFormation makes and moves it: an alarm tells of each",
  },
  // Buckets' configuration
  {
    who: /deployer of .*ledger.*, account.*/,
    does: /s3:.*/,
    on: /(ledger|names) bucket/,
    why: "CloudFormation makes and changes them: an alarm tells of each",
  },
  {
    who: /deployer of .*collector.*, account.*/,
    does: /s3:.*/,
    on: /work bucket/,
    why: "CloudFormation makes and changes it: an alarm tells of each",
  },
  {
    who: /deployer of .*replica.*, account.*/,
    does: /s3:.*/,
    on: /replica bucket/,
    why: "CloudFormation makes and changes it: an alarm tells of each",
  },
  // Messages
  {
    who: /notify|verify-ledger/,
    does: /sns:Publish/,
    on: /topic of TidemarkCollector/,
    way: /plain|by an old TLS/,
    why: "they tell",
  },
  {
    who: /CloudWatch/,
    does: /sns:Publish/,
    on: /topic of .*/,
    way: /for an alarm of the topic's account/,
    why: "an alarm that rings reaches people",
  },
  // What no policy of a resource can keep from whoever may do everything in the account: rules tell of it
  {
    who: /(administrator|deployer.*|break glass), account of .*collector.*/,
    does: /sns:.*/,
    on: /topic of Tidemark(Collector|RoleWatch)/,
    way: /plain|by an old TLS/,
    why: "topics have no denials: a change of one is told by the rule watch-changed, where it is no deployment's",
  },
  {
    who: /(administrator|deployer.*|break glass), account of .*ledger.*/,
    does: /sns:.*/,
    on: /topic of Tidemark(Watch|LedgerRoleWatch|ReplicationWatch)/,
    way: /plain|by an old TLS/,
    why: "topics have no denials: a change of one is told by the rule watch-changed, where it is no deployment's",
  },
  {
    who: /(administrator|deployer.*|break glass), account of .*replica.*/,
    does: /sns:.*/,
    on: /topic of Tidemark(ReplicaWatch|ReplicaRoleWatch)/,
    way: /plain|by an old TLS/,
    why: "topics have no denials: a change of one is told by the rule watch-changed, where it is no deployment's",
  },
  {
    who: /(administrator|deployer.*|break glass), account of .*collector.*/,
    does: /lambda:.*/,
    on: /(version or alias of )?function .*/,
    why: "functions have no denials: the rule functions-changed tells of each call; an invocation can do no more than its function",
  },
  // Resources of others, in accounts that have something of Tidemark
  {
    who: /(administrator|deployer.*|break glass), account of .*/,
    does: /s3:.*/,
    on: /s3 .* elsewhere|anywhere in s3/,
    why: "nothing tells of it: a job acts by a role, an access point and a grant let nobody past a bucket's policy, and each bucket of ours has a block on public access of its own",
  },
  {
    who: /(administrator|deployer.*|break glass), account of .*/,
    does: /(kms|sns):.*/,
    on: /anywhere in (kms|sns)/,
    why: "nothing tells of it: keys and key stores of their own don't hold ours, and what goes to phones and apps goes to no topic",
  },
  {
    who: /(administrator|deployer.*|break glass), account of .*/,
    does: /lambda:.*/,
    on: /lambda .* elsewhere|anywhere in lambda/,
    why: "a role of ours gives code of theirs no rights; the rule functions-changed tells of an event source that is mapped to a function of ours, and nothing tells of the rest",
  },
  {
    who: /run/,
    does: /lambda:InvokeFunction/,
    on: /function tidemark-(?!verify-ledger|enable-federation).*/,
    why: "the state machine runs them",
  },
  {
    who: /verification|verifies/,
    does: /lambda:InvokeFunction/,
    on: /function tidemark-verify-ledger/,
    why: "the state machine runs it for the whole ledger, and the scheduler each day",
  },
  {
    who: /operator/,
    does: /lambda:InvokeFunction/,
    on: /function tidemark-seal-run/,
    why: "the sealing function carries out what the operator asked for",
  },
];
