//! Templates of messages.

use std::collections::BTreeMap;

use async_trait::async_trait;

use super::account::Account;
use crate::platform::error::PlatformError;
use crate::platform::feature::Feature;
use crate::platform::request::Request;

/// The templates that a campaign's messages are made from.
#[async_trait(?Send)]
pub trait Templates: Account {
    /// The request that asks what the platform makes of a template with these values. It only reads.
    ///
    /// # Errors
    ///
    /// The platform has no preview of templates.
    fn template_preview_request(
        &self,
        _template: &str,
        _variables: &BTreeMap<String, String>,
    ) -> Result<Request, PlatformError> {
        Err(Feature::TemplatePreview.lacking(self.kind()))
    }

    /// A template as the platform fills it in with these values.
    ///
    /// # Errors
    ///
    /// The platform refuses the template, cannot be reached, or has no preview of templates.
    async fn template_preview(
        &self,
        _template: &str,
        _variables: &BTreeMap<String, String>,
    ) -> Result<String, PlatformError> {
        Err(Feature::TemplatePreview.lacking(self.kind()))
    }
}
