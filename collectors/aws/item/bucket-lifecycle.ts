// Reads the lifecycle rules of a bucket: what expires, and when.
import type { Json } from "../../../evidence-schema/bytes/canonical.ts";
import { isRecord } from "../../json-shape.ts";
import { UNREADABLE, instant, list, memberOf, record, scalar, unquote, type Spelling } from "./spelling.ts";

// Config writes -1 where the Java SDK has no number of days. Seen in recorded items.
const days: Spelling = (raw) => {
  const value = scalar(raw);
  return value === -1 ? undefined : value;
};

/**
 * Limits that a filter of the API can put on a rule:
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_LifecycleRuleFilter.html.
 */
type Filter = { readonly Prefix?: string; readonly Tagged?: boolean; readonly Sized?: boolean };

// The classes of the Java SDK, package com.amazonaws.services.s3.model.lifecycle.
function filterOf(predicate: Json): Filter | null {
  if (predicate === null) return {};
  if (!isRecord(predicate)) return null;
  switch (memberOf(predicate, "type")) {
    case "LifecyclePrefixPredicate":
      return typeof predicate["prefix"] === "string" ? { Prefix: predicate["prefix"] } : null;
    case "LifecycleTagPredicate":
      return { Tagged: true };
    case "LifecycleObjectSizeGreaterThanPredicate":
    case "LifecycleObjectSizeLessThanPredicate":
      return { Sized: true };
    case "LifecycleAndOperator": {
      const operands = memberOf(predicate, "operands");
      if (!Array.isArray(operands)) return null;
      const filters = (operands as readonly Json[]).map(filterOf);
      return filters.includes(null) ? null : Object.assign({}, ...filters);
    }
    default:
      return null;
  }
}

/** The filter of the API itself: one condition, or several in `And`. Null where one is not known. */
function filterOfApi(filter: { readonly [name: string]: Json }): Filter | null {
  const filters = Object.entries(filter).map(([name, value]): Filter | null => {
    if (value === null) return {};
    switch (name) {
      case "Prefix":
        return typeof value === "string" ? { Prefix: value } : null;
      case "Tag":
      case "Tags":
        return { Tagged: true };
      case "ObjectSizeGreaterThan":
      case "ObjectSizeLessThan":
        return { Sized: true };
      case "And":
        return isRecord(value) ? filterOfApi(value) : null;
      default:
        return null;
    }
  });
  return filters.includes(null) ? null : Object.assign({}, ...filters);
}

/** Nothing where the rule is for the whole bucket. A filter that is not known is text, which no slice takes for a wider one. */
const filter: Spelling = (raw) => {
  const value = unquote(raw);
  const spelt = !isRecord(value)
    ? null
    : Object.keys(value).some((name) => name.toLowerCase() === "predicate")
      ? filterOf(memberOf(value, "predicate"))
      : filterOfApi(value);
  if (spelt === null) return UNREADABLE;
  return Object.keys(spelt).length === 0 ? undefined : spelt;
};

/**
 * How long a noncurrent version stays. The API says `NoncurrentDays`, the Java SDK, whose objects Config writes, `days`.
 * Without either nobody knows how long, which no slice may take for ever.
 */
const noncurrentDays: Spelling = (raw, people) => {
  const value = unquote(raw);
  if (!isRecord(value)) return value ?? undefined;
  const said = memberOf(value, "noncurrentDays") ?? memberOf(value, "days");
  return said === null ? UNREADABLE : days(said, people);
};

const members = record({
  Status: scalar,
  Prefix: scalar,
  Filter: filter,
  ExpirationInDays: days,
  ExpirationDate: instant,
  Expiration: record({ Days: scalar, Date: instant }),
  NoncurrentVersionExpirationInDays: days,
  NoncurrentVersionExpiration: noncurrentDays,
});

const rule: Spelling = (raw, people) => {
  const spelt = members(raw, people);
  if (!isRecord(spelt)) return spelt;
  const { NoncurrentVersionExpirationInDays: older, NoncurrentVersionExpiration, Expiration, ...rest } = spelt;
  const noncurrent = NoncurrentVersionExpiration ?? older;
  // The API has days and date in one member, Config each in its own.
  const { Days, Date: date } = isRecord(Expiration) ? Expiration : {};
  return {
    ...rest,
    ...(Days === undefined ? {} : { ExpirationInDays: Days }),
    ...(date === undefined ? {} : { ExpirationDate: date }),
    ...(noncurrent === undefined ? {} : { NoncurrentVersionExpirationDays: noncurrent }),
  };
};

/** Rules as GetBucketLifecycleConfiguration has them, flattened to what says when an object or an older version of it goes. */
export const bucketLifecycle: Spelling = record({ Rules: list(rule) });
