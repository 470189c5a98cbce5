//! Reads the messages of other tabs' boards. Any script of the site can write to the channel.

use super::BoardMessage;
use super::foreign::{Foreign, LONGEST_MS, NAME, Reader, URL};
use super::state_reader::read_error;

impl BoardMessage {
    /// Reads a message of another tab's board. Returns `None` for anything else.
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
                let outcome = refusal.map_or(Ok(()), |refusal| Err(read_error(&refusal)));
                Self::Cancelled { url: url()?, outcome }
            }
            // The name on the channel is that of the first version.
            "strange" => Self::Unsupported { url: url()? },
            "focus" => Self::Focus { url: url() },
            "paused" => Self::Paused { is_paused: reader.flag("isPaused") },
            _ => return None,
        })
    }
}
