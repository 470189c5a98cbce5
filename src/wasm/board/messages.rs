//! What boards tell each other, out to the channel and back.

use wasm_bindgen::JsValue;

use crate::Result;
use crate::board::BoardMessage;

use super::super::error::number;
use super::super::fields::get;
use super::super::output::{Plain, ToPlain};
use super::records::{read_error, small, whole};

impl ToPlain for BoardMessage {
    fn plain(&self) -> Plain<'_> {
        let version = |version: u32| ("version", Plain::Number(version.into()));
        let (kind, mut members) = match self {
            Self::Leading => ("leading", Vec::new()),
            Self::Turn { name, api, url, in_ms, version: of } => (
                "turn",
                vec![
                    ("name", Plain::Text(name)),
                    ("api", Plain::Text(api)),
                    ("url", Plain::Text(url)),
                    ("inMs", Plain::Number(number(*in_ms))),
                    version(*of),
                ],
            ),
            Self::Offer { name } => ("offer", vec![("name", Plain::Text(name))]),
            Self::Take { name } => ("take", vec![("name", Plain::Text(name))]),
            Self::Grant { name, version: of } => {
                ("grant", vec![("name", Plain::Text(name)), version(*of)])
            }
            Self::Over { name, version: of } => {
                ("over", vec![("name", Plain::Text(name)), version(*of)])
            }
            Self::Cancel { url } => ("cancel", vec![("url", Plain::Text(url))]),
            Self::Cancelled { url, outcome } => {
                let refusal = outcome.as_ref().err().map_or(Plain::Absent, ToPlain::plain);
                ("cancelled", vec![("url", Plain::Text(url)), ("refusal", refusal)])
            }
            Self::Focus { url } => {
                ("focus", vec![("url", url.as_deref().map_or(Plain::Absent, Plain::Text))])
            }
            Self::Paused { is_paused } => ("paused", vec![("isPaused", Plain::Bool(*is_paused))]),
        };
        members.push(("type", Plain::Text(kind)));
        Plain::Object(members)
    }
}

/// Reads a message of another tab, which may be of another version of the page: then it says nothing.
pub(super) fn read_message(value: &JsValue) -> Option<BoardMessage> {
    let text = |name: &str| get(value, name).as_string();
    let version = || small(whole(get(value, "version").as_f64()));
    let outcome = || -> Result<()> {
        let refusal = get(value, "refusal");
        if refusal.is_undefined() { Ok(()) } else { Err(read_error(&refusal)) }
    };
    Some(match text("type")?.as_str() {
        "leading" => BoardMessage::Leading,
        "turn" => BoardMessage::Turn {
            name: text("name")?,
            api: text("api")?,
            url: text("url")?,
            in_ms: whole(get(value, "inMs").as_f64()),
            version: version(),
        },
        "offer" => BoardMessage::Offer { name: text("name")? },
        "take" => BoardMessage::Take { name: text("name")? },
        "grant" => BoardMessage::Grant { name: text("name")?, version: version() },
        "over" => BoardMessage::Over { name: text("name")?, version: version() },
        "cancel" => BoardMessage::Cancel { url: text("url")? },
        "cancelled" => BoardMessage::Cancelled { url: text("url")?, outcome: outcome() },
        "focus" => BoardMessage::Focus { url: text("url") },
        "paused" => BoardMessage::Paused { is_paused: get(value, "isPaused").is_truthy() },
        _ => return None,
    })
}
