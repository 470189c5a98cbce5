//! What comes over the channel between a site's tabs. Any script of the site can write to it, and
//! so can another version of the page.

use std::cell::Cell;

use crate::board::{BoardMessage, BoardState, Foreign, MESSAGE_OBJECTS};
use crate::job::stored::ID;
use crate::plain::{Form, Json, Kind, MemberType, Mode, Plain, Rule, read};
use crate::variants;

use super::Message;

variants! {
    /// One message of another tab. `from` is the id of the tab that says so.
    #[derive(Clone, Debug, PartialEq)]
    pub enum ChannelMessage by "kind" {
        /// [`Message::Hello`]
        Hello {
            /// The tab.
            from: String = ID,
        } = "hello",
        /// [`Message::Ask`]
        Ask {
            /// The tab.
            from: String = ID,
            /// True if a person sees the tab.
            visible: bool,
        } = "ask",
        /// [`Message::Here`]
        Here {
            /// The tab.
            from: String = ID,
        } = "here",
        /// [`Message::Yours`]
        Yours {
            /// The tab.
            from: String = ID,
            /// The tab that may take the lead.
            to: String = ID,
        } = "yours",
        /// The changes on its board.
        Changes {
            /// The change.
            state via ReadApart: BoardState,
            /// True if it comes from the tab that polls.
            leads: bool,
            /// True if it is all that the tab knows. The tab that polls is then told what it lacks.
            is_whole: bool,
        } = "changes",
        /// For the board.
        Board(message: BoardMessage = Rule::NONE.required()) = "board",
    }
}

/// A board's state is read by [`BoardState::read`], which leaves out broken jobs one by one.
struct ReadApart;

impl Form<BoardState> for ReadApart {
    const KIND: Kind = Json::KIND;

    fn to_plain(state: &BoardState) -> Plain<'_> {
        state.to_plain()
    }

    fn from_plain(_: Plain<'static>) -> BoardState {
        BoardState::default()
    }
}

impl ChannelMessage {
    /// Makes the message of the tab `from` about who polls.
    pub(super) fn of_election(from: String, message: Message) -> Self {
        match message {
            Message::Hello => Self::Hello { from },
            Message::Ask { visible } => Self::Ask { from, visible },
            Message::Here => Self::Here { from },
            Message::Yours { to } => Self::Yours { from, to },
        }
    }

    /// Reads a message. What is none, or one of a later version, says nothing.
    pub fn read(value: &impl Foreign) -> Option<Self> {
        let mut message =
            read("message", value, Mode::Stored, &Cell::new(1 + MESSAGE_OBJECTS)).ok()?;
        if let Self::Changes { state, .. } = &mut message {
            // Jobs that are none are left out, and the rest is taken.
            (*state, _) = BoardState::read(&value.member("state")?).ok()?;
        }
        Some(message)
    }
}
