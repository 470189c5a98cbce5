//! Renews a token that a service has refused.

use crate::Response;
use crate::service::Service;

/// The number of times that a request may be sent, and the tokens for it. This matters only for a token provider,
/// because a fixed credential never changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sending {
    /// The request may be repeated. If the service refuses its token, it is sent once more with a fresh
    /// one.
    Renewed,
    /// The request is sent once. After any failure, the caller must check what happened before
    /// sending it again.
    Once,
    /// The request is sent once, with a fresh token.
    OnceWithFreshToken,
}

/// Decides which token each attempt of a request sends, and whether there is another attempt.
#[derive(Clone, Debug)]
pub struct Renewal {
    sending: Sending,
    can_renew: bool,
    has_renewed: bool,
}

impl Renewal {
    /// Creates the renewal of a request that has not been sent. `can_renew` is true if the credential is a token
    /// provider.
    pub fn new(sending: Sending, can_renew: bool) -> Self {
        Self { sending, can_renew, has_renewed: false }
    }

    /// Returns whether the next attempt needs a fresh token.
    pub fn needs_fresh_token(&self) -> bool {
        self.has_renewed || self.sending == Sending::OnceWithFreshToken
    }

    /// Takes the answer to an attempt. Returns whether to send the request again immediately. This is safe, because a
    /// request whose token was refused has started nothing.
    pub fn handle_response(&mut self, service: &dyn Service, response: &Response) -> bool {
        let is_again = self.sending == Sending::Renewed
            && self.can_renew
            && !self.has_renewed
            && service.refuses_credential(response);
        self.has_renewed |= is_again;
        is_again
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Headers;
    use crate::service::AvePoint;

    /// The tokens of a request, when the service answers each attempt with the next status.
    fn tokens(sending: Sending, can_renew: bool, statuses: &[u16]) -> Vec<&'static str> {
        let service = AvePoint::new("https://graph-us.avepointonlineservices.com").unwrap();
        let mut renewal = Renewal::new(sending, can_renew);
        let mut tokens = Vec::new();
        for status in statuses {
            tokens.push(if renewal.needs_fresh_token() { "fresh" } else { "cached" });
            let (headers, body) = (Headers::new(), Vec::new());
            let response = Response { status: *status, headers, body, received_at_ms: 0 };
            if !renewal.handle_response(&service, &response) {
                break;
            }
        }
        tokens
    }

    #[test]
    fn a_refused_token_is_renewed_once() {
        assert_eq!(tokens(Sending::Renewed, true, &[401, 200]), ["cached", "fresh"]);
        assert_eq!(tokens(Sending::Renewed, true, &[401, 401, 200]), ["cached", "fresh"]);
    }

    #[test]
    fn any_other_answer_stands() {
        for status in [200, 403, 404, 429, 500] {
            assert_eq!(tokens(Sending::Renewed, true, &[status, 200]), ["cached"], "{status}");
        }
    }

    #[test]
    fn a_key_is_never_renewed() {
        assert_eq!(tokens(Sending::Renewed, false, &[401, 200]), ["cached"]);
    }

    #[test]
    fn a_request_that_may_go_once_goes_once() {
        assert_eq!(tokens(Sending::Once, true, &[401, 200]), ["cached"]);
        assert_eq!(tokens(Sending::OnceWithFreshToken, true, &[401, 200]), ["fresh"]);
    }
}
