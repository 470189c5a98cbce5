// The addresses of the gateways of `gateway.mjs`, for a window and for Node.
export const CONTOSO = "https://contoso.cognitiveservices.azure.com";
export const AVEPOINT = "https://graph-us.avepointonlineservices.com";
export const LOGIN = "https://login.example/authorize";
/** The CSRF token that the gateway accepts. */
export const TOKEN = "csrf-token-4711";

/** For each path: the service behind the gateway, and what the gateway does besides adding the key. */
export const GATEWAYS = {
  "/language-proxy": { service: "language" },
  "/rewriting-proxy": { service: "language", does: "rewriting" },
  "/session-proxy": { service: "language", does: "session" },
  "/elsewhere-proxy": { service: "language", does: "elsewhere" },
  "/refusing-proxy": { service: "language", does: "refusing" },
  "/csrf-proxy": { service: "language", does: "csrf" },
  "/echoing-proxy": { service: "language", does: "echoing" },
  "/avepoint-proxy": { service: "avepoint" },
  "/avepoint-session": { service: "avepoint", does: "session" },
  "/east-proxy": { service: "east" },
  "/west-proxy": { service: "west" },
  "/runtime-proxy": { service: "language", isRuntime: true },
  "/east-runtime": { service: "east", isRuntime: true },
};
