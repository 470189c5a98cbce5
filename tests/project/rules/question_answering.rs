//! Cases of the rules about projects of question answering.

use serde_json::{Value, json};

use super::case::{Case, in_answers, long, many};

pub fn question_answering() -> Vec<Case> {
    let prompts = "/assets/qnas/0/dialog/prompts";
    vec![
        in_answers("duplicate-id", "/assets/qnas/1/id", json!(1), "$.assets.qnas[1].id", json!(2)),
        in_answers(
            "empty-answer",
            "/assets/qnas/1/answer",
            json!(" "),
            "$.assets.qnas[1].answer",
            json!("Yes"),
        ),
        in_answers(
            "empty-answer",
            "/assets/qnas/1/answer",
            Value::Null,
            "$.assets.qnas[1]",
            json!("Yes"),
        ),
        in_answers(
            "empty-question",
            "/assets/qnas/1/questions",
            json!([]),
            "$.assets.qnas[1].questions",
            json!(["Why?"]),
        ),
        in_answers(
            "empty-question",
            "/assets/qnas/1/questions/0",
            json!(""),
            "$.assets.qnas[1].questions[0]",
            json!("Why?"),
        ),
        in_answers(
            "duplicate-question",
            "/assets/qnas/1/questions/0",
            json!("How do I send?"),
            "$.assets.qnas[1].questions[0]",
            json!("How do I send"),
        ),
        in_answers(
            "broken-prompt",
            "/assets/qnas/0/dialog/prompts/0/qnaId",
            json!(3),
            "$.assets.qnas[0].dialog.prompts[0].qnaId",
            json!(0),
        ),
        in_answers(
            "long-answer",
            "/assets/qnas/1/answer",
            long(25_001),
            "$.assets.qnas[1].answer",
            long(25_000),
        ),
        in_answers(
            "long-source",
            "/assets/qnas/1/source",
            long(301),
            "$.assets.qnas[1].source",
            long(300),
        ),
        in_answers(
            "long-prompt",
            "/assets/qnas/0/dialog/prompts/0/displayText",
            long(201),
            "$.assets.qnas[0].dialog.prompts[0].displayText",
            long(200),
        ),
        in_answers(
            "too-many-questions",
            "/assets/qnas/1/questions",
            many(101, |i| json!(i.to_string())),
            "$.assets.qnas[1].questions",
            many(100, |i| json!(i.to_string())),
        ),
        in_answers(
            "too-many-prompts",
            prompts,
            many(21, |_| json!({"qnaId": 2})),
            "$.assets.qnas[0].dialog.prompts",
            many(20, |_| json!({"qnaId": 2})),
        ),
        in_answers(
            "too-many-alterations",
            "/assets/synonyms/0/alterations",
            many(21, |i| json!(i.to_string())),
            "$.assets.synonyms[0]",
            many(20, |i| json!(i.to_string())),
        ),
        in_answers(
            "synonym-collision",
            "/assets/synonyms/-",
            json!({"alterations": ["mail"]}),
            "$.assets.synonyms[1].alterations[0]",
            json!({"alterations": ["letter"]}),
        ),
    ]
}
