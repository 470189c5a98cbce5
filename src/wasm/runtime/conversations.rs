//! Reads whole conversations from JavaScript.

use wasm_bindgen::JsValue;

use crate::Result;
use crate::service::{Conversation, ConversationItem};

use crate::wasm::values::fields::{Fields, items_of};

/// Reads `{ id?, language?, modality?, conversationItems }`. The default id is the index, counted
/// from 1.
pub(crate) fn read_conversations(
    value: &JsValue,
    language: Option<&str>,
) -> Result<Vec<Conversation>> {
    let mut conversations = Vec::new();
    for (at, item) in (1..).zip(items_of("conversations", value)?.iter()) {
        let fields = Fields::of("conversation", &item);
        let mut conversation = Conversation {
            id: fields.text("id").unwrap_or_else(|| format!("{at}")),
            language: fields.text("language").or(language.map(str::to_owned)).unwrap_or_default(),
            modality: fields.text("modality"),
            items: Vec::new(),
        };
        fields.end()?;
        conversation.items = read_items(&fields.get("conversationItems"))?;
        conversations.push(conversation);
    }
    Ok(conversations)
}

/// Reads `{ id?, participantId, role?, text }`.
fn read_items(value: &JsValue) -> Result<Vec<ConversationItem>> {
    let mut items = Vec::new();
    for (at, item) in (1..).zip(items_of("conversationItems", value)?.iter()) {
        let fields = Fields::of("conversationItem", &item);
        items.push(ConversationItem {
            id: fields.text("id").unwrap_or_else(|| format!("{at}")),
            participant_id: fields.required_text("participantId"),
            role: fields.text("role"),
            text: fields.required_text("text"),
        });
        fields.end()?;
    }
    Ok(items)
}
