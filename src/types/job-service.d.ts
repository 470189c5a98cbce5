import type { ClientOptions, KeyCredential, TokenCredential } from "./client.js";

/** The options of `JobService`. */
export interface JobServiceOptions extends ClientOptions {
  /**
   * The URL of the service, such as that of your instance, or of a gateway in front of it. Default: the description's.
   * A path, such as `/reports`, is resolved against the page's own origin, or `baseUrl`.
   */
  endpoint?: string;
  /** The base URL of an endpoint that is a path. Default: the page's own origin. */
  baseUrl?: string;
  /**
   * The key, for a service that takes one in a header; a token, or an object with `getToken`, for one that takes
   * tokens. Omit it behind a gateway that authorises requests itself.
   */
  credential?: KeyCredential | TokenCredential | { token: string };
  /** Values for all requests, by the names of the description's parameters, such as an API version or a tenant. */
  parameters?: Record<string, string>;
}
