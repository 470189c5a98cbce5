//! The declaration of an object of one of several kinds.

/// Declares an object of one of several kinds, which one member tells apart.
///
/// ```
/// use export_jobs_project::plain::MemberType;
///
/// export_jobs_project::variants! {
///     /// The messages of a tab.
///     #[derive(Clone, Debug, PartialEq)]
///     pub enum Said by "type" {
///         /// It is there.
///         Hello = "hello",
///         /// It asks for something.
///         Ask {
///             /// The wait in milliseconds.
///             wait_ms: u64,
///         } = "ask",
///         /// It hands on what another one said.
///         Again(text: String) = "again",
///     }
/// }
///
/// assert_eq!(Said::Hello.to_plain().to_json(), r#"{"type":"hello"}"#);
/// assert_eq!(Said::Ask { wait_ms: 5 }.to_plain().to_json(), r#"{"waitMs":5,"type":"ask"}"#);
/// assert_eq!(Said::Again("x".into()).to_plain().to_json(), r#"{"text":"x","type":"again"}"#);
/// ```
/// A variant has members like those of [`plain!`](crate::plain!), or one in parentheses, or none.
#[macro_export]
macro_rules! variants {
    (
        $(#[doc = $about:literal])*
        #[derive($($derive:path),* $(,)?)]
        $(#[$attribute:meta])*
        $visibility:vis enum $name:ident by $tag:literal {
            $(
                $(#[doc = $doc:literal])*
                $variant:ident
                $((
                    $(#[doc = $only_doc:literal])*
                    $only:ident: $only_type:ty $(= $only_rule:expr)?
                ))?
                $({
                    $(
                        $(#[doc = $member_doc:literal])*
                        $member:ident $(via $form:ident)?: $type:ty
                            $(as $member_name:literal)? $(= $rule:expr)?
                    ),* $(,)?
                })?
                = $word:literal
            ),* $(,)?
        }
    ) => {
        $(#[doc = $about])*
        #[derive($($derive),*)]
        $(#[$attribute])*
        $visibility enum $name {
            $(
                $(#[doc = $doc])*
                $variant
                $(($only_type))?
                $({
                    $(
                        $(#[doc = $member_doc])*
                        $member: $type,
                    )*
                })?,
            )*
        }

        const _: () = {
            static VARIANTS: $crate::plain::Variants = $crate::plain::Variants {
                tag: $tag,
                shapes: &[$((
                    $word,
                    &$crate::plain::Shape {
                        #[cfg(not(target_arch = "wasm32"))]
                        name: stringify!($variant),
                        #[cfg(not(target_arch = "wasm32"))]
                        docs: &[
                            $(&[$($only_doc),*],)?
                            $($(&[$($member_doc),*],)*)?
                            &[$($doc),*],
                        ],
                        names: &[
                            $($crate::camel_case!($only),)?
                            $($($crate::plain!(@name $member $(as $member_name)?),)*)?
                            $tag,
                        ],
                        members: &[
                            $($crate::plain!(@member [] $only_type $(, $only_rule)?),)?
                            $($($crate::plain!(@member [$($form)?] $type $(, $rule)?),)*)?
                            $crate::plain::Member {
                                kind: $crate::plain::Kind::Words(&$crate::plain::Words {
                                    #[cfg(not(target_arch = "wasm32"))]
                                    name: $tag,
                                    words: &[$word],
                                }),
                                is_optional: false,
                                rule: $crate::plain::Rule::NONE.required().in_full(),
                            },
                        ],
                    },
                )),*],
            };

            impl $crate::plain::MemberType for $name {
                const KIND: $crate::plain::Kind = $crate::plain::Kind::Variants(|| &VARIANTS);

                fn to_plain(&self) -> $crate::plain::Plain<'_> {
                    match self {
                        $(Self::$variant $(($only))? $({ $($member),* })? => {
                            let mut values = VARIANTS.values($word);
                            $(values.put($only);)?
                            $($($crate::plain!(
                                @put values, [$($form)?] $type, $member $(, $rule)?
                            );)*)?
                            values.push($crate::plain::Plain::text($word));
                            values.into_plain()
                        })*
                    }
                }
            }

            impl $crate::plain::ReadMember for $name {
                fn from_plain(plain: $crate::plain::Plain<'static>) -> Self {
                    let mut values = plain.into_values();
                    let last = values.next_back();
                    let word = match &last {
                        Some($crate::plain::Plain::Text(word)) => word.as_ref(),
                        _ => "",
                    };
                    $crate::variants!(@make word values $([
                        $word, $variant,
                        [$($only)?], [$({ $($member [$($form)?] [$type])* })?]
                    ])*)
                }
            }
        };
    };

    // The variant of the word, or the first variant if there is no object.
    (@make $given:ident $values:ident [$word:literal, $($first:tt)*] $([$others:literal, $($other:tt)*])*) => {
        match $given {
            $($others => $crate::variants!(@variant $values $($other)*),)*
            _ => $crate::variants!(@variant $values $($first)*),
        }
    };
    (
        @variant $values:ident $variant:ident,
        [$($only:ident)?],
        [$({ $($member:ident [$($form:ident)?] [$type:ty])* })?]
    ) => {
        Self::$variant
            $(($crate::variants!(@take $values $only)))?
            $({ $($member: $crate::plain!(@take [$($form)?] $type, $values),)* })?
    };
    (@take $values:ident $only:ident) => { $crate::plain::take(&mut $values) };
}
