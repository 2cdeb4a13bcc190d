//! Reading a QR code as a telephone does: from the picture.

use anyhow::{Context, Result, ensure};
use rqrr::PreparedImage;

/// The text of the code in an SVG image whose dark squares are one path of rectangles, `M x y h w v h H x V y`, and the number
/// of modules of light around it on the left.
///
/// # Errors
/// The image is not drawn like that, or has not exactly one code that can be read.
pub fn read(image: &str) -> Result<(String, usize)> {
    let (_, view) = image.split_once("viewBox=\"0 0 ").context("a view box")?;
    let width: usize = view.split(' ').next().context("a width")?.parse()?;
    let (_, path) = image.split_once(" d=\"").context("a path")?;
    let path = path.split('"').next().context("the end of the path")?;
    let mut light = vec![255_u8; width * width];
    let mut first = width;
    let mut module = width;
    for rectangle in path.split('M').skip(1) {
        let numbers: Vec<usize> = rectangle
            .split(|c: char| !c.is_ascii_digit())
            .map(str::parse)
            .collect::<Result<_, _>>()?;
        let [left, top, wide, high, ..] = numbers[..] else {
            anyhow::bail!("'{rectangle}' is no rectangle")
        };
        ensure!(left + wide <= width && top + high <= width, "'{rectangle}' is outside");
        for row in top..top + high {
            light[row * width + left..row * width + left + wide].fill(0);
        }
        first = first.min(left);
        module = module.min(wide);
    }
    let mut picture = PreparedImage::prepare_from_greyscale(width, width, |x, y| light[y * width + x]);
    let codes = picture.detect_grids();
    let [code] = &codes[..] else {
        anyhow::bail!("{} codes are seen", codes.len())
    };
    let (_, text) = code.decode()?;
    Ok((text, first / module))
}
