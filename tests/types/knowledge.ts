// The parts of question answering projects, used in accordance with their types, and misuses that must not compile.
// Checked, never run.
import {
  AzureLanguage,
  type FeedbackRecord,
  type FileOperation,
  type HttpRequest,
  type HttpResponse,
  type Job,
  type LanguageJobOperation,
  type LanguageList,
  type Qna,
  type QnaSource,
  type Synonyms,
  type UpdateQna,
  type UpdateSource,
  type UploadFile,
} from "export-jobs/all";

declare const language: AzureLanguage;
const response: HttpResponse = { status: 200, headers: {} };

const source: UpdateSource = {
  op: "add",
  value: {
    displayName: "A",
    source: "s",
    sourceUri: "https://a.example",
    sourceKind: "url",
    contentStructureKind: "unstructured",
    refresh: true,
  },
};
const qna: UpdateQna = {
  op: "replace",
  value: {
    id: 1,
    answer: "A",
    questions: ["Q"],
    metadata: { a: "b" },
    dialog: { isContextOnly: false, prompts: [{ displayOrder: 0, qnaId: 2, displayText: "M" }] },
  },
};
const feedback: FeedbackRecord = { userId: "u", userQuestion: "q", qnaId: 1 };
const files: UploadFile[] = [
  { name: "a.pdf", bytes: new Uint8Array(1), contentType: "application/pdf" },
  { name: "b.txt", bytes: "b" },
  { name: "c", bytes: new ArrayBuffer(1) },
];
const operations: FileOperation[] = [{ operation: "add", fileName: "a.pdf", fileDisplayName: "A", refresh: true }];

const submissions: HttpRequest<LanguageJobOperation>[] = [
  language.updateSourcesRequest("p", [source]),
  language.updateQnasRequest("p", [qna]),
  language.updateSourcesFromFilesRequest("p", files, operations),
  language.importFromFilesRequest("p", new Set(files), { assetKind: "qnas" }),
];
const starts = submissions.map((request) => language.start(request));
const jobs: Job[] = [language.job("updateSources", "p", "1"), language.job("updateQnas", "p", "1")];
const sources: LanguageList<QnaSource> = await language.call(language.sourcesRequest("p", { top: 1 }));
const qnas: LanguageList<Qna> = await language.call(language.qnasRequest("p", { source: "s", maxPageSize: 1 }));
const synonyms: LanguageList<Synonyms> = await language.call(language.synonymsRequest("p"));
const nothing: undefined[] = [
  await language.call(
    language.updateSynonymsRequest("p", synonyms.nextLink ? { value: [] } : { value: synonyms.value }),
  ),
  await language.call(language.feedbackRequest("p", { records: [feedback] })),
];
const page: LanguageList<Qna> = language.read("listQnas", response);
const id: number | undefined = page.value[0]?.id;

// @ts-expect-error: an update is a job, which is started
language.call(language.updateQnasRequest("p", [qna]));
// @ts-expect-error: no such operation
language.updateQnasRequest("p", [{ op: "upsert", value: {} }]);
// @ts-expect-error: a source has a URI
language.updateSourcesRequest("p", [{ op: "add", value: { source: "s", sourceKind: "url" } }]);
// @ts-expect-error: a file has bytes
language.importFromFilesRequest("p", [{ name: "a" }]);
// @ts-expect-error: an update from files needs operations
language.updateSourcesFromFilesRequest("p", files);

export { id, jobs, nothing, qnas, sources, starts };
