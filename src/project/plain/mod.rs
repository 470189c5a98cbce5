//! One declaration for each type that is passed to JavaScript.
//!
//! `plain!` declares an object, `words!` a closed set of words, and `variants!` an object of one of
//! several kinds. Each makes the Rust type and a table of its members: their names, kinds, limits
//! and documentation. All other functions use the tables:
//! * [`Plain`] is the form of a value for writing. It becomes one JSON text, from which the module
//!   makes JavaScript objects.
//! * `read` makes a value from foreign data, and names the member that is wrong.
//! * `typescript` prints the interface with its documentation, and `sample` makes values for tests.
//!
//! Names are in camel case in JavaScript: `retry_after_ms` is `retryAfterMs`.

mod declare;
mod foreign;
mod member;
mod name;
mod read;
#[cfg(not(target_arch = "wasm32"))]
pub mod sample;
mod shape;
#[cfg(not(target_arch = "wasm32"))]
pub mod typescript;
mod value;
mod variants;
mod words;
mod write;

pub use foreign::Foreign;
pub use member::{Failure, Form, IntoPlain, Json, MemberType, ReadMember, Values, computed, take};
pub use name::{camel, camel_length};
pub use read::{Mode, Wrong, read};
#[cfg(not(target_arch = "wasm32"))]
pub use shape::TypeScript;
pub use shape::{Kind, Member, Plainly, Rule, Shape, Variants, Words, WordsType};
pub use value::Plain;
pub use write::Written;

#[doc(hidden)] // For the macros.
pub use serde::{Serialize, Serializer};
