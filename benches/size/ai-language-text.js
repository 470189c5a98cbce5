// What a page needs to start a job of Azure's own language client and follow it. (It has no authoring API: no browser client has one.)
export { AzureKeyCredential, TextAnalysisClient } from "@azure/ai-language-text";
