//! The causes of an error, as texts.

use std::error::Error;
use std::fmt;

/// An error and those behind it, as texts without secrets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceChain {
    text: String,
    source: Option<Box<Self>>,
}

impl SourceChain {
    /// An error and all behind it; `clean` takes the secrets out of each one's text.
    pub(in crate::platform) fn of(error: &dyn Error, clean: &dyn Fn(String) -> String) -> Self {
        let source = error.source().map(|source| Box::new(Self::of(source, clean)));
        Self { text: clean(error.to_string()), source }
    }

    /// The text of the cause behind all other causes.
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
