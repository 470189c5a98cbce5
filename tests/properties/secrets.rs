//! A credential that an answer echoes is removed, however it is spelled.

use export_jobs::service::{AvePoint, AzureLanguage, Family, Service};
use export_jobs::{Headers, Response, Secrets};
use proptest::collection::vec;
use proptest::prelude::*;

/// Encodes some of a text's characters.
#[derive(Clone, Copy, Debug)]
enum Layer {
    Json,
    Percent,
    Html,
    Form,
}

/// Encodes the characters that must be encoded, and a random choice of the others.
fn encode(layer: Layer, text: &str, dice: &mut impl Iterator<Item = u8>) -> String {
    let mut encoded = String::new();
    for character in text.chars() {
        let roll = dice.next().unwrap();
        let code = u32::from(character);
        encoded += &match (layer, character, roll % 4) {
            (Layer::Json, '"' | '\\' | '/', 0 | 1) => format!("\\{character}"),
            (Layer::Json, _, 2) => format!("\\u{code:04x}"),
            (Layer::Json, _, 3) => format!("\\u{code:04X}"),
            (Layer::Json, '"' | '\\', _) => format!("\\u{code:04x}"),
            (Layer::Form, ' ', 0 | 1) => "+".to_owned(),
            (Layer::Percent | Layer::Form, _, 2) => format!("%{code:02x}"),
            (Layer::Percent | Layer::Form, _, 3) => format!("%{code:02X}"),
            (Layer::Percent, '%', _) | (Layer::Form, '%' | '+' | ' ', _) => format!("%{code:02X}"),
            (Layer::Html, '&', 0 | 1) => "&amp;".to_owned(),
            (Layer::Html, '"', 0 | 1) => "&quot;".to_owned(),
            (Layer::Html, _, 2) => format!("&#{code};"),
            (Layer::Html, _, 3) => format!("&#x{code:X};"),
            _ => character.to_string(),
        };
    }
    encoded
}

/// Decodes every layer, with other code than the tested one.
fn decoded(text: &str) -> String {
    let mut text = text.to_owned();
    for _ in 0..6 {
        text = text.replace("&quot;", "\"").replace("&amp;", "&");
        for code in 0x20_u8..0x7f {
            let character = char::from(code).to_string();
            for spelled in [
                format!("\\u{code:04x}"),
                format!("\\u{code:04X}"),
                format!("%{code:02x}"),
                format!("%{code:02X}"),
                format!("&#{code};"),
                format!("&#x{code:X};"),
            ] {
                text = text.replace(&spelled, &character);
            }
        }
        text = text.replace("\\/", "/").replace("\\\"", "\"").replace("\\\\", "\\");
    }
    text
}

fn layers() -> impl Strategy<Value = Vec<Layer>> {
    let layer =
        prop_oneof![Just(Layer::Json), Just(Layer::Percent), Just(Layer::Html), Just(Layer::Form)];
    vec(layer, 0..=2)
}

fn respond(status: u16, headers: &[(&str, &str)], body: String) -> Response {
    let headers: Headers = headers.iter().copied().collect();
    Response { status, headers, body: body.into_bytes(), received_at_ms: 0 }
}

/// A key or a token: anything that a header can carry, without white space around it.
const SECRET: &str = "[!-~][A-Za-z0-9+/=._~&\"%\\\\ -]{6,40}[!-~]";

proptest! {
    #[test]
    fn no_spelling_of_a_secret_survives(
        secret in SECRET,
        layers in layers(),
        dice in vec(any::<u8>(), 400),
        before in "[a-z :]{0,170}",
        status in prop::sample::select(vec![200_u16, 202, 400, 401, 403, 404, 429, 500]),
    ) {
        let mut dice = dice.into_iter().cycle();
        let echo = layers.iter().fold(secret.clone(), |text, layer| encode(*layer, &text, &mut dice));
        let said = format!("{before}{echo} after");
        let in_json = encode(Layer::Json, &said, &mut dice);
        let error = format!(
            r#"{{"code":"X","message":"{in_json}","target":"{in_json}",
                "details":[{{"code":"{in_json}","message":"y"}}],"innererror":{{"message":"{in_json}"}}}}"#
        );
        let bodies = [
            format!(r#"{{"error":{error}}}"#),
            format!(r#"{{"jobId":"{in_json}","status":"failed","jobStatus":3,"message":"{in_json}",
                "resultUrl":"{in_json}","errors":[{error}],"warnings":[{error}]}}"#),
            format!(r#"{{"status":500,"message":"{in_json}"}}"#),
            format!("<pre>{said}</pre>"),
        ];
        let services: [Box<dyn Service>; 2] = [
            Box::new(AzureLanguage::new("https://a.example", Family::AnalyzeText, None).unwrap()),
            Box::new(AvePoint::new("https://a.example").unwrap()),
        ];
        let secrets = Secrets::of(&format!(" {secret}\t"));
        for service in &services {
            for body in &bodies {
                let mut response = respond(status, &[("apim-request-id", &said)], body.clone());
                // It is removed from an answer before that is read, and from every error.
                let mut shown = Vec::new();
                let unread = service.read_status(&response, None);
                response.redact_all(&secrets);
                shown.push(response.request_id().unwrap_or_default().to_owned());
                shown.extend(service.read_status(&response, None).ok().map(|it| format!("{it:?}")));
                for mut error in unread.err().into_iter().chain(service.read_status(&response, None).err()) {
                    error.redact_all(&secrets);
                    shown.push(format!("{} {error:?}", error.message()));
                }
                for shown in shown {
                    prop_assert!(!shown.contains(&echo), "{echo} in {shown}");
                    prop_assert!(!decoded(&shown).contains(&secret), "{secret} as {echo} in {shown}");
                }
            }
        }
    }

    #[test]
    fn base64_of_a_secret_does_not_survive(
        secret in SECRET, before in "[ -~]{0,9}", after in "[ -~]{0,9}", is_url in any::<bool>(),
    ) {
        let alphabet = if is_url {
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
        } else {
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
        };
        let text = format!("{before}{secret}{after}");
        let bits: String = text.bytes().map(|byte| format!("{byte:08b}")).collect();
        let digits = bits.as_bytes().chunks_exact(6).map(|six| {
            let value = usize::from_str_radix(std::str::from_utf8(six).unwrap(), 2).unwrap();
            char::from(alphabet.as_bytes()[value])
        });
        let encoded: String = digits.collect();
        let mut response = respond(400, &[], format!(r#"{{"error":{{"message":"{encoded}"}}}}"#));
        response.redact(&secret);
        let shown = String::from_utf8(response.body).unwrap();
        // The rest are the groups that contain a part of a neighbour.
        let left = shown.split("\"message\":\"").nth(1).unwrap();
        prop_assert!(left.contains("**********"), "{secret} as {encoded}: {left}");
    }

    #[test]
    fn texts_without_the_secret_stay_as_they_are(
        secret in "[A-Z0-9]{8,40}", text in "[a-z\\\\%&#;:/\"{} \u{e9}…]{0,200}",
    ) {
        let mut response = respond(200, &[("x", &text)], text.clone());
        response.redact(&secret);
        prop_assert_eq!(response.headers.get("x"), Some(text.as_str()));
        prop_assert_eq!(response.body, text.into_bytes());
    }
}
