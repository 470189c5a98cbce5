//! What boards tell each other, out to the channel. The core reads it back.

use crate::board::BoardMessage;
use crate::tabs::{ChannelMessage, Message};

use super::super::error::number;
use super::super::output::{Plain, ToPlain};

impl ToPlain for ChannelMessage {
    fn plain(&self) -> Plain<'_> {
        let (kind, mut members) = match self {
            Self::Tab { from, message } => {
                let (kind, member) = match message {
                    Message::Hello => ("hello", None),
                    Message::Ask { visible } => ("ask", Some(("visible", Plain::Bool(*visible)))),
                    Message::Here => ("here", None),
                    Message::Yours { to } => ("yours", Some(("to", Plain::Text(to)))),
                };
                let from = ("from", Plain::Text(from));
                (kind, [from].into_iter().chain(member).collect())
            }
            Self::Changes { state, leads } => {
                ("changes", vec![("state", state.plain()), ("leads", Plain::Bool(*leads))])
            }
            Self::Board(message) => ("board", vec![("message", message.plain())]),
        };
        members.push(("kind", Plain::Text(kind)));
        Plain::Object(members)
    }
}

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
            Self::Unsupported { url } => ("strange", vec![("url", Plain::Text(url))]),
            Self::Focus { url } => {
                ("focus", vec![("url", url.as_deref().map_or(Plain::Absent, Plain::Text))])
            }
            Self::Paused { is_paused } => ("paused", vec![("isPaused", Plain::Bool(*is_paused))]),
        };
        members.push(("type", Plain::Text(kind)));
        Plain::Object(members)
    }
}
