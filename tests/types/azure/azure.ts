// The credentials of Azure's own packages, as they are. Checked, never run.
import { AzureKeyCredential, type KeyCredential, type TokenCredential } from "@azure/core-auth";
import { DefaultAzureCredential, InteractiveBrowserCredential } from "@azure/identity";
import { AvePoint, AzureLanguage, LanguageRuntime } from "export-jobs/all";
import { createGateway } from "export-jobs/gateway";

declare const provider: TokenCredential;
declare const key: KeyCredential;
const endpoint = "https://contoso.cognitiveservices.azure.com";
const credentials = [
  new DefaultAzureCredential(),
  new InteractiveBrowserCredential({ clientId: "1", tenantId: "2" }),
  new AzureKeyCredential("k"),
  provider,
  key,
];
for (const credential of credentials) {
  new AzureLanguage({ endpoint, family: "analyze-text", credential });
  new LanguageRuntime({ endpoint, credential });
  createGateway({
    routes: { "/language": { service: "azure-language", endpoint, credential } },
    authorize: () => true,
  });
}
new AvePoint({ baseUrl: "https://graph-us.avepointonlineservices.com", credential: new DefaultAzureCredential() });
// @ts-expect-error: AvePoint takes no keys
new AvePoint({ baseUrl: "https://graph-us.avepointonlineservices.com", credential: new AzureKeyCredential("k") });
