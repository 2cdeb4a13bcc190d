//! A page's own address as a QR code, to be printed: on a poster, a receipt, a letter.

use http::header::{CACHE_CONTROL, HeaderValue};
use http::{Response, StatusCode};
use lambda_http::{Body, Request, RequestExt as _};
use qrcode::render::svg;
use qrcode::{EcLevel, QrCode};
use shared::domain::survey::OpenAccess;
use shared::link::{Channel, Touchpoint};
use shared::origin::open_page;
use shared::telemetry::log;

use crate::handle::query;
use crate::logged::Logged;
use crate::reply;

/// What follows the address of a page whose code is asked for.
const PATH: &str = "/qr.svg";

/// A side of the smallest square, in CSS pixels on a screen. In print the image takes any size.
const MODULE: u32 = 8;

/// How long the code of an open page may be kept by browsers and proxies: it says nothing that is not public.
const PUBLIC: HeaderValue = HeaderValue::from_static("public, max-age=3600");

/// Whether the code of a page is asked for, and not the page.
pub(crate) fn is_asked_for(request: &Request) -> bool {
    request.raw_http_path().ends_with(PATH)
}

/// The address that the code of an open page leads to; `None` for a touchpoint that the survey does not list: what is
/// printed cannot be corrected.
pub(crate) fn open_address(base: &str, survey: &str, access: &OpenAccess, request: &Request) -> Option<String> {
    let at = match query(request, "at") {
        None => None,
        Some(at) => Some(access.listed(at)?),
    };
    let at = at.as_ref().map(Touchpoint::as_str);
    Some(open_page(base, survey, at, Some(Channel::Qr)))
}

/// The code of an address as an image: error correction M (15 % may be lost), black on white with a quiet zone of four
/// modules, as ISO/IEC 18004 asks for.
pub(crate) fn image(address: &str, is_public: bool) -> Response<Body> {
    match QrCode::with_error_correction_level(address, EcLevel::M) {
        Ok(code) => {
            let image = code
                .render::<svg::Color<'_>>()
                .module_dimensions(MODULE, MODULE)
                .build();
            let mut response = reply::image(image);
            if is_public {
                response.headers_mut().insert(CACHE_CONTROL, PUBLIC);
            }
            response
        }
        Err(_) => {
            // No token is that long, and an API's name has at most 255 characters.
            log(&Logged::CodeNotMade {});
            reply::problem(StatusCode::INTERNAL_SERVER_ERROR, "The QR code could not be made", &[])
        }
    }
}
