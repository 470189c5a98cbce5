//! Items by range and filter, and as rows.

use export_jobs::ExportedProject;
use export_jobs::project::{ItemFilter, ProjectItems};
use proptest::prelude::*;
use serde_json::{Value, json};

use super::bases::{answers, classification, conversation, ner, with};
use super::spelling::spaced;

fn items(project: &Value, list: &str, filter: &ItemFilter) -> ProjectItems {
    let project = ExportedProject::parse(project.to_string().into_bytes()).unwrap();
    project.items(list, filter).unwrap()
}

fn places(project: &Value, list: &str, filter: ItemFilter) -> Vec<usize> {
    items(project, list, &filter).iter().map(|item| item.index).collect()
}

fn csv(project: &Value, list: &str) -> String {
    let bytes: Vec<u8> = items(project, list, &ItemFilter::default()).csv().flatten().collect();
    String::from_utf8(bytes).unwrap()
}

#[test]
fn an_item_is_its_json_in_the_file() {
    let project = conversation();
    let all = items(&project, "utterances", &ItemFilter::default());
    assert_eq!(all.len(), 4);
    assert_eq!(all.get(4), None);
    for (index, item) in all.iter().enumerate() {
        let value: Value = serde_json::from_str(item.json).unwrap();
        assert_eq!(value, project["assets"]["utterances"][index]);
        assert!(project.to_string()[item.byte_offset as usize..].starts_with(item.json));
    }
    let missing = ExportedProject::parse(project.to_string().into_bytes()).unwrap();
    let error = missing.items("documents", &ItemFilter::default()).unwrap_err();
    assert_eq!(
        error.message,
        "This project has no list “documents”. Its lists are entities, intents, utterances."
    );
}

#[test]
fn an_item_must_pass_all_filters() {
    let filter = ItemFilter::default;
    let project = conversation();
    assert_eq!(places(&project, "utterances", filter().category("Read")), [1, 3]);
    assert_eq!(places(&project, "utterances", filter().category("Person")), [0, 1, 2]);
    assert_eq!(places(&project, "utterances", filter().category("Read").dataset("Test")), [3]);
    assert_eq!(places(&project, "utterances", filter().language("de")), [3]);
    assert_eq!(places(&project, "utterances", filter().text("ZOË 😀")), [0]);
    assert_eq!(places(&project, "utterances", filter().text("MAIL")), [2, 3]);
    assert_eq!(places(&project, "utterances", filter().text("mailx")), Vec::<usize>::new());
    assert_eq!(places(&project, "entities", filter().category("Day")), [1]);
    assert_eq!(places(&project, "entities", filter().text("datetime")), [1]);
    assert_eq!(places(&project, "entities", filter().dataset("Train")), Vec::<usize>::new());
    assert_eq!(places(&ner(), "documents", filter().text("7.TXT")), [7]);
    assert_eq!(places(&classification(), "documents", filter().category("Comedy").text("3.")), [3]);
    assert_eq!(places(&answers(), "qnas", filter().text("do i READ")), [1]);
}

#[test]
fn rows_have_columns_that_fit_the_list() {
    let text = csv(&conversation(), "utterances");
    let lines: Vec<_> = text.strip_prefix('\u{FEFF}').unwrap().split_terminator("\r\n").collect();
    assert_eq!(lines[0], "text,intent,language,dataset,labels,labelledText");
    assert_eq!(lines[1], "send it to Zoë 😀 now,Send,en-us,Train,Person:11:3,Zoë");
    assert_eq!(lines.len(), 5);
    assert!(csv(&ner(), "documents").contains("\r\n3.txt,en,Train,,Name:0:4\r\n"));
    assert!(csv(&classification(), "documents").contains("\r\n3.txt,,,Comedy,\r\n"));
    assert!(csv(&conversation(), "intents").contains("\r\nSend,,2,1,1\r\n"));
    assert!(csv(&answers(), "qnas").contains("\r\n2,How do I read?,Open it.,Editorial\r\n"));
    assert!(
        csv(&answers(), "synonyms")
            .contains("\r\n0,\"{\"\"alterations\"\":[\"\"mail\"\",\"\"post\"\"]}\"\r\n")
    );
}

#[test]
fn no_cell_is_a_formula() {
    for text in ["=1+1", "+1", "-1", "@SUM(1)", "\tx", "\rx", " =1", "＝1", "＋1", "－1", "＠1"]
    {
        let project = with(
            conversation(),
            "/assets/utterances",
            json!([{"text": text, "intent": "=cmd|' /C calc'!A0"}]),
        );
        let rows = csv(&project, "utterances");
        let row = rows.split_once("\r\n").unwrap().1;
        assert!(row.trim_start_matches('"').starts_with('\''), "{row:?}");
        assert!(row.contains(",'=cmd|"), "{row:?}");
    }
    let plain =
        with(conversation(), "/assets/utterances", json!([{"text": "1-1=0", "intent": "a"}]));
    assert!(csv(&plain, "utterances").contains("\r\n1-1=0,a"));
}

/// Reads CSV as defined in RFC 4180.
fn read_csv(text: &str) -> Vec<Vec<String>> {
    let (mut rows, mut row, mut cell, mut quoted) = (Vec::new(), Vec::new(), String::new(), false);
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            '"' if quoted && characters.peek() == Some(&'"') => cell.extend(characters.next()),
            '"' => quoted = !quoted,
            ',' if !quoted => row.push(std::mem::take(&mut cell)),
            '\r' if !quoted => {}
            '\n' if !quoted => {
                row.push(std::mem::take(&mut cell));
                rows.push(std::mem::take(&mut row));
            }
            other => cell.push(other),
        }
    }
    rows
}

/// Returns the cells as seen by a program that splits at another character. It respects quotes only
/// around what it takes for a whole cell.
fn cells_split_at(separator: char, text: &str) -> Vec<String> {
    let (mut cells, mut cell, mut quoted, mut begins) = (Vec::new(), String::new(), false, true);
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            '"' if begins => quoted = true,
            '"' if quoted && characters.peek() == Some(&'"') => cell.extend(characters.next()),
            '"' if quoted => quoted = false,
            other if !quoted && (other == separator || matches!(other, '\r' | '\n')) => {
                cells.push(std::mem::take(&mut cell));
                begins = true;
                continue;
            }
            other => cell.push(other),
        }
        begins = false;
    }
    cells
}

#[test]
fn no_cell_is_a_formula_when_semicolons_or_tabs_separate_them() {
    for text in ["a;=1+1;", "a\t+1\t", "a\n@SUM(1)\n", "a;\"=1;", "a; \" -1;", "\";=1;", "a;;＝1;"]
    {
        let project = with(
            conversation(),
            "/assets/utterances",
            json!([{"text": text, "intent": text, "entities": [{"category": text, "offset": 1, "length": 3}]}]),
        );
        let rows = csv(&project, "utterances");
        for separator in [';', '\t', ','] {
            for cell in cells_split_at(separator, &rows) {
                let cell = cell.trim_start_matches([' ', '"']);
                assert!(!cell.starts_with(['=', '+', '-', '@', '＝']), "{cell:?} of {rows:?}");
            }
        }
    }
    let plain =
        with(conversation(), "/assets/utterances", json!([{"text": "a; b=c", "intent": "a"}]));
    assert!(csv(&plain, "utterances").contains("\r\n\"a; b=c\",a"));
}

proptest! {
    #[test]
    fn rows_hold_every_text(texts in prop::collection::vec(any::<String>(), 0..12), spaces in prop::collection::vec(any::<u8>(), 1..40)) {
        let utterances: Vec<_> = texts.iter().map(|text| json!({"text": text, "intent": "A", "x": {"y": [text]}})).collect();
        let project = with(conversation(), "/assets/utterances", json!(utterances));
        let file = spaced(&project, &spaces);
        let items = ExportedProject::parse(file.into_bytes()).unwrap().items("utterances", &ItemFilter::default()).unwrap();

        let bytes: Vec<u8> = items.csv().flatten().collect();
        let rows = read_csv(std::str::from_utf8(&bytes).unwrap());
        prop_assert_eq!(rows.len(), texts.len() + 1);
        for (row, text) in rows.iter().skip(1).zip(&texts) {
            prop_assert_eq!(row.len(), 6);
            // Only apostrophes were added.
            prop_assert_eq!(row[0].replace('\'', ""), text.replace('\'', ""));
        }

        let bytes: Vec<u8> = items.json_lines().flatten().collect();
        let lines: Vec<_> = std::str::from_utf8(&bytes).unwrap().lines().collect();
        prop_assert_eq!(lines.len(), texts.len());
        for (line, utterance) in lines.iter().zip(&utterances) {
            prop_assert_eq!(*line, utterance.to_string());
        }
    }

    #[test]
    fn a_text_is_found_anywhere_in_an_item(before in any::<String>(), text in any::<String>(), after in any::<String>()) {
        let whole = [before, text.clone(), after].concat();
        let project = with(conversation(), "/assets/utterances", json!([{"text": whole, "intent": "A"}]));
        prop_assert_eq!(places(&project, "utterances", ItemFilter::default().text(&text)), [0]);
    }
}
