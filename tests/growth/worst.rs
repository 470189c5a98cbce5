//! The worst files that we know, in any size.

use std::collections::BTreeMap;

/// A file and its documents. The length of both is about a multiple of the size.
pub struct Case {
    pub name: &'static str,
    pub file: fn(usize) -> Vec<u8>,
    pub documents: fn(usize) -> BTreeMap<String, Vec<u8>>,
}

const fn case(name: &'static str, file: fn(usize) -> Vec<u8>) -> Case {
    Case { name, file, documents: |_| BTreeMap::new() }
}

/// Returns this many items, separated by commas.
fn many(size: usize, item: impl Fn(usize) -> String) -> String {
    (0..size).map(item).collect::<Vec<_>>().join(",")
}

fn escaped(text: &str) -> String {
    text.bytes().map(|byte| format!("\\u{byte:04x}")).collect()
}

fn project(kind: &str, metadata: &str, assets: &str) -> Vec<u8> {
    format!(
        r#"{{"projectFileVersion":"2023-04-01","stringIndexType":"Utf16CodeUnit",
        "metadata":{{"projectKind":"{kind}","projectName":"Worst","language":"en"{metadata}}},
        "assets":{{"projectKind":"{kind}",{assets}}}}}"#
    )
    .into_bytes()
}

fn conversation(assets: &str) -> Vec<u8> {
    project("Conversation", "", assets)
}

fn answers(assets: &str) -> Vec<u8> {
    format!(r#"{{"metadata":{{"language":"en"}},"assets":{{{assets}}}}}"#).into_bytes()
}

fn labelled(text: &str, labels: &str) -> Vec<u8> {
    conversation(&format!(
        r#""intents":[{{"category":"A"}}],"entities":[{{"category":"E"}}],"utterances":[{{"text":"{text}","intent":"A","entities":[{labels}]}}]"#
    ))
}

fn long_documents(size: usize) -> BTreeMap<String, Vec<u8>> {
    let text = "word\r\n".repeat(size).into_bytes();
    [("a.txt".to_owned(), text.clone()), ("b.txt".to_owned(), text)].into()
}

pub const CASES: &[Case] = &[
    case("values nested sixty deep", |size| {
        let deep = "[".repeat(55) + &"]".repeat(55);
        conversation(&format!(
            r#""utterances":[{}]"#,
            many(size, |_| format!(r#"{{"own":{deep}}}"#))
        ))
    }),
    case("one member of the file again and again", |size| {
        let more = many(size, |_| r#""projectFileVersion":"x""#.into());
        format!(r#"{{"metadata":{{}},"assets":{{}},{more}}}"#).into_bytes()
    }),
    case("one member of the metadata again and again", |size| {
        let more = many(size, |_| r#""description":"""#.into());
        project("Conversation", &format!(",{more}"), r#""utterances":[]"#)
    }),
    case("one list of the assets again and again", |size| {
        conversation(&many(size, |_| r#""documents":[1]"#.into()))
    }),
    case("settings again and again", |size| {
        let more = many(size, |at| format!(r#""settings":{{"a{at}":{at}}}"#));
        project("Conversation", &format!(",{more}"), r#""utterances":[]"#)
    }),
    case("members of the file", |size| {
        let more = many(size, |at| format!(r#""m{at:06}":{at}"#));
        format!(r#"{{"metadata":{{}},"assets":{{}},{more}}}"#).into_bytes()
    }),
    case("members of the metadata", |size| {
        let more = many(size, |at| format!(r#""m{at:06}":{at}"#));
        project("Conversation", &format!(",{more}"), r#""utterances":[]"#)
    }),
    case("settings", |size| {
        let more = many(size, |at| format!(r#""m{at:06}":{at}"#));
        project("Conversation", &format!(r#","settings":{{{more}}}"#), r#""utterances":[]"#)
    }),
    case("members of the assets", |size| {
        conversation(&many(size, |at| format!(r#""m{at:06}":{at}"#)))
    }),
    case("lists of the assets", |size| {
        conversation(&many(size, |at| format!(r#""m{at:06}":[{at}],"intents":{at}"#)))
    }),
    case("items behind lists", |size| {
        let items = many(size, |at| format!(r#"{{"text":"{at}","intent":"A"}}"#));
        let lists = many(size, |at| format!(r#""m{at:06}":[]"#));
        conversation(&format!(r#""utterances":[{items}],{lists}"#))
    }),
    case("one long text", |size| labelled(&"word ".repeat(size * 10), "")),
    case("one long text of escapes", |size| {
        let text = escaped(&"word ".repeat(size));
        conversation(&format!(
            r#""utterances":[{{"text":"{text}","intent":"{text}","language":"{text}"}}]"#
        ))
    }),
    case("one long language", |size| {
        let language = "a".repeat(size * 10);
        let items =
            many(size, |at| format!(r#"{{"text":"{at}","intent":"A","language":"de-{at}"}}"#));
        format!(r#"{{"metadata":{{"projectKind":"Conversation","language":"{language}"}},"assets":{{"utterances":[{items}]}}}}"#)
            .into_bytes()
    }),
    case("labels that cover the whole text", |size| {
        let label = format!(r#"{{"category":"E","offset":0,"length":{}}}"#, size * 10);
        labelled(&"a".repeat(size * 10), &many(size, |_| label.clone()))
    }),
    case("labels of a long category", |size| {
        let long =
            format!(r#"{{"category":"{}","offset":0,"length":2}}"#, escaped(&"E".repeat(size * 4)));
        labelled(
            "ab",
            &format!(
                "{long},{}",
                many(size, |_| r#"{"category":"E","offset":0,"length":1}"#.into())
            ),
        )
    }),
    case("labels at one place, the first with a long category", |size| {
        let long =
            format!(r#"{{"category":"{}","offset":0,"length":1}}"#, escaped(&"E".repeat(size * 4)));
        labelled(
            "ab",
            &format!(
                "{long},{}",
                many(size, |_| r#"{"category":"E","offset":0,"length":1}"#.into())
            ),
        )
    }),
    case("labels inside each other", |size| {
        let label =
            |at: usize| format!(r#"{{"category":"E","offset":{at},"length":{}}}"#, 2 * (size - at));
        labelled(&"a".repeat(size * 2), &many(size, label))
    }),
    case("labels of wrong types", |size| {
        labelled("ab", &many(size, |_| r#"{"category":1,"offset":"0"}"#.into()))
    }),
    case("labels that are none", |size| labelled("ab", &many(size * 10, |_| "1".into()))),
    case("labels that are empty", |size| labelled("ab", &many(size * 10, |_| "{}".into()))),
    case("copies of an utterance of many labels", |size| {
        let labels = many(size, |_| r#"{"category":"E","offset":0,"length":1}"#.into());
        let copies = many(size, |at| format!(r#"{{"text":"a","intent":"B{at}"}}"#));
        conversation(&format!(
            r#""utterances":[{{"text":"a","intent":"{}","entities":[{labels}]}},{copies}]"#,
            "A".repeat(size * 10)
        ))
    }),
    case("utterances", |size| {
        conversation(&format!(
            r#""utterances":[{}]"#,
            many(size, |at| format!(
                r#"{{"text":"aaa{at}","intent":"A{at}","language":"x{at}","dataset":"y{at}"}}"#
            ))
        ))
    }),
    case("utterances of escapes", |size| {
        let name = |at: usize| escaped(&format!("{at:04}"));
        let one = |at| {
            let name = name(at);
            format!(
                r#"{{"{}":"{name}","{}":"{name}","{}":[{{"{}":"{name}","offset":0,"length":1}}]}}"#,
                escaped("text"),
                escaped("intent"),
                escaped("entities"),
                escaped("category")
            )
        };
        conversation(&format!(r#""{}":[{}]"#, escaped("utterances"), many(size, one)))
    }),
    case("utterances that are none", |size| {
        conversation(&format!(r#""utterances":[{}]"#, many(size * 10, |_| "1".into())))
    }),
    case("intents and entities", |size| {
        let one = |at: usize| format!(r#"{{"category":"{at:050}","description":"d"}}"#);
        conversation(&format!(r#""intents":[{0}],"entities":[{0}]"#, many(size, one)))
    }),
    case("intents that are none", |size| {
        conversation(&format!(
            r#""intents":[{0}],"entities":[{0}]"#,
            many(size * 10, |_| "1".into())
        ))
    }),
    case("synonyms of a long language", |size| {
        let language = "a".repeat(size * 10);
        let values = many(size, |at| format!(r#""{at}""#));
        conversation(&format!(
            r#""entities":[{{"category":"E","list":{{"sublists":[{{"listKey":"k","synonyms":[{{"language":"{language}","values":[{values}]}}]}}]}}}}]"#
        ))
    }),
    case("sublists of one synonym", |size| {
        let one = r#"{"listKey":"k","synonyms":[{"language":"en","values":["s"]}]}"#;
        conversation(&format!(
            r#""entities":[{{"category":"E","list":{{"sublists":[{}]}}}}]"#,
            many(size, |_| one.into())
        ))
    }),
    Case {
        name: "documents that are two documents",
        file: |size| {
            let one = |at: usize| {
                format!(
                    r#"{{"location":"{}.txt","summaryLocation":"{}.txt"}}"#,
                    if at.is_multiple_of(2) { 'a' } else { 'b' },
                    if at.is_multiple_of(2) { 'b' } else { 'a' }
                )
            };
            project("CustomEntityRecognition", "", &format!(r#""documents":[{}]"#, many(size, one)))
        },
        documents: long_documents,
    },
    Case {
        name: "regions of one document",
        file: |size| {
            let region = r#"{"regionOffset":0,"regionLength":9000000,"labels":[]}"#;
            let regions = many(size, |_| region.into());
            project(
                "CustomEntityRecognition",
                "",
                &format!(r#""documents":[{{"location":"a.txt","entities":[{regions}]}}]"#),
            )
        },
        documents: long_documents,
    },
    case("documents and classes", |size| {
        let classes = |at: usize| many(4, |more| format!(r#"{{"category":"{at}-{more}"}}"#));
        let one = |at| format!(r#"{{"location":"{at}.txt","classes":[{}]}}"#, classes(at));
        project(
            "CustomMultiLabelClassification",
            "",
            &format!(r#""classes":[],"documents":[{}]"#, many(size, one)),
        )
    }),
    case("pairs of one long id", |size| {
        let id = "9".repeat(size * 4);
        let one = |at: usize| {
            let id = if at == 0 { id.as_str() } else { "1" };
            format!(
                r#"{{"id":{id},"answer":"a","questions":["q"],"dialog":{{"prompts":[{{"qnaId":{at}}}]}}}}"#
            )
        };
        answers(&format!(
            r#""qnas":[{}],"synonyms":[{}]"#,
            many(size, one),
            many(size, |_| r#"{"alterations":["a"]}"#.into())
        ))
    }),
    case("questions of one pair", |size| {
        let questions = many(size * 4, |_| r#""q""#.into());
        answers(&format!(r#""qnas":[{{"id":1,"answer":"a","questions":[{questions}]}}]"#))
    }),
    case("a list that the format does not have", |size| {
        conversation(&format!(r#""own":[{}]"#, many(size * 10, |_| "[]".into())))
    }),
];
