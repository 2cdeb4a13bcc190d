//! The body of a page, kept as it came, so that whoever asked can read it where it lies.

use aws_sdk_dynamodb::operation::scan::{Scan, ScanOutput};
use aws_smithy_runtime_api::client::interceptors::context::Output;
use aws_smithy_runtime_api::client::runtime_plugin::RuntimePlugin;
use aws_smithy_types::body::SdkBody;

use super::own_reading::ReadPage;

/// Keeps the body of a page of a Scan.
pub(super) struct PageBody;

impl ReadPage for PageBody {
    type Page = SdkBody;

    const NAME: &'static str = "PageBody";
    const OPERATION: &'static str = "Scan";

    fn operation() -> impl RuntimePlugin {
        Scan::new()
    }

    fn read(body: &SdkBody) -> Option<(SdkBody, Output)> {
        // Cloning a body that has arrived copies no bytes of it.
        Some((body.try_clone()?, Output::erase(ScanOutput::builder().build())))
    }

    fn of_decoded(_: &Output) -> Option<SdkBody> {
        // The body of every success is kept above.
        None
    }
}
