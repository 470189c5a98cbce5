//! The declaration of a closed set of words.

/// Declares a closed set of words, such as the states of a job.
///
/// ```
/// export_jobs_project::words! {
///     /// The way that a project takes.
///     #[derive(Clone, Copy, Debug, PartialEq, Eq)]
///     pub enum Route {
///         /// Through the page.
///         Import = "import",
///         /// From service to service.
///         Copy = "copy",
///     }
/// }
/// assert_eq!(Route::Copy.as_str(), "copy");
/// assert_eq!(Route::find("import"), Some(Route::Import));
/// ```
#[macro_export]
macro_rules! words {
    (
        $(#[doc = $about:literal])*
        #[derive($($derive:path),* $(,)?)]
        $(#[$attribute:meta])*
        $visibility:vis enum $name:ident $(as $typescript:literal)? {
            $(
                $(#[doc = $doc:literal])*
                $variant:ident = $word:literal
            ),* $(,)?
        }
    ) => {
        $(#[doc = $about])*
        #[derive($($derive),*)]
        $(#[$attribute])*
        $visibility enum $name {
            $(
                $(#[doc = $doc])*
                $variant,
            )*
        }

        impl $name {
            /// All words, in the order of their declaration.
            pub const ALL: [Self; [$($word),*].len()] = [$(Self::$variant),*];

            /// Returns the word in JavaScript.
            pub fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $word,)*
                }
            }

            /// Returns the variant with this word.
            pub fn find(word: &str) -> Option<Self> {
                Self::ALL.into_iter().find(|it| it.as_str() == word)
            }
        }

        const _: () = {
            static WORDS: $crate::plain::Words = $crate::plain::Words {
                #[cfg(not(target_arch = "wasm32"))]
                name: $crate::plain!(@typescript $name $($typescript)?),
                words: &[$($word),*],
            };

            impl $crate::plain::WordsType for $name {
                const WORDS: &'static $crate::plain::Words = &WORDS;
                const ABOUT: &'static [&'static str] = &[$($about),*];
                const DOCS: &'static [&'static [&'static str]] = &[$(&[$($doc),*]),*];
            }

            impl $crate::plain::Serialize for $name {
                fn serialize<S: $crate::plain::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                    to.serialize_str(self.as_str())
                }
            }

            impl $crate::plain::MemberType for $name {
                const KIND: $crate::plain::Kind = $crate::plain::Kind::Words(&WORDS);

                fn to_plain(&self) -> $crate::plain::Plain<'_> {
                    $crate::plain::Plain::text(self.as_str())
                }
            }

            impl $crate::plain::ReadMember for $name {
                fn from_plain(plain: $crate::plain::Plain<'static>) -> Self {
                    let [first, ..] = Self::ALL;
                    match plain {
                        $crate::plain::Plain::Text(word) => Self::find(&word).unwrap_or(first),
                        _ => first,
                    }
                }
            }
        };
    };
}
