// The form of contract.js, which is made of the tables in Rust.
import type { RouteLimits } from "./gateway-options.js";

/** For each column of bases: the bits of the api-versions that have something. */
type Masks = [number, number, number];

/** A name, for the versions that have the request; or with the masks of those that have it. */
type Item = string | [string, ...Masks];

/** The part of a request in the life of a job. */
export type Stage = "call" | "submit" | "status" | "result" | "cancel";

/** The beginning of paths. */
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
  /** The kind among several exports of one operation. */
  report?: string;
  /** GET if there is none. */
  method?: string;
  /** Below the base, with placeholders such as `{project}`. */
  path: string;
  has?: Masks;
  query?: Item[];
  headers?: Item[];
  /** The content types of its body. */
  bodies?: Item[];
  /** The members of a JSON body, or of each item of a list. */
  members?: Item[];
}

/** The requests that a service takes. */
export interface Contract {
  limits: RouteLimits;
  /** The places of a job and its state in answers, as JSON pointers, and the states of a job that has ended. */
  job: { id?: string; state?: string; done: string[] };
  bases: Base[];
  requests: ContractRequest[];
}
