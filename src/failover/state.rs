//! The health of the resources, for JavaScript.

use crate::plain::Rule;
use crate::{Error, plain, words};

words! {
    /// One of two resources.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub enum ResourceName {
        /// The resource that is asked first.
        Primary = "primary",
        /// The resource that is asked while the first one fails.
        Secondary = "secondary",
    }
}

plain! {
    /// The resource that gave an answer.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct AnsweredBy {
        /// The resource that answered.
        pub answered_by: ResourceName = Rule::NONE.in_full(),
        /// The endpoint of that resource.
        pub endpoint: String,
    }
}

plain! {
    /// The health of one resource.
    #[derive(Clone, Debug, PartialEq)]
    pub struct ResourceState as "ResourceHealth" {
        /// The endpoint of the resource.
        pub endpoint: String,
        /// True while the resource is in use.
        pub is_up: bool,
        /// The number of failures since the resource was last in use.
        pub failures: u32,
        /// The last failure, while the resource is not in use.
        pub error: Option<Error>,
        /// The time until the resource may be tried again, in milliseconds. The next call after that tries it.
        pub retry_in_ms: Option<u64>,
    }
}

plain! {
    /// The health of both resources.
    #[derive(Clone, Debug, PartialEq)]
    pub struct FailoverState {
        /// The resource that is asked first.
        pub primary: ResourceState,
        /// The resource that is asked while the first one fails.
        pub secondary: ResourceState,
        /// The resource that the next call asks. Absent while both pause.
        pub current: Option<ResourceName> = Rule::NONE.in_full(),
    }
}
