/** A key, such as an `AzureKeyCredential` of `@azure/core-auth`. */
export interface GatewayKeyCredential {
  /** The key. It is read for each request, so it may change. */
  readonly key: string;
}

/** A source of tokens, such as any credential of `@azure/identity`. */
export interface GatewayTokenCredential {
  /** Gets a token for a scope. The gateway keeps it, and asks again before it expires. */
  getToken(scopes: string | string[]): Promise<{ token: string; expiresOnTimestamp: number } | null>;
}

/** An app with a secret: of AvePoint, or with a `tokenUrl` of any identity service. */
export interface ClientSecretCredential {
  /** The id of the app. */
  clientId: string;
  /** The secret. */
  clientSecret: string;
  /** The identity service's address of tokens. Default: AvePoint's, in the cloud of the region. */
  tokenUrl?: string;
}

/** An app with a certificate: of AvePoint, or with a `tokenUrl` of any identity service. */
export interface ClientCertificateCredential {
  /** The id of the app. */
  clientId: string;
  /** The certificate, as PEM. */
  certificate: string;
  /** The private key of the certificate: RSA, in PKCS #8, as PEM. */
  privateKey: string;
  /** The identity service's address of tokens. Default: AvePoint's, in the cloud of the region. */
  tokenUrl?: string;
}

/** The limits for all users of a route together. An omitted member sets no limit. */
export interface RouteLimits {
  /** The requests that read, at most `count` in any `windowMs` milliseconds. */
  reads?: { count: number; windowMs: number };
  /** The requests that change something or start a job. */
  submissions?: { count: number; windowMs: number };
  /** The most jobs that may run at the same time. The gateway counts them if the service has such a limit. */
  running?: number;
  /** The longest time for which a job's status is shared, in milliseconds. */
  floorMs?: number;
}

/**
 * The members that the gateway reads of a description: the same document as `ServiceDescription` of
 * `export-jobs/services`. Paths are templates, in which `{id}` is the job.
 */
export interface GatewayServiceDescription {
  /** The name of the service. */
  name: string;
  /** The authorisation of requests: by a token, by a header with a key, or none. */
  credential: {
    /** `bearer` needs a token source or client credentials with a `tokenUrl`, `header` a key. */
    kind: "bearer" | "header" | "none";
    /** The header of the key. */
    name?: string;
    /** The text before the key in its header. */
    prefix?: string;
    /** The scope of the tokens. */
    scope?: string;
  };
  /** The operations, by their names. */
  operations: Record<
    string,
    {
      /** The request that starts a job. */
      submit: {
        /** The HTTP method. */
        method: string;
        /** The path, which may have a query. Without it, callers make the request, and no gateway passes it. */
        path?: string;
        /** The headers that it may have. */
        headers?: Record<string, unknown>;
        /** The query parameters that it has besides `parameters`. */
        query?: Record<string, unknown>;
        /** The values from callers, and their places: `path`, `query`, `header` or `body`; their names there. */
        parameters?: Record<string, { in: string; name?: string }>;
        /** The body that they are part of. */
        body?: unknown;
      };
      /** The place of a job. */
      job: {
        /** The place of the job's id in the answer to a submission. */
        id?: { body?: string }[];
        /** The paths of a job. */
        url: { path?: string }[];
      };
      /** The rules for reading the status of a job. */
      status?: {
        /** The HTTP method. */
        method?: string;
        /** The headers that the request may have. */
        headers?: Record<string, unknown>;
        /** The query parameters besides those of the path. */
        query?: Record<string, unknown>;
        /** The body of a POST. */
        body?: unknown;
        /** The place of the state. */
        state?: unknown;
        /** The states by the service's words. */
        states?: Record<string, string>;
      };
      /** The URL of the result. Only paths lead through the gateway. */
      result?: {
        /** The files. */
        files?: { path?: string }[];
        /** The request before those for files. */
        via?: { path?: string }[];
        /** The way to the next page. */
        pages?: { query?: string } | null;
      };
      /** The cancellation of a job. */
      cancel?: {
        /** The HTTP method. */
        method: string;
        /** The path. Default: the job's own. */
        url?: string;
        /** The headers that the request may have. */
        headers?: Record<string, unknown>;
        /** The body. */
        body?: unknown;
      };
    }
  >;
  /** The limits of the service. */
  limits?: {
    /** Submissions a minute. */
    submissionsPerMinute?: number;
    /** Submissions in 24 hours. */
    submissionsPerDay?: number;
    /** Reads a minute. */
    readsPerMinute?: number;
    /** Jobs that run at the same time. */
    running?: number;
  };
  /** The pace of the polls of jobs. */
  pace?: {
    /** The time between two polls. A status is shared for this time, by default one second. */
    intervalMs?: number;
  };
}

/** A service behind the gateway. */
export interface GatewayRoute {
  /** The service. Its contract says which requests pass. */
  service: "azure-language" | "azure-language-runtime" | "avepoint" | GatewayServiceDescription;
  /** The address of the resource or the region. `https:`, or `http:` on loopback. */
  endpoint: string;
  /** The gateway's credential for the service. It is sent nowhere else. Omit it only if the service needs none. */
  credential?: GatewayKeyCredential | GatewayTokenCredential | ClientSecretCredential | ClientCertificateCredential;
  /** Limits that replace the service's own. Several gateways for one resource divide the service's limits. */
  limits?: RouteLimits;
}

/** The purpose of a request. */
export interface GatewayAction {
  /** The route, as in `routes`. */
  route: string;
  /** The service of the route. */
  service: string;
  /** The operation, such as `export`. For a request about a job, the operation of the job. */
  operation: string;
  /** `submit` starts a job, `status`, `result` and `cancel` are about one, and `call` is everything else. */
  stage: "call" | "submit" | "status" | "result" | "cancel";
  /** The project that the path or the body names. For a request with several, `authorize` is called for each. */
  project?: string;
  /** The id of the job. AvePoint's ids are short numbers, which can be guessed: remember whose job is whose. */
  job?: string;
  /** The export of AvePoint, such as `userActivities`. */
  report?: string;
  /** The user, group or object that the export of AvePoint is about. */
  subject?: string;
  /** The deployment in the path. */
  deployment?: string;
  /** The trained model in the path. */
  model?: string;
  /** The exported model in the path. */
  exportedModel?: string;
}

/** The outcome of a request. It holds no secret, no body and no query. */
export interface GatewayEvent extends Partial<GatewayAction> {
  /** The HTTP method. */
  method: string;
  /** The HTTP status of the answer. */
  status: number;
  /** The gateway's reason for a refusal or failure, such as `crossSite`. Absent if the service answered. */
  code?: string;
  /** The user's name, as `user` returned it. */
  user?: string;
  /** True if the answer was read for another request too. */
  isShared?: boolean;
  /** The service's id of the request, for its support. */
  requestId?: string;
  /** The time until the answer began, in milliseconds. */
  durationMs: number;
  /** The failure of `authorize`, `user`, the credential or the connection. Do not show it to users. */
  error?: unknown;
}

/** The options of a gateway. */
export interface GatewayOptions {
  /** The services, by the beginning of their paths on the portal, such as `/language`. */
  routes: Record<string, GatewayRoute>;
  /**
   * Decides who may do what. Only `true` lets a request pass; a `Response` is sent to the user as it is, such as a
   * redirect to a sign-in. It must not read the request's body.
   */
  authorize(request: Request, what: GatewayAction): boolean | Response | Promise<boolean | Response>;
  /**
   * Returns a name for the sender of the request, such as the id of the session's user. Limits are shared fairly among
   * users. Without it, everyone counts as the same user.
   */
  user?(request: Request): string | Promise<string>;
  /** Called for each request, after its answer has begun. Anything that it throws is ignored. */
  onRequest?(event: GatewayEvent): void;
  /** Sends the requests to the services. Default: the global `fetch`. */
  fetch?: typeof fetch;
  /**
   * The origins of the portal's pages, such as `https://portal.example`. Give them if a proxy in front of the gateway
   * ends TLS, or if the pages and the gateway have different origins. Default: the origin of the request's own URL.
   */
  origins?: string[];
  /**
   * A header that pages send with requests that change something or start a job, for browsers that do not say where a
   * request comes from. Any value counts. Default: `X-Requested-With`.
   */
  header?: string;
  /** The largest body of a request, in bytes. Default: 256 MB. */
  maxBodyBytes?: number;
  /** The largest file that a job may have as its result, in bytes. Default: 8 GB. */
  maxResultBytes?: number;
  /** The longest time in which nothing arrives, in milliseconds. Default: one minute. */
  idleTimeoutMs?: number;
  /** The longest time that a whole request may take, in milliseconds. Default: one hour. */
  timeoutMs?: number;
}

/** Answers a request. Never rejects. */
export type GatewayHandler = (request: Request) => Promise<Response>;

/**
 * Creates a gateway. It runs on the portal's own origin and adds the credential that no page may hold. Only requests
 * that are in a service's contract and that `authorize` allows pass. It needs no WebAssembly.
 *
 * Throws a `TypeError` when an option cannot be used. The message shows no credential.
 *
 * @example
 * ```js
 * const credential = { key: process.env.LANGUAGE_KEY };
 * const gateway = createGateway({
 *   routes: { "/language": { service: "azure-language", endpoint: process.env.LANGUAGE_ENDPOINT, credential } },
 *   authorize: async (request, { operation }) => operation === "export" && (await mayExport(request)),
 * });
 * const response = await gateway(request);
 * ```
 */
export function createGateway(options: GatewayOptions): GatewayHandler;
