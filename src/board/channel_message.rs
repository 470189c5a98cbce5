//! What comes over the channel between a site's tabs. Any script of the site can write to it, and
//! so can another version of the page.

use super::foreign::{Foreign, LONGEST_MS, NAME, Reader, URL};
use super::state_reader::read_lone_error;
use super::{BoardMessage, BoardState, Message};

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
        /// Whether it comes from the tab that polls.
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

impl BoardMessage {
    /// Reads a message of another tab's board.
    pub fn read(value: &impl Foreign) -> Option<Self> {
        let reader = Reader(value);
        let name = || reader.whole_text("name", NAME);
        let url = || reader.whole_text("url", URL);
        let version = reader.version();
        Some(match reader.text("type", NAME)?.as_str() {
            "leading" => Self::Leading,
            "turn" => Self::Turn {
                name: name()?,
                api: reader.whole_text("api", NAME)?,
                url: url()?,
                in_ms: reader.ms("inMs", LONGEST_MS),
                version,
            },
            "offer" => Self::Offer { name: name()? },
            "take" => Self::Take { name: name()? },
            "grant" => Self::Grant { name: name()?, version },
            "over" => Self::Over { name: name()?, version },
            "cancel" => Self::Cancel { url: url()? },
            "cancelled" => {
                let refusal = value.member("refusal");
                let outcome = refusal.map_or(Ok(()), |refusal| Err(read_lone_error(&refusal)));
                Self::Cancelled { url: url()?, outcome }
            }
            // This is the name on the channel since the first version.
            "strange" => Self::Unsupported { url: url()? },
            "focus" => Self::Focus { url: url() },
            "paused" => Self::Paused { is_paused: reader.flag("isPaused") },
            _ => return None,
        })
    }
}
