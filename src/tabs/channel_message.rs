//! What comes over the channel between a site's tabs. Any script of the site can write to it, and
//! so can another version of the page.

use crate::board::{BoardMessage, BoardState, Foreign, NAME, Reader};

use super::Message;

/// One message of another tab.
#[derive(Clone, Debug, PartialEq)]
pub enum ChannelMessage {
    /// About who polls.
    Tab {
        /// Who says so.
        from: String,
        /// What it says.
        message: Message,
    },
    /// What changed on its board.
    Changes {
        /// What changed.
        state: BoardState,
        /// True if it comes from the tab that polls.
        leads: bool,
    },
    /// For the board.
    Board(BoardMessage),
}

impl ChannelMessage {
    /// Reads a message. What is none, or one of a later version, says nothing.
    pub fn read(value: &impl Foreign) -> Option<Self> {
        let reader = Reader(value);
        let message = match reader.text("kind", NAME)?.as_str() {
            "changes" => {
                // Jobs that are none are left out, and the rest is taken.
                let (state, _) = BoardState::read(&value.member("state")?).ok()?;
                return Some(Self::Changes { state, leads: reader.flag("leads") });
            }
            "hello" => Message::Hello,
            "ask" => Message::Ask { visible: reader.flag("visible") },
            "here" => Message::Here,
            "yours" => Message::Yours { to: reader.whole_text("to", NAME)? },
            "board" => return BoardMessage::read(&value.member("message")?).map(Self::Board),
            _ => return None,
        };
        Some(Self::Tab { from: reader.whole_text("from", NAME)?, message })
    }
}
