import type { ClientOptions, TokenCredential } from "./client.js";

export type AvePointOptions = ClientOptions & {
  credential?: TokenCredential | { token: string };
} & (
    | {
        /** One of `AvePoint.regions()`, or a gateway on the page's own origin, such as `/avepoint`. */
        baseUrl: string;
        endpoint?: undefined;
      }
    | {
        /** A gateway: a URL, or a path such as `/avepoint`. */
        endpoint: string;
        /** What a path as endpoint is resolved against. Default: the page's own location. Needed in Node. */
        baseUrl?: string;
      }
  );

interface SubjectOptions {
  /** Encodes the subject twice, as the vendor's samples do for guests (`#ext#`). Default: false. */
  doubleEncode?: boolean;
}

/** Times are `yyyy-MM-ddTHH:mm:ss`, without a zone. */
export interface ActivitiesOptions extends SubjectOptions {
  startTime?: string;
  finishTime?: string;
  eventTypes?: string[];
}

export interface AccessOptions extends SubjectOptions {
  dataSources: string[];
  siteUrls?: string[];
  /** 1: summary and sites, 2: summary and all objects, 3: summary only. */
  exportOptionType?: 1 | 2 | 3;
}

export interface GroupAccessOptions extends AccessOptions {
  exportOptionType: 1 | 2 | 3;
}

export interface GoogleAccessOptions extends SubjectOptions {
  dataSources: string[];
  driveIds?: string[];
  /** 1: summary and sites, 2: summary and all objects, 3: summary only. */
  exportOptionType?: 1 | 2 | 3;
}

export interface GoogleGroupAccessOptions extends GoogleAccessOptions {
  exportOptionType: 1 | 2 | 3;
}

export interface SharingLinksOptions {
  /** 32: specific people, 64: organisation, 128: anyone. */
  exportLinkType: 32 | 64 | 128;
  startTime: string;
  finishTime: string;
}

export interface GoogleSharingLinksOptions {
  /** 301: target audience, 303: anyone. */
  exportLinkType: 301 | 303;
  startTime: string;
  finishTime: string;
}
