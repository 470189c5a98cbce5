//! The messages on the channel between a site's tabs. Any script of the site can write to the
//! channel, and so can another version of the page.

use std::cell::Cell;

use crate::board::{BoardMessage, BoardState, Foreign, MESSAGE_OBJECTS};
use crate::job::stored::ID;
use crate::plain::{Form, Json, Kind, MemberType, Mode, Plain, Rule, read};
use crate::variants;

use super::Message;

variants! {
    /// A message from another tab. `from` is the id of that tab.
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
            /// True if the tab is visible.
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
            /// True if it comes from the polling tab.
            leads: bool,
            /// True if it is the whole state of the tab. The receiver then reports what is missing
            /// in a polling tab's state.
            is_whole: bool,
        } = "changes",
        /// A message for the board.
        Board(message: BoardMessage = Rule::NONE.required()) = "board",
    }
}

/// Leaves the board's state to [`BoardState::read`], which leaves out only the broken jobs.
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
    /// Creates the channel message for a message of the tab `from` about the election.
    pub(super) fn of_election(from: String, message: Message) -> Self {
        match message {
            Message::Hello => Self::Hello { from },
            Message::Ask { visible } => Self::Ask { from, visible },
            Message::Here => Self::Here { from },
            Message::Yours { to } => Self::Yours { from, to },
        }
    }

    /// Reads a message. Returns `None` for anything else, and for messages of later versions.
    pub fn read(value: &impl Foreign) -> Option<Self> {
        let mut message =
            read("message", value, Mode::Stored, &Cell::new(1 + MESSAGE_OBJECTS)).ok()?;
        if let Self::Changes { state, .. } = &mut message {
            // Broken jobs are left out, and the others are read.
            (*state, _) = BoardState::read(&value.member("state")?).ok()?;
        }
        Some(message)
    }
}
