// Made of the tables in Rust. Change those, and run `UPDATE=1 cargo test --test gateway_contract`.

/** @type {import("../contract-form.js").Contract} */
export const contract = {
  "limits": {"reads":{"count":500,"windowMs":60000},"submissions":{"count":500,"windowMs":60000},"floorMs":250},
  "job": {"id":"/jobId","state":"/status","done":["succeeded","partiallyCompleted","failed","cancelled","canceled"]},
  "bases": [
    {"path":"/language","versions":{"2022-05-01":1,"2022-10-01-preview":1,"2023-04-01":1,"2023-04-15-preview":1,"2023-11-15-preview":3,"2024-11-15-preview":3,"2025-05-15-preview":3,"2025-11-01":1,"2025-11-15-preview":3,"2026-05-01":3}},
  ],
  "requests": [
    {"operation":"predict","stage":"call","method":"POST","path":":analyze-conversations","bodies":["application/json"],"members":["kind","analysisInput","parameters"]},
    {"operation":"analyze","stage":"submit","method":"POST","path":"analyze-text/jobs","bodies":["application/json"],"members":["displayName","analysisInput","tasks","defaultLanguage"]},
    {"operation":"analyze","stage":"status","path":"analyze-text/jobs/{job}","query":["showStats","top","skip"]},
    {"operation":"analyze","stage":"cancel","method":"POST","path":"analyze-text/jobs/{job}:cancel"},
    {"operation":"analyze","stage":"submit","method":"POST","path":"analyze-conversations/jobs","bodies":["application/json"],"members":["displayName","analysisInput","tasks","defaultLanguage"]},
    {"operation":"analyze","stage":"status","path":"analyze-conversations/jobs/{job}","query":["showStats","top","skip"]},
    {"operation":"analyze","stage":"cancel","method":"POST","path":"analyze-conversations/jobs/{job}:cancel"},
    {"operation":"analyze","stage":"submit","method":"POST","path":"analyze-documents/jobs","has":[2,2,2],"bodies":["application/json"],"members":["displayName","analysisInput","tasks","defaultLanguage"]},
    {"operation":"analyze","stage":"status","path":"analyze-documents/jobs/{job}","has":[2,2,2],"query":["showStats","top","skip"]},
    {"operation":"analyze","stage":"cancel","method":"POST","path":"analyze-documents/jobs/{job}:cancel","has":[2,2,2]},
  ],
};
