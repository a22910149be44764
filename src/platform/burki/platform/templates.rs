//! How Burki fills in templates.

use std::collections::BTreeMap;

use async_trait::async_trait;

use crate::platform::burki::client::Burki;
use crate::platform::burki::envelope::Marker;
use crate::platform::error::PlatformError;
use crate::platform::platform::Templates;
use crate::platform::request::Request;

#[async_trait(?Send)]
impl Templates for Burki {
    fn template_preview_request(
        &self,
        template: &str,
        variables: &BTreeMap<String, String>,
    ) -> Result<Request, PlatformError> {
        Ok(self.endpoints().template_preview(template, variables))
    }

    /// A template with an error is a refusal in the platform's own words.
    async fn template_preview(
        &self,
        template: &str,
        variables: &BTreeMap<String, String>,
    ) -> Result<String, PlatformError> {
        let request = self.endpoints().template_preview(template, variables);
        let value = self.send(&request, Marker::Done).await?;
        let rendered = value["rendered_template"].as_str().map(ToOwned::to_owned);
        rendered.ok_or_else(|| PlatformError::undocumented(&request.purpose))
    }
}
