// The form of contract.js, which is generated from the tables in Rust.
import type { RouteLimits } from "./gateway-options.js";

/** For each column of bases, a mask: the bits of the api-versions that have an item. */
type Masks = [number, number, number];

/** A name: alone, for all versions that have the request, or with the masks of the versions that have the name. */
type Item = string | [string, ...Masks];

/** The part of a request in the life of a job. */
export type Stage = "call" | "submit" | "status" | "result" | "cancel";

/** The beginning of the paths. */
export interface Base {
  path: string;
  /** The index of the mask that counts, from 0. */
  column?: number;
  /** The bit of each api-version. */
  versions?: Record<string, number>;
}

/** One request of a contract. */
export interface ContractRequest {
  operation: string;
  stage: Stage;
  /** The kind of export, if the operation has several. */
  report?: string;
  /** The HTTP method. Default: GET. */
  method?: string;
  /** The path below the base, with placeholders such as `{project}`. */
  path: string;
  has?: Masks;
  query?: Item[];
  headers?: Item[];
  /** The content types of its body. */
  bodies?: Item[];
  /** The members of a JSON body, or of each item of a list. */
  members?: Item[];
}

/** The requests that a service accepts. */
export interface Contract {
  limits: RouteLimits;
  /** The places of a job and its state in answers, as JSON pointers, and the states of a job that has ended. */
  job: { id?: string; state?: string; done: string[] };
  bases: Base[];
  requests: ContractRequest[];
}
