import type { ClientOptions, TokenCredential } from "./client.js";

/** The options of `new AvePoint`. */
export type AvePointOptions = ClientOptions & {
  /** A source of tokens, or a token. Without it, a gateway or `headers` must authorize. */
  credential?: TokenCredential | { token: string };
} & (
    | {
        /** One of `AvePoint.regions()`, or a gateway on the page's own origin, such as `/avepoint`. */
        baseUrl: string;
        /** Omitted: `baseUrl` names the service. */
        endpoint?: undefined;
      }
    | {
        /** A gateway: a URL, or a path such as `/avepoint`. */
        endpoint: string;
        /** The base URL of an endpoint that is a path. Default: the page's own location. Needed in Node. */
        baseUrl?: string;
      }
  );

interface SubjectOptions {
  /** Encodes the subject twice, as the vendor's samples do for guests (`#ext#`). Default: false. */
  doubleEncode?: boolean;
}

/** Times are `yyyy-MM-ddTHH:mm:ss`, without a zone. */
export interface ActivitiesOptions extends SubjectOptions {
  /** The start of the period. */
  startTime?: string;
  /** The end of the period. */
  finishTime?: string;
  /** Only these types of events, such as `FileAccessed`. */
  eventTypes?: string[];
}

/** The options of an export of everything that a user or a group can open. */
export interface AccessOptions extends SubjectOptions {
  /** The sources to search, such as `microsoft teams`. */
  dataSources: string[];
  /** Only these sites. */
  siteUrls?: string[];
  /** 1: summary and sites, 2: summary and all objects, 3: summary only. */
  exportOptionType?: 1 | 2 | 3;
}

/** The options of an export of everything that a group can open. */
export interface GroupAccessOptions extends AccessOptions {
  /** 1: summary and sites, 2: summary and all objects, 3: summary only. */
  exportOptionType: 1 | 2 | 3;
}

/** The options of an export of everything that a Google user or group can open. */
export interface GoogleAccessOptions extends SubjectOptions {
  /** The sources to search, such as `shared drive`. */
  dataSources: string[];
  /** Only these shared drives. */
  driveIds?: string[];
  /** 1: summary and sites, 2: summary and all objects, 3: summary only. */
  exportOptionType?: 1 | 2 | 3;
}

/** The options of an export of everything that a Google group can open. */
export interface GoogleGroupAccessOptions extends GoogleAccessOptions {
  /** 1: summary and sites, 2: summary and all objects, 3: summary only. */
  exportOptionType: 1 | 2 | 3;
}

/** The options of an export of sharing links. Times are `yyyy-MM-ddTHH:mm:ss`, without a zone. */
export interface SharingLinksOptions {
  /** 32: specific people, 64: organisation, 128: anyone. */
  exportLinkType: 32 | 64 | 128;
  /** The start of the period. */
  startTime: string;
  /** The end of the period. */
  finishTime: string;
}

/** The options of an export of Google sharing links. Times are `yyyy-MM-ddTHH:mm:ss`, without a zone. */
export interface GoogleSharingLinksOptions {
  /** 301: target audience, 303: anyone. */
  exportLinkType: 301 | 303;
  /** The start of the period. */
  startTime: string;
  /** The end of the period. */
  finishTime: string;
}
