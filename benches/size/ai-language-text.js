// What a page needs to start and follow a job of Azure's own language client. (It has no authoring API, and neither
// has any other browser client.)
export { AzureKeyCredential, TextAnalysisClient } from "@azure/ai-language-text";
