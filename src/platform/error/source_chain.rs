//! The causes of an error, as texts.

use std::error::Error;
use std::fmt;

/// An error and the errors that caused it, as texts without secrets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceChain {
    text: String,
    source: Option<Box<Self>>,
}

impl SourceChain {
    /// The chain of an error; `clean` removes the secrets from each text.
    pub(in crate::platform) fn of(error: &dyn Error, clean: &dyn Fn(String) -> String) -> Self {
        let source = error.source().map(|source| Box::new(Self::of(source, clean)));
        Self { text: clean(error.to_string()), source }
    }

    /// The text of the first cause.
    pub(in crate::platform) fn innermost(&self) -> &str {
        self.source.as_ref().map_or(&self.text, |source| source.innermost())
    }
}

impl fmt::Display for SourceChain {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.text)
    }
}

impl Error for SourceChain {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.source.as_ref().map(|source| &**source as _)
    }
}
