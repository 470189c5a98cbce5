//! The declaration of an object.

/// Declares an object that is passed to JavaScript.
///
/// ```
/// use export_jobs_project::plain;
/// use export_jobs_project::plain::{MemberType, Rule, typescript};
///
/// plain! {
///     /// The words of a service about a failure.
///     #[derive(Clone, Debug)]
///     pub struct Failure {
///         /// Its code.
///         pub code: String,
///         /// The wait in milliseconds.
///         pub retry_after_ms: Option<u64> = Rule::most(1_000),
///     } also {
///         /// Whether to wait.
///         is_slow: bool => Failure::is_slow,
///     }
/// }
///
/// impl Failure {
///     fn is_slow(&self) -> bool {
///         self.retry_after_ms.is_some()
///     }
/// }
///
/// let failure = Failure { code: "x".to_owned(), retry_after_ms: Some(5) };
/// assert_eq!(failure.to_plain().to_json(), r#"{"code":"x","retryAfterMs":5,"isSlow":true}"#);
/// assert!(typescript::interface::<Failure>().contains("retryAfterMs?: number;"));
/// ```
/// * The documentation becomes that of the Rust type and of the TypeScript interface.
/// * A member's name is its Rust name in camel case, or the name in `as "name"`.
/// * `via Form` before the type passes the member in another [`Form`](crate::plain::Form).
/// * `= rule` limits the values that are read; see [`Rule`](crate::plain::Rule).
/// * `besides` adds fields that exist only in Rust.
/// * `also` adds members that are computed when the object is written.
/// * `readable` at the beginning makes a type that [`read`](crate::plain::read()) can read. Its fields that exist only
///   in Rust are then empty.
#[macro_export]
macro_rules! plain {
    (readable $($declaration:tt)*) => {
        $crate::plain!($($declaration)*);
        $crate::plain!(@read $($declaration)*);
    };
    (
        $(#[doc = $about:literal])*
        #[derive($($derive:path),* $(,)?)]
        $(#[$attribute:meta])*
        $visibility:vis struct $name:ident $(<$life:lifetime>)? $(as $typescript:literal)? {
            $(
                $(#[doc = $doc:literal])*
                $member_visibility:vis $member:ident $(via $form:ident)?: $type:ty
                    $(as $member_name:literal)? $(= $rule:expr)?
            ),* $(,)?
        } $(besides {
            $(
                $(#[doc = $own_doc:literal])*
                $own_visibility:vis $own:ident: $own_type:ty
            ),* $(,)?
        })? $(also {
            $(
                $(#[doc = $also_doc:literal])*
                $also:ident: $also_type:ty $(= $also_rule:expr)? => $get:expr
            ),* $(,)?
        })?
    ) => {
        $(#[doc = $about])*
        #[derive($($derive),*)]
        $(#[$attribute])*
        $visibility struct $name $(<$life>)? {
            $(
                $(#[doc = $doc])*
                $member_visibility $member: $type,
            )*
            $($(
                $(#[doc = $own_doc])*
                $own_visibility $own: $own_type,
            )*)?
        }

        const _: () = {
            static NAMES: &[&str] = &[
                $($crate::plain!(@name $member $(as $member_name)?),)*
                $($($crate::camel_case!($also),)*)?
            ];
            static SHAPE: $crate::plain::Shape = $crate::plain::Shape {
                #[cfg(not(target_arch = "wasm32"))]
                name: $crate::plain!(@typescript $name $($typescript)?),
                #[cfg(not(target_arch = "wasm32"))]
                docs: <$name as $crate::plain::Plainly>::DOCS,
                names: NAMES,
                members: <$name as $crate::plain::Plainly>::MEMBERS,
            };

            impl $(<$life>)? $crate::plain::Plainly for $name $(<$life>)? {
                const MEMBERS: &'static [$crate::plain::Member] = &[
                    $($crate::plain!(@member [$($form)?] $type $(, $rule)?),)*
                    $($($crate::plain!(@member [] $also_type $(, $also_rule)?),)*)?
                ];
                const ABOUT: &'static [&'static str] = &[$($about),*];
                const DOCS: &'static [&'static [&'static str]] = &[
                    $(&[$($doc),*],)*
                    $($(&[$($also_doc),*],)*)?
                ];

                fn shape() -> &'static $crate::plain::Shape {
                    &SHAPE
                }
            }

            impl $(<$life>)? $crate::plain::Serialize for $name $(<$life>)? {
                fn serialize<S: $crate::plain::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                    $crate::plain::Serialize::serialize(&$crate::plain::MemberType::to_plain(self), to)
                }
            }

            impl $(<$life>)? $crate::plain::MemberType for $name $(<$life>)? {
                const KIND: $crate::plain::Kind = $crate::plain::Kind::Object(|| &SHAPE);

                fn to_plain(&self) -> $crate::plain::Plain<'_> {
                    let mut values = $crate::plain::Values::of(NAMES);
                    $($crate::plain!(@put values, [$($form)?] $type, &self.$member $(, $rule)?);)*
                    $($(values.push($crate::plain::IntoPlain::into_plain($crate::plain::computed(self, $get)));)*)?
                    values.into_plain()
                }
            }
        };
    };

    (
        @read
        $(#[doc = $about:literal])*
        #[derive($($derive:path),* $(,)?)]
        $(#[$attribute:meta])*
        $visibility:vis struct $name:ident $(as $typescript:literal)? {
            $(
                $(#[doc = $doc:literal])*
                $member_visibility:vis $member:ident $(via $form:ident)?: $type:ty
                    $(as $member_name:literal)? $(= $rule:expr)?
            ),* $(,)?
        } $(besides {
            $(
                $(#[doc = $own_doc:literal])*
                $own_visibility:vis $own:ident: $own_type:ty
            ),* $(,)?
        })? $(also { $($also:tt)* })?
    ) => {
        impl $crate::plain::ReadMember for $name {
            fn from_plain(plain: $crate::plain::Plain<'static>) -> Self {
                let mut values = plain.into_values();
                Self {
                    $($member: $crate::plain!(@take [$($form)?] $type, values),)*
                    $($($own: <$own_type>::default(),)*)?
                }
            }
        }
    };

    (@name $member:ident) => { $crate::camel_case!($member) };
    (@name $member:ident as $name:literal) => { $name };
    (@typescript $name:ident) => { stringify!($name) };
    (@typescript $name:ident $typescript:literal) => { $typescript };
    (@member [$($form:ident)?] $type:ty) => {
        $crate::plain!(@member [$($form)?] $type, $crate::plain::Rule::NONE)
    };
    (@member [] $type:ty, $rule:expr) => {
        $crate::plain::Member {
            kind: <$type as $crate::plain::MemberType>::KIND,
            is_optional: <$type as $crate::plain::MemberType>::IS_OPTIONAL || ($rule).is_left_out_empty,
            rule: $rule,
        }
    };
    (@member [$form:ident] $type:ty, $rule:expr) => {
        $crate::plain::Member {
            kind: <$form as $crate::plain::Form<$type>>::KIND,
            is_optional: <$form as $crate::plain::Form<$type>>::IS_OPTIONAL,
            rule: $rule,
        }
    };
    (@put $values:ident, [] $type:ty, $value:expr) => { $values.put($value) };
    (@put $values:ident, [] $type:ty, $value:expr, $rule:expr) => {{
        const RULE: $crate::plain::Rule = $rule;
        if RULE.is_left_out_empty {
            $values.put_unless_empty($value);
        } else {
            $values.put($value);
        }
    }};
    (@put $values:ident, [$form:ident] $type:ty, $value:expr $(, $rule:expr)?) => {
        $values.push(<$form as $crate::plain::Form<$type>>::to_plain($value))
    };
    (@take [] $type:ty, $values:ident) => { $crate::plain::take(&mut $values) };
    (@take [$form:ident] $type:ty, $values:ident) => {
        <$form as $crate::plain::Form<$type>>::from_plain($values.next().unwrap_or_default())
    };
}
