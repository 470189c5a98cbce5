//! The parts of a question answering project: sources, questions with their answers, synonyms, and
//! feedback (`questionanswering-authoring.json` of 2021-10-01 and 2023-04-01;
//! docs/contracts/azure-language-2025.md#question-answering-content).

use super::super::Operation::{self, *};
use super::super::api_version::{ALL, NEVER};
use super::has::{Has, has};
use super::parameter::{Kind, Parameter, optional, required};
use super::row::{Body, Row, list, row, submit};
use crate::http::Method::{Patch, Post, Put};

const QUESTIONS: Has = has(NEVER, NEVER, ALL);

static QNAS_QUERY: [Parameter; 1] = [optional("source", Kind::Text, QUESTIONS)];
/// The members of each item of an update.
static UPDATE: [Parameter; 2] = [
    required("op", Kind::Choice(&["add", "delete", "replace"]), QUESTIONS),
    required("value", Kind::Object, QUESTIONS),
];
static ALTERATIONS: [Parameter; 1] = [required("alterations", Kind::Texts, QUESTIONS)];
static SYNONYMS: [Parameter; 2] = [
    required("value", Kind::Objects(&ALTERATIONS), QUESTIONS),
    optional("nextLink", Kind::Text, QUESTIONS),
];
static RECORD: [Parameter; 3] = [
    optional("userId", Kind::Text, QUESTIONS),
    optional("userQuestion", Kind::Text, QUESTIONS),
    optional("qnaId", Kind::Whole, QUESTIONS),
];
static FEEDBACK: [Parameter; 1] = [required("records", Kind::Objects(&RECORD), QUESTIONS)];

const fn of_questions(row: Row) -> Row {
    row.having(QUESTIONS)
}

pub(super) static BODIES: [(Operation, Body); 4] = [
    (UpdateSources, Body::JsonList(&UPDATE)),
    (UpdateQnas, Body::JsonList(&UPDATE)),
    (UpdateSynonyms, Body::Json(&SYNONYMS)),
    (AddFeedback, Body::Json(&FEEDBACK)),
];

pub(super) static JOBS: [Row; 2] = [
    of_questions(submit(
        UpdateSources,
        "updateSources",
        Patch,
        "{project}/sources",
        "{project}/sources/jobs/{job}",
    )),
    of_questions(submit(
        UpdateQnas,
        "updateQnas",
        Patch,
        "{project}/qnas",
        "{project}/qnas/jobs/{job}",
    )),
];

pub(super) static CALLS: [Row; 5] = [
    of_questions(list(ListSources, "listSources", "{project}/sources")),
    of_questions(list(ListQnas, "listQnas", "{project}/qnas")).with_query(&QNAS_QUERY),
    of_questions(list(ListSynonyms, "listSynonyms", "{project}/synonyms")),
    of_questions(row(UpdateSynonyms, "updateSynonyms", Put, "{project}/synonyms"))
        .succeeding(&[204]),
    of_questions(row(AddFeedback, "addFeedback", Post, "{project}/feedback")).succeeding(&[204]),
];
