//! What boards tell each other, out to the channel. The core reads it back.

use crate::Error;
use crate::board::BoardMessage;
use crate::plain::{Kind, MemberType, Plain};
use crate::tabs::{ChannelMessage, Message};

impl MemberType for ChannelMessage {
    const KIND: Kind = Kind::Json;

    fn to_plain(&self) -> Plain<'_> {
        let (kind, mut members) = match self {
            Self::Tab { from, message } => {
                let (kind, member) = match message {
                    Message::Hello => ("hello", None),
                    Message::Ask { visible } => ("ask", Some(("visible", Plain::Bool(*visible)))),
                    Message::Here => ("here", None),
                    Message::Yours { to } => ("yours", Some(("to", Plain::text(to)))),
                };
                let from = ("from", Plain::text(from));
                (kind, [from].into_iter().chain(member).collect())
            }
            Self::Changes { state, leads } => {
                ("changes", vec![("state", state.to_plain()), ("leads", Plain::Bool(*leads))])
            }
            Self::Board(message) => ("board", vec![("message", message.to_plain())]),
        };
        members.push(("kind", Plain::text(kind)));
        Plain::map(members)
    }
}

impl MemberType for BoardMessage {
    const KIND: Kind = Kind::Json;

    fn to_plain(&self) -> Plain<'_> {
        let version = |version: u32| ("version", Plain::Number(version.into()));
        let (kind, mut members) = match self {
            Self::Leading => ("leading", Vec::new()),
            Self::Turn { name, api, url, in_ms, version: of } => (
                "turn",
                vec![
                    ("name", Plain::text(name)),
                    ("api", Plain::text(api)),
                    ("url", Plain::text(url)),
                    ("inMs", Plain::count(*in_ms)),
                    version(*of),
                ],
            ),
            Self::Offer { name } => ("offer", vec![("name", Plain::text(name))]),
            Self::Take { name } => ("take", vec![("name", Plain::text(name))]),
            Self::Grant { name, version: of } => {
                ("grant", vec![("name", Plain::text(name)), version(*of)])
            }
            Self::Over { name, version: of } => {
                ("over", vec![("name", Plain::text(name)), version(*of)])
            }
            Self::Cancel { url } => ("cancel", vec![("url", Plain::text(url))]),
            Self::Cancelled { url, outcome } => {
                let refusal = outcome.as_ref().err().map_or(Plain::Absent, Error::stored);
                ("cancelled", vec![("url", Plain::text(url)), ("refusal", refusal)])
            }
            Self::Unsupported { url } => ("strange", vec![("url", Plain::text(url))]),
            Self::Focus { url } => {
                ("focus", vec![("url", url.as_deref().map_or(Plain::Absent, Plain::text))])
            }
            Self::Paused { is_paused } => ("paused", vec![("isPaused", Plain::Bool(*is_paused))]),
        };
        members.push(("type", Plain::text(kind)));
        Plain::map(members)
    }
}
